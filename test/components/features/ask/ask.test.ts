import { expect } from '@open-wc/testing';
import { create } from '../../../../src/components/features/ask/ask.js';
import type { AskOptions } from '../../../../src/components/contract/agent.js';
import type { Fault } from '../../../../src/index.js';
import { fakeContext } from '../../../helpers/page/feature-context.js';
import { faultOf, until } from '../../../helpers/page/live-agent.js';

interface Request {
  readonly event_id: string;
  readonly response: Readonly<Record<string, unknown>>;
}

/** A question whose request has been sent, and the way to answer it. */
async function asking(options?: AskOptions, instructions = 'Sum it up.') {
  const agent = fakeContext();
  const feature = create(agent);
  const answer = feature.ask(instructions, options);
  answer.catch(() => undefined);
  await until('it is sent', () => agent.calls.some(([name]) => name === 'tell'));
  const sent = agent.calls.flatMap((call) => (call[0] === 'tell' ? [call[2] as Request] : []));
  const { event_id: requestId } = sent[0]!;
  const hear = (event: object) =>
    feature.onNotice({ kind: 'aside', requestId, event: event as Readonly<Record<string, unknown>> });
  const done = (fields: object) => hear({ type: 'response.done', response: { status: 'completed', ...fields } });
  return { agent, feature, answer, request: sent[0]!, hear, done };
}

const part = (text: string) => ({ output: [{ type: 'message', content: [{ type: 'text', text }] }] });

describe('the feature ask', () => {
  it('asks outside the conversation, for text alone, and without tools', async () => {
    const { answer, request, agent, done } = await asking();
    expect(agent.calls[0]).to.deep.equal(['ready']);
    const { metadata, ...response } = request.response;
    expect(response).to.deep.equal({
      conversation: 'none',
      modalities: ['text'],
      instructions: 'Sum it up.',
      tool_choice: 'none',
    });
    expect(metadata).to.deep.equal({ vla_ask: request.event_id });
    done(part('A summary.'));
    expect(await answer).to.equal('A summary.');
  });

  it('takes the words from where they come', async () => {
    const at = { item_id: 'a', content_index: 0 };
    for (const events of [
      [
        { type: 'response.text.delta', ...at, delta: 'A ' },
        { type: 'response.text.delta', ...at, delta: 'b' },
      ],
      [
        { type: 'response.text.delta', ...at, delta: 'A ' },
        { type: 'response.text.done', ...at, text: 'A b' },
      ],
      [{ type: 'response.audio_transcript.done', ...at, transcript: 'A b' }],
    ]) {
      const { answer, hear, done } = await asking();
      for (const event of events) hear(event);
      done({ output: [] });
      expect(await answer).to.equal('A b');
    }
  });

  it('asks for JSON that fits a schema, takes it out of its fence, and rejects what is none', async () => {
    const schema = { type: 'object', properties: { mood: { type: 'string' } } };
    const good = await asking({ schema });
    expect(good.request.response['instructions'])
      .to.match(/^Sum it up\./)
      .and.contain(JSON.stringify(schema));
    good.done(part('```json\n{"mood":"fine"}\n```'));
    expect(await good.answer).to.equal('{"mood":"fine"}');
    const bad = await asking({ schema });
    bad.done(part('Of course!'));
    expect(await faultOf(bad.answer)).to.include({ code: 'server-error', cause: 'the answer is not JSON' });
  });

  const ends: readonly (readonly [object, Partial<Fault>])[] = [
    [
      { type: 'error', error: { code: 'bad', message: 'No' } },
      { code: 'server-error', cause: 'bad: No' },
    ],
    [
      { type: 'error', error: { code: 'rate_limit_exceeded' } },
      { code: 'throttled', cause: 'rate_limit_exceeded' },
    ],
    [
      { type: 'response.done', response: { status: 'failed', status_details: { error: { message: 'Oh' } } } },
      { code: 'server-error', cause: 'Oh' },
    ],
    [
      { type: 'response.done', response: { status: 'incomplete', status_details: { reason: 'content_filter' } } },
      { code: 'server-error', cause: 'response incomplete: content_filter', retryable: false },
    ],
    [{ type: 'response.done', response: { status: 'cancelled' } }, { cause: 'response cancelled: unknown' }],
  ];
  for (const [event, fault] of ends) {
    it(`rejects with a fault at ${JSON.stringify(event)}`, async () => {
      const { answer, hear } = await asking();
      hear(event);
      expect(await faultOf(answer)).to.include(fault);
    });
  }

  it('rejects when the conversation ends', async () => {
    const { answer, feature } = await asking();
    feature.on['vla-state']!({ state: 'ended', previous: 'idle' });
    expect(await faultOf(answer)).to.include({ code: 'connection-lost' });
  });

  it('rejects with the reason of its signal, and cancels the answer that is under way', async () => {
    const control = new AbortController();
    const { answer, agent, hear } = await asking({ signal: control.signal });
    hear({ type: 'response.created', response: { id: 'r1' } });
    const reason = new Error('enough');
    control.abort(reason);
    expect(await answer.catch((error: unknown) => error)).to.equal(reason);
    expect(agent.calls.at(-1)).to.deep.equal(['tell', 'sendEvent', { type: 'response.cancel', response_id: 'r1' }]);
    hear({ type: 'response.done', response: {} });
  });

  it('keeps several questions apart', async () => {
    const agent = fakeContext();
    const feature = create(agent);
    const answers = [feature.ask('one'), feature.ask('two')];
    await until('both are sent', () => agent.calls.filter(([name]) => name === 'tell').length === 2);
    const requests = agent.calls.flatMap((call) => (call[0] === 'tell' ? [call[2] as Request] : []));
    for (const { event_id: requestId, response } of requests.toReversed()) {
      const event = { type: 'response.done', response: part(`to ${response['instructions'] as string}`) };
      feature.onNotice({ kind: 'aside', requestId, event });
    }
    expect(await Promise.all(answers)).to.deep.equal(['to one', 'to two']);
  });
});
