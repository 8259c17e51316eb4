import { expect } from '@open-wc/testing';
import { faultOf, until, type Stage } from '../../helpers/page/live-agent.js';
import type { Cases } from '../../helpers/page/dialects.js';

export const answerEnds: Cases = ({ it, send, stage }) => {
  /** A written conversation that rests, and the way to let the service say something. */
  async function chatting(): Promise<Stage & { say(type: string, fields: object): Promise<unknown> }> {
    const it = await stage({ open: '' });
    await it.agent.sendText('hello');
    await it.seen('vla-usage');
    await until('it rests', () => it.agent.state === 'idle');
    const service = await it.service();
    return { ...it, say: (type, fields) => send(service, { type, ...fields }) };
  }

  const panel = ({ agent }: Stage): ShadowRoot => agent.shadowRoot!.querySelector('vla-panel')!.shadowRoot!;
  const card = (it: Stage): string => panel(it).querySelector('[part=error]')?.textContent?.replace(/\s+/g, ' ') ?? '';
  const transcript = (it: Stage): ShadowRoot => panel(it).querySelector('vla-transcript')!.shadowRoot!;
  const response = (fields: object) => ({ response: { id: 'resp_1', status: 'in_progress', output: [], ...fields } });
  const details = (reason: string) => ({ status: 'incomplete', status_details: { type: 'incomplete', reason } });
  const item = (fields: object = {}) => ({
    response_id: 'resp_1',
    output_index: 0,
    item: { id: 'item_cut', type: 'message', role: 'assistant', status: 'in_progress', content: [], ...fields },
  });

  describe('an answer', function () {
    it('that the content filter takes away is told to the visitor and the page', async () => {
      const it = await chatting();
      await it.say('response.created', response({}));
      await it.say('response.done', response(details('content_filter')));
      const fault = await it.seen('vla-error');
      expect(fault).to.include({
        code: 'server-error',
        cause: 'response incomplete: content_filter',
        retryable: false,
      });
      await until('the panel says it', () => card(it).includes('withheld because of its content'));
      expect(card(it)).not.to.match(/try again/i);
      expect(it.agent.state).to.equal('idle');
      it.agent.remove();
    });

    it('that is cut off in the midst of a sentence is marked, and told', async () => {
      const it = await chatting();
      await it.say('response.created', response({}));
      await it.say('response.output_item.added', item());
      await it.say('response.text.delta', {
        response_id: 'resp_1',
        item_id: 'item_cut',
        content_index: 0,
        delta: 'We are',
      });
      await it.say('response.done', response(details('max_output_tokens')));
      const told = await it.seen('vla-transcript', ({ itemId, incomplete }) => itemId === 'item_cut' && !!incomplete);
      expect(told).to.include({ text: 'We are', final: true, incomplete: 'max_output_tokens' });
      expect(it.agent.messages.at(-1)).to.include({ text: 'We are', final: true, incomplete: 'max_output_tokens' });
      expect((await it.seen('vla-error')).cause).to.contain('max_output_tokens');
      await until('the message says it', () => transcript(it).textContent?.includes('Not finished') ?? false);
      it.agent.remove();
    });

    it('that the visitor cancelled is silent', async () => {
      const it = await chatting();
      await it.say('response.created', response({}));
      await it.say('response.done', response({ status: 'cancelled', status_details: { type: 'cancelled' } }));
      await it.say('warning', { warning: { code: 'after', message: 'It was handled.' } });
      await it.seen('vla-warning');
      expect(it.details('vla-error')).to.be.empty;
      expect(it.agent.state).to.equal('idle');
      it.agent.remove();
    });

    it('that meets a rate limit says when to ask again, and the conversation stays', async () => {
      const it = await chatting();
      const error = { type: 'tokens', code: 'rate_limit_exceeded', message: 'Please try again in 30s.' };
      await it.say('response.created', response({}));
      await it.say('response.done', response({ status: 'failed', status_details: { type: 'failed', error } }));
      const fault = await it.seen('vla-error');
      expect(fault).to.include({ code: 'throttled', retryable: true });
      expect(fault.retryAt).to.be.within(Date.now(), Date.now() + 30_000);
      await until('the panel says when', () => card(it).includes('You can try again after'));
      expect(panel(it).querySelector('vla-composer'), 'the visitor can still type').to.exist;
      it.agent.remove();
    });

    it('that is still open when the conversation ends is closed, and not called whole', async () => {
      const it = await chatting();
      await it.say('response.created', response({}));
      await it.say('response.output_item.added', item());
      await it.say('response.text.delta', {
        response_id: 'resp_1',
        item_id: 'item_cut',
        content_index: 0,
        delta: 'We are',
      });
      await it.seen('vla-transcript', ({ itemId, text }) => itemId === 'item_cut' && text === 'We are');
      await it.agent.stop();
      expect(it.agent.messages.at(-1)).to.include({ text: 'We are', final: true, incomplete: 'cancelled' });
      expect(it.details('vla-transcript').at(-1)).to.include({ final: true, incomplete: 'cancelled' });
      it.agent.remove();
    });

    it('of an earlier conversation that the page puts back has its words, and no dots', async () => {
      const it = await chatting();
      const text = 'Nice to meet you, Alice!';
      const content = [{ type: 'text', text }] as const;
      it.agent.sendEvent({ type: 'conversation.item.create', item: { type: 'message', role: 'assistant', content } });
      const told = await it.seen('vla-transcript', (detail) => detail.text === text);
      expect(told).to.include({ role: 'agent', final: true });
      await until('the panel shows it', () => transcript(it).textContent?.includes(text) ?? false);
      expect(transcript(it).querySelector('.dots')).not.to.exist;
      it.agent.remove();
    });
  });

  describe('a clean-up that comes too late', () => {
    it('is nothing that the visitor or the page hears of', async () => {
      const it = await chatting();
      const errors = [
        { code: 'invalid_value', message: 'Audio content of 6100ms is already shorter than 6185ms' },
        { code: 'unsupported_content_type', message: 'Only model output audio messages can be truncated' },
        { code: 'response_cancel_not_active', message: 'Cancellation failed: no active response found' },
      ];
      for (const error of errors) {
        await it.say('error', { error: { type: 'invalid_request_error', param: null, event_id: null, ...error } });
      }
      await it.say('warning', { warning: { code: 'after', message: 'It was handled.' } });
      await it.seen('vla-warning');
      expect(it.details('vla-error')).to.be.empty;
      expect(card(it)).to.equal('');
      it.agent.remove();
    });
  });

  describe('ask()', function () {
    it('is answered outside the conversation: nothing of it is written, and no state tells of it', async () => {
      const it = await chatting();
      const [messages, states] = [it.agent.messages, it.details('vla-state').length];
      const text = await it.agent.ask('Sum up what was said.');
      expect(text).to.not.be.empty;
      const { received, items } = await it.service();
      const { event } = received.findLast(({ type }) => type === 'response.create')!;
      expect(event['response']).to.include({ conversation: 'none', instructions: 'Sum up what was said.' });
      expect(it.agent.messages).to.deep.equal(messages);
      expect(it.details('vla-state')).to.have.length(states);
      expect(it.details('vla-usage'), 'what it cost is told').to.have.length(2);
      await it.agent.sendText('help');
      await it.seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && text.includes('weather'));
      expect(
        items.some((each) => JSON.stringify(each).includes(text)),
        'it is not kept',
      ).to.be.false;
      it.agent.remove();
    });

    it('begins a conversation when there is none, and rejects with its end', async () => {
      const { agent, service } = await stage();
      const asked = agent.ask('Sum up what was said.', { signal: new AbortController().signal });
      expect(await asked).to.be.a('string');
      const { id } = await service();
      expect(id).to.be.a('string');
      const faulty = await stage({ 'token-url': '/status/403' });
      expect((await faultOf(faulty.agent.ask('Anything?'))).code).to.equal('token-refused');
      agent.remove();
      faulty.agent.remove();
    });
  });
};
