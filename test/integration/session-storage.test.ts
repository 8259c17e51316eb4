import { expect } from '@open-wc/testing';
import { stage, until } from '../helpers/page/live-agent.js';
import { button, shownCard } from '../helpers/page/cards.js';

describe('storage in the tab', () => {
  it('keeps nothing unless the page wants it', async () => {
    const { agent, seen } = await stage();
    await agent.sendText('hello');
    await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
    expect([sessionStorage.length, localStorage.length, document.cookie]).to.deep.equal([0, 0, '']);
  });

  it('brings the transcript back after a reload, and no credential with it', async () => {
    const attributes = { storage: 'session', id: 'kept', model: 'gpt-realtime-kept' };
    const first = await stage(attributes);
    await first.agent.sendText('hello');
    await first.seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
    const said = first.agent.messages.map(({ text }) => text);
    first.agent.remove();
    const stored = sessionStorage.getItem('voice-live-agent:kept::gpt-realtime-kept')!;
    expect(stored).not.to.match(/token|Bearer|eyJ/i);
    const second = await stage(attributes);
    second.agent.show();
    await until('it is back', () => second.agent.messages.length === said.length);
    expect(second.agent.messages.map(({ text }) => text)).to.deep.equal(said);
    sessionStorage.clear();
  });

  it('forgets a conversation when the visitor asks for it', async () => {
    const set = await stage({ storage: 'session', id: 'kept' });
    set.agent.show();
    await set.agent.sendText('hello');
    await set.seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
    await set.agent.stop();
    button(await shownCard(set, 'vla-ended'), 'Delete this conversation').click();
    expect(set.agent.messages).to.be.empty;
    expect(Object.keys(sessionStorage).join()).not.to.include(set.agent.model);
  });
});
