import { expect } from '@open-wc/testing';
import { Storage } from '../../../../../src/components/features/call-flow/storage/storage.js';
import { forget } from '../../../../../src/components/features/call-flow/storage/tab-storage.js';
import type { AgentHost } from '../../../../../src/components/contract/agent.js';
import { fakeContext } from '../../../../helpers/page/feature-context.js';
import { message } from '../../../../helpers/page/fake-view.js';

const KEY = 'voice-live-agent:shop';
const kept = (change: Partial<AgentHost> = {}, conversation = {}) =>
  fakeContext({ storage: 'session', id: 'shop', ...change }, conversation);
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
    for (const foreign of ['no JSON', '7', '{"messages":"x"}', '{"messages":[{"text":"no id"}]}']) {
      sessionStorage.setItem(KEY, foreign);
      const agent = kept();
      void new Storage(agent);
      expect(restored(agent), foreign).to.equal(undefined);
    }
  });

  it('keeps the agents of a page apart by their id, and forgets one of them alone', () => {
    const agents = ['shop', 'help'].map((id) => kept({ id, messages: [message('1', id)] }));
    for (const agent of agents) new Storage(agent).on['vla-transcript']!(said);
    forget(agents[0]!.host);
    expect(Object.keys(sessionStorage)).to.deep.equal(['voice-live-agent:help']);
  });

  it('writes nothing when the page does not want it', () => {
    new Storage(fakeContext({ id: 'shop', messages: [message('1', 'Hello')] })).on['vla-transcript']!(said);
    expect(sessionStorage.length).to.equal(0);
  });
});
