/** What events of the service do on the page, where no other test of the built element shows it. */
import { expect } from '@open-wc/testing';
import { until, type Stage } from '../../helpers/page/live-agent.js';
import type { Cases } from '../../helpers/page/dialects.js';

export const serviceEvents: Cases = ({ it, send, stage, withFaults }) => {
  type Fields = Readonly<Record<string, unknown>> & { readonly type: string };

  /** A call that rests, and a way to have the service send events in it. */
  async function call(
    attributes: Readonly<Record<string, string>> = {},
  ): Promise<Stage & { send(...events: readonly Fields[]): Promise<void> }> {
    const staged = await stage({ 'turn-detection': 'none', ...attributes });
    await staged.agent.start();
    const service = await staged.service();
    return {
      ...staged,
      async send(...events) {
        for (const event of events) await send(service, event);
      },
    };
  }

  const read = ({ agent }: Stage) => agent.messages.map(({ role, text }) => [role, text]);
  const message = (id: string, text: string, previous: string | null): Fields => ({
    type: 'conversation.item.created',
    previous_item_id: previous,
    item: { id, type: 'message', role: 'user', status: 'completed', content: [{ type: 'input_text', text }] },
  });

  describe('what the service tells', function () {
    it('takes its place by the item before it, whatever the order of arrival', async () => {
      const page = await call();
      await page.send(message('a', 'first', null), message('c', 'third', 'b'), message('b', 'second', 'a'));
      await until('all are there', () => page.agent.messages.length === 3);
      expect(read(page)).to.deep.equal([
        ['user', 'first'],
        ['user', 'second'],
        ['user', 'third'],
      ]);
      page.agent.remove();
    });

    it('of spoken words that nobody understood leaves the message as far as it came', async () => {
      const page = await call();
      const at = { item_id: 'u1', content_index: 0 };
      const transcription = 'conversation.item.input_audio_transcription';
      await page.send(
        { type: 'input_audio_buffer.committed', item_id: 'u1', previous_item_id: null },
        { type: `${transcription}.delta`, ...at, delta: 'half a' },
        { type: `${transcription}.failed`, ...at, error: { code: 'unclear', message: 'Nobody could understand it.' } },
      );
      await page.seen('vla-transcript', ({ itemId, final }) => itemId === 'u1' && final);
      expect(read(page)).to.deep.equal([['user', 'half a']]);
      page.agent.remove();
    });

    it('of a response that failed is a fault, and the conversation goes on', async () => {
      const page = await stage();
      await page.agent.sendText('fail');
      const { cause } = await page.seen('vla-error');
      expect(cause).to.contain('failed because you asked for it');
      await page.agent.sendText('good evening');
      await page.seen('vla-transcript', ({ text, final }) => final && text.startsWith('You wrote: good evening'));
      page.agent.remove();
    });

    it('of a refused request lets the next one go out', async () => {
      const page = await stage();
      await page.agent.sendText('hello');
      await page.seen('vla-usage');
      page.agent.sendEvent({ type: 'response.create', response: { tool_choice: 'missing' } });
      await page.seen('vla-error');
      await page.agent.sendText('good evening');
      await page.seen('vla-transcript', ({ text, final }) => final && text.startsWith('You wrote: good evening'));
      page.agent.remove();
    });

    it('as a warning is a line in the console and no fault', async () => {
      const { warn } = console;
      const lines: string[] = [];
      console.warn = (line: unknown) => void lines.push(String(line));
      try {
        const page = await stage();
        await page.agent.sendText('warn');
        await page.seen('vla-usage');
        expect(lines.filter((line) => line.includes('You asked for a warning.'))).to.have.length(1);
        expect(page.details('vla-error')).to.be.empty;
        page.agent.remove();
      } finally {
        console.warn = warn;
      }
    });

    it('tells the limits of the service with the usage', async () => {
      const page = await stage({ 'token-url': '' }, withFaults('rateLimits:true'));
      await page.agent.sendText('hello');
      const { rateLimits } = await page.seen('vla-usage');
      expect(rateLimits!.map(({ name }) => name)).to.deep.equal(['requests', 'tokens']);
      page.agent.remove();
    });

    it('of a barge-in is not answered with a truncation where the service truncates by itself', async () => {
      for (const auto_truncate of [true, false]) {
        const page = await stage(
          {},
          (agent) => (agent.session = { turn_detection: { type: 'azure_semantic_vad', auto_truncate } }),
        );
        await page.agent.start();
        await page.agent.sendText('story');
        await page.seen('vla-speech', ({ who, speaking }) => who === 'agent' && speaking);
        const service = await page.service();
        await send(service, { type: 'input_audio_buffer.speech_started', audio_start_ms: 0, item_id: 'u1' });
        await page.seen('vla-interrupt');
        await page.agent.sendText('hello'); // what the interruption made was sent before it
        const heard = async () =>
          (await page.service()).received.map(({ type, event }) => [type, JSON.stringify(event)]);
        await until('the text arrives', async () => (await heard()).some(([, event]) => event!.includes('"hello"')));
        const truncated = (await heard()).filter(([type]) => type === 'conversation.item.truncate');
        expect(truncated).to.have.length(auto_truncate ? 0 : 1);
        page.agent.remove();
      }
    });
  });
};
