import { expect } from '@open-wc/testing';
import { stage, until } from '../helpers/page/live-agent.js';
import { button, card, QUIET, shownCard } from '../helpers/page/cards.js';

describe('limits of a call', () => {
  it('end a call after its time, and say so before', async () => {
    const set = await stage({ ...QUIET, 'max-duration': '3' });
    const { agent, seen } = set;
    agent.show();
    await agent.sendText('hello');
    await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
    const countdown = await shownCard(set, 'vla-countdown');
    expect(countdown.shadowRoot!.querySelector('p')!.textContent).to.match(/^The call ends in 0:0[12]\.$/);
    await seen('vla-state', ({ state }) => state === 'ended');
    const ended = await shownCard(set, 'vla-ended');
    expect(ended.shadowRoot!.querySelector('h3')!.textContent).to.equal('The call reached its time limit.');
  });

  it('ask a silent visitor whether somebody is there, before they end the call', async () => {
    const set = await stage({ ...QUIET, 'idle-timeout': '3' });
    const { agent, seen } = set;
    agent.show();
    await agent.start();
    const countdown = await shownCard(set, 'vla-countdown');
    button(countdown, 'I am still here').click();
    await until('the question is gone', () => card(set, 'vla-countdown') === null);
    expect(agent.state).to.equal('listening');
    await shownCard(set, 'vla-countdown');
    await seen('vla-state', ({ state }) => state === 'ended');
  });

  it('have the agent ask a silent visitor aloud, once, and then end the call', async () => {
    const { agent, details, seen } = await stage({ ...QUIET, 'idle-timeout': '4', 'idle-prompt': 'Are you there?' });
    await agent.start();
    await seen('vla-speech', ({ who, speaking }) => who === 'agent' && speaking);
    expect((await seen('vla-state', ({ state }) => state === 'ended')).reason).to.equal('idle');
    expect(agent.messages.map(({ text }) => text)).to.deep.equal(['Are you there?']);
    expect(details('vla-error')).to.be.empty;
  });
});
