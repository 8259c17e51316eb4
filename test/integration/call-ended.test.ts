import { expect } from '@open-wc/testing';
import { control, faultOf, seconds, stage, until } from '../helpers/page/live-agent.js';
import { button, card, panelButton, QUIET, shownCard } from '../helpers/page/cards.js';
import { watch } from '../helpers/page/resource-watch.js';
import { settled } from '../helpers/page/settle-animations.js';

describe('the end of a call', () => {
  it('is told with its reason, can be rated, and another call begins from there', async () => {
    const set = await stage(QUIET);
    const { agent, details, seen } = set;
    agent.innerHTML = '<a slot="handoff" href="mailto:shop@example.com">Write to us</a>';
    agent.show();
    await agent.start();
    await agent.sendText('hello');
    await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
    const { sessionId } = agent;
    panelButton(set, 'End call').click();
    const ended = await shownCard(set, 'vla-ended');
    expect(ended.shadowRoot!.querySelector('h3')!.textContent).to.equal('You ended the call.');
    await settled();
    await expect(ended).to.be.accessible();
    ended.shadowRoot!.querySelectorAll<HTMLElement>('input')[3]!.click();
    await until('a text is asked for', () => Boolean(ended.shadowRoot!.querySelector('textarea')));
    await settled();
    await expect(ended).to.be.accessible();
    ended.shadowRoot!.querySelector('textarea')!.value = ' Quick. ';
    button(ended, 'Send rating').click();
    expect(details('vla-feedback')).to.deep.equal([{ rating: 4, text: 'Quick.', sessionId }]);
    await until('thanks', () => ended.shadowRoot!.textContent.includes('Thank you'));
    panelButton(set, 'Start again').click();
    await until('it listens', () => agent.state === 'listening');
    expect(card(set, 'vla-ended')).to.equal(null);
    expect(details('vla-feedback')).to.have.lengthOf(1);
  });

  it('is no fault when the service says goodbye, and what it said is heard to its end', async () => {
    const watching = watch();
    const set = await stage(QUIET);
    const { agent, details, events, seen, service } = set;
    agent.show();
    await agent.start();
    await agent.sendText('hello');
    await seen('vla-state', ({ state }) => state === 'speaking');
    await control(await service(), 'close', { code: 1000 });
    await seen('vla-state', ({ state }) => state === 'ended');
    const ended = await shownCard(set, 'vla-ended');
    expect(ended.shadowRoot!.querySelector('h3')!.textContent).to.equal('The agent ended the call.');
    expect(details('vla-error')).to.be.empty;
    expect(details('vla-state').at(-1)).to.deep.equal({ state: 'ended', previous: 'speaking', reason: 'agent' });
    const silent = events.findIndex(
      ({ name, detail }) => name === 'vla-speech' && 'speaking' in detail && !detail.speaking,
    );
    expect(silent, 'it fell silent by itself').to.be.above(0);
    expect(watching.tracks.map(({ readyState }) => readyState)).to.deep.equal(['ended']);
    await until('its worker is gone', () => watching.ended.length === 1);
    panelButton(set, 'Start again').click();
    await until('it listens', () => agent.state === 'listening');
    watching.restore();
  });

  it('says that the page ended it, and keeps stars that were given without a press on Send', async () => {
    const set = await stage(QUIET);
    const { agent, details, seen } = set;
    agent.show();
    await agent.sendText('hello');
    await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
    await agent.stop();
    const ended = await shownCard(set, 'vla-ended');
    expect(ended.shadowRoot!.querySelector('h3')!.textContent).to.equal('The call has ended.');
    ended.shadowRoot!.querySelectorAll<HTMLElement>('input')[0]!.click();
    button(ended, 'Dismiss').click();
    await until('it is closed', () => card(set, 'vla-ended') === null);
    expect(details('vla-feedback')).to.have.lengthOf(1);
    expect(details('vla-feedback')[0]).to.include({ rating: 1, text: '' });
  });

  it('shows no card for a call that never began', async () => {
    const set = await stage({ ...QUIET, 'token-url': '/status/500' });
    set.agent.show();
    await faultOf(set.agent.start());
    await seconds(0.3);
    expect(card(set, 'vla-ended')).to.equal(null);
  });
});
