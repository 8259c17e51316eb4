/** What a visitor typed stays on screen, whatever ends the conversation before it was sent, and goes out with the next one. */
import { expect } from '@open-wc/testing';
import { faultOf, stage, until } from '../helpers/page/live-agent.js';
import type { VoiceLiveAgent } from '../../src/index.js';

const noEndpoint = `/answer?${new URLSearchParams({ body: JSON.stringify({ token: 'secret' }) })}`;
const resting = `/answer?${new URLSearchParams({ status: '429', 'retry-after': '2', name: 'typed' })}`;
const prevent = (event: Event): void => event.preventDefault();

/** How a first typed turn fails, and how that is mended. */
const WAYS: Readonly<Record<string, readonly [code: string, fail: (agent: VoiceLiveAgent) => void]>> = {
  'the answer of the token endpoint lacks the endpoint': ['setup', (agent) => (agent.tokenUrl = noEndpoint)],
  'the address of the token endpoint is none': ['setup', (agent) => (agent.tokenUrl = 'http://')],
  'there is no address of it': ['setup', (agent) => (agent.tokenUrl = undefined)],
  'the token endpoint breaks': ['token-failed', (agent) => (agent.tokenUrl = '/status/500')],
  'the token endpoint wants a pause': ['throttled', (agent) => (agent.tokenUrl = resting)],
  'the model speaks another protocol': ['unsupported', (agent) => (agent.model = 'gpt-live')],
  'the page prevents it': ['setup', (agent) => agent.addEventListener('vla-before-start', prevent)],
  'the settings cannot cross': ['setup', (agent) => (agent.session = { metadata: { a: () => 1 } } as never)],
};

describe('a first typed turn', function () {
  this.timeout(60_000);

  for (const [title, [code, fail]] of Object.entries(WAYS)) {
    for (const isOpen of [false, true]) {
      it(`is kept when ${title}${isOpen ? ', with the panel open' : ''}, and sent with the next`, async () => {
        const { agent, seen } = await stage();
        const { tokenUrl, model } = agent;
        fail(agent);
        if (isOpen) {
          agent.show();
          await new Promise((resolve) => setTimeout(resolve, 500)); // a token that is asked for early has come
        }
        const fault = await faultOf(agent.sendText('hello'));
        expect(fault.code).to.equal(code);
        const mine = () => agent.messages.filter(({ role }) => role === 'user').map(({ text }) => text);
        expect(mine()).to.deep.equal(['hello']);
        await faultOf(agent.sendText('again'));
        expect(mine()).to.deep.equal(['hello', 'again']);
        Object.assign(agent, { tokenUrl, model, session: undefined });
        agent.removeEventListener('vla-before-start', prevent);
        if (code === 'throttled') await until('it may be asked again', () => Date.now() > fault.retryAt! + 200);
        await agent.sendText('help');
        await seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && text !== '');
        expect(mine()).to.deep.equal(['hello', 'again', 'help']);
        agent.remove();
      });
    }
  }
});
