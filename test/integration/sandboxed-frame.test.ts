/** A frame without an origin of its own, as previews of editors and site builders are: no storage, no locks, no microphone. */
import { expect } from '@open-wc/testing';
import type { Fault, Message } from '../../src/index.js';
import { mint, needsToken } from '../helpers/page/live-agent.js';

interface Told {
  readonly messages?: readonly Message[];
  readonly chat?: string;
  readonly call?: Fault;
  readonly errors: readonly string[];
}

const page = (scripts: string, credential: object): string => `<!doctype html><html lang="en">
<script>
  const errors = [];
  addEventListener('error', ({ message }) => errors.push(message));
  addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)));
</script>
${scripts}
<voice-live-agent turn-detection="none"></voice-live-agent>
<script>
  const wordsOf = (error) => error instanceof Error ? 'the browser’s own error: ' + error : JSON.stringify(error);
  addEventListener('load', async () => {
    const agent = document.querySelector('voice-live-agent');
    agent.tokenProvider = async () => (${JSON.stringify(credential)});
    const answered = new Promise((resolve) => agent.addEventListener('vla-transcript',
      ({ detail }) => detail.role === 'agent' && detail.final && resolve()));
    const chat = await agent.sendText('Hello').then(() => 'sent', wordsOf);
    if (chat === 'sent') await answered;
    const { messages } = agent;
    await agent.stop();
    const call = await agent.start().then(() => undefined, (fault) => fault instanceof Error ? String(fault) : fault);
    parent.postMessage({ messages, chat, call, errors }, '*');
  });
</script></html>`;

async function sandboxed(scripts: string): Promise<Told> {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts allow-forms');
  const told = new Promise<Told>((resolve) =>
    addEventListener(
      'message',
      ({ source, data }: MessageEvent<Told>) => source === frame.contentWindow && resolve(data),
    ),
  );
  frame.srcdoc = page(scripts, await mint());
  document.body.append(frame);
  return told.finally(() => frame.remove());
}

const CLASSIC = `<script src="${location.origin}/dist/voice-live-agent.iife.js"></script>`;
/** The same where the page has locks and the worker has none, or none that it may use. */
const LOCKS: Readonly<Record<string, string>> = {
  'as it is': '',
  'without locks in the page': '<script>delete Navigator.prototype.locks</script>',
  'with locks in the page alone': `<script>
    Object.defineProperty(Navigator.prototype, 'locks', { value: { request: async (name, options, task) => task({ name }) } });
  </script>`,
};

describe('a sandboxed frame', () => {
  for (const [which, before] of Object.entries(LOCKS)) {
    it(`has the written chat, and a fault that fits instead of a call, ${which}`, async function () {
      await needsToken(this, 'a relay lets in no page without an origin');
      const { chat, messages, call, errors } = await sandboxed(before + CLASSIC);
      expect(chat).to.equal('sent');
      expect(messages?.map(({ role }) => role)).to.deep.equal(['user', 'agent']);
      expect(call?.code).to.be.oneOf(['mic-blocked-by-policy', 'mic-denied', 'insecure-context']);
      expect(call?.message).not.to.be.empty;
      expect(errors).to.deep.equal([]);
    });
  }
});
