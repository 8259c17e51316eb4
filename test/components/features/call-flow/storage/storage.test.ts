import { expect } from '@open-wc/testing';
import { Storage } from '../../../../../src/components/features/call-flow/storage/storage.js';
import { forget, keep, recall, toKeep } from '../../../../../src/components/session/tab-storage.js';
import type { AgentHost } from '../../../../../src/components/contract/agent.js';
import { fakeContext } from '../../../../helpers/page/feature-context.js';
import { message } from '../../../../helpers/page/fake-view.js';

const KEY = 'voice-live-agent:shop::gpt-realtime';
const kept = (change: Partial<AgentHost> = {}, conversation = {}) =>
  fakeContext({ storage: 'session', id: 'shop', ...change }, conversation);
/** The browser's own class, of which the feature has the name. */
const Storage_ = globalThis.Storage.prototype;
const said = { ...message('1', 'Hello'), delta: '' };
const restored = ({ calls }: ReturnType<typeof fakeContext>): unknown =>
  calls.find(([name]) => name === 'restore')?.[1];

describe('storage in the tab', () => {
  afterEach(() => sessionStorage.clear());

  it('keeps messages once they are final, and the id of the conversation', () => {
    const messages = [message('1', 'Hello'), message('2', 'Hel', { final: false })];
    const storage = new Storage(kept({ messages, conversationId: 'c1' }));
    storage.on['vla-transcript']!({ ...said, final: false });
    expect(sessionStorage.getItem(KEY)).to.equal(null);
    storage.on['vla-transcript']!(said);
    storage.on['vla-session']!({} as never);
    const stored = JSON.parse(sessionStorage.getItem(KEY)!) as {
      readonly messages: readonly { readonly text: string }[];
    };
    expect(stored).to.include({ conversationId: 'c1' });
    expect(stored.messages.map(({ text }) => text)).to.deep.equal(['Hello']);
  });

  it('puts back what was kept, unless there is a conversation', () => {
    new Storage(kept({ messages: [message('1', 'Hello')] })).on['vla-transcript']!(said);
    const fresh = kept();
    void new Storage(fresh);
    expect(restored(fresh)).to.have.lengthOf(1);
    const busy = kept({}, { messages: [message('9', 'Good evening')] });
    void new Storage(busy);
    expect(restored(busy)).to.equal(undefined);
  });

  it('shows nothing of what another script wrote there', () => {
    for (const foreign of ['no JSON', '7', '"messages":"x"', '"messages":[{"text":"no id"}]']) {
      sessionStorage.setItem(KEY, foreign.startsWith('"') ? `{"at":${Date.now()},${foreign}}` : foreign);
      const agent = kept();
      void new Storage(agent);
      expect(restored(agent), foreign).to.equal(undefined);
    }
  });

  it('keeps the agents of a page apart by their id, and forgets one of them alone', () => {
    const agents = ['shop', 'help'].map((id) => kept({ id, messages: [message('1', id)] }));
    for (const agent of agents) new Storage(agent).on['vla-transcript']!(said);
    forget(agents[0]!.host);
    expect(Object.keys(sessionStorage)).to.deep.equal(['voice-live-agent:help::gpt-realtime']);
  });

  it('never mixes two agents with one id, whatever their names', () => {
    const pairs: readonly Partial<AgentHost>[] = [
      { id: 'a', model: 'b:c' },
      { id: 'a:b', model: 'c' },
      { id: 'a', agentName: 'b' },
      { id: 'a', model: 'b' },
    ];
    for (const pair of pairs) keep(kept(pair).host, { messages: [message('1', JSON.stringify(pair))] });
    const texts = pairs.map((pair) => recall(kept(pair).host).messages![0]!.text);
    expect(texts).to.deep.equal(pairs.map((pair) => JSON.stringify(pair)));
  });

  it('keeps the newest 64 KB as UTF-8, and no more', () => {
    const messages = Array.from({ length: 100 }, (_, i) => message(`m${i}`, 'ä'.repeat(500)));
    const stored = toKeep(messages);
    expect(stored.at(-1)!.itemId).to.equal('m99');
    expect(stored.length).to.be.within(40, 62);
    expect(new TextEncoder().encode(JSON.stringify(stored)).length).to.be.within(60_000, 65_536);
  });

  it('offers to go on with a call that ended with its page, until it goes on or 5 minutes are over', () => {
    const start = (agent: ReturnType<typeof kept>): string | undefined => new Storage(agent).view().labels?.start;
    const page = kept({ open: true, muted: true }, { active: true, inCall: true });
    new Storage(page).onLeave();
    expect(recall(page.host)).to.include({ mode: 'voice', open: true, muted: true });
    expect(start(kept())).to.equal('Continue the call?');
    // A page on which nothing happened hands the offer on; one on which the call went on and ended does not.
    new Storage(kept()).onLeave();
    expect(start(kept())).to.equal('Continue the call?');
    const taken = new Storage(kept());
    taken.on['vla-state']!({ state: 'requesting-mic', previous: 'idle' });
    expect(taken.view()).to.deep.equal({});
    taken.onLeave();
    expect(start(kept())).to.equal(undefined);
    keep(page.host, { mode: 'voice', endedAt: Date.now() - 5 * 60_000 });
    expect(start(kept())).to.equal(undefined);
  });

  it('offers nothing after a written chat, and after 5 minutes shows nothing but remembers the consent', () => {
    new Storage(kept({ messages: [message('1', 'Hello')] }, { active: true })).onLeave();
    expect(new Storage(kept()).view()).to.deep.equal({});
    keep(kept().host, { consent: '3' });
    const stored = JSON.parse(sessionStorage.getItem(KEY)!) as { at: number };
    sessionStorage.setItem(KEY, JSON.stringify({ ...stored, at: stored.at - 5 * 60_000 }));
    expect(recall(kept().host)).to.deep.equal({ consent: '3' });
  });

  it('ends the sentence that the page left in', () => {
    const page = kept({ messages: [message('1', 'I was just', { final: false })] }, { active: true, inCall: true });
    new Storage(page).onLeave();
    expect(recall(page.host).messages![0]).to.include({ text: 'I was just', final: true, incomplete: 'cancelled' });
  });

  it('shows what happened on another page when the browser brings this one back', () => {
    const page = kept({ messages: [message('1', 'Hello')] });
    const storage = new Storage(page);
    storage.onLeave();
    keep(page.host, { messages: [message('1', 'Hello'), message('2', 'Bye')] });
    storage.back();
    expect(restored(page)).to.have.lengthOf(2);
    forget(page.host);
    storage.back();
    expect(page.calls.at(-1)).to.deep.equal(['restore', []]);
  });

  it('throws nothing where the browser refuses storage, or has no room', () => {
    const { getItem, setItem, removeItem } = Storage_;
    const refuse = (): never => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    Object.assign(Storage_, { getItem: refuse, setItem: refuse, removeItem: refuse });
    try {
      const storage = new Storage(kept({ messages: [message('1', 'Hello')] }));
      storage.on['vla-transcript']!(said);
      storage.onLeave();
      storage.back();
      forget(kept().host);
    } finally {
      Object.assign(Storage_, { getItem, setItem, removeItem });
    }
  });

  it('writes nothing when the page does not want it', () => {
    new Storage(fakeContext({ id: 'shop', messages: [message('1', 'Hello')] })).on['vla-transcript']!(said);
    expect(sessionStorage.length).to.equal(0);
  });
});
