import { expect } from 'chai';
import { RELIED_ON } from '../../../src/worker/later/relied-on.js';
import { alsoReliedOn, parseServerEvent } from '../../../src/worker/protocol/parse-server-event.js';

for (const [type, fields] of RELIED_ON) alsoReliedOn.set(type, fields);

/** One frame of each type that the handlers rely on, with all they look at. */
const FRAMES: readonly Readonly<Record<string, unknown>>[] = [
  { type: 'session.created', session: { id: 's' } },
  {
    type: 'session.updated',
    session: {
      id: 's',
      turn_detection: { type: 'server_vad', create_response: true },
      input_audio_transcription: { model: 'azure-speech' },
      voice: { type: 'azure-standard', name: 'en-US-AvaNeural' },
    },
  },
  { type: 'error', error: { type: 'server_error', code: 'c', message: 'm', param: 'p', event_id: 'vla_event_1' } },
  { type: 'warning', warning: { code: 'c', message: 'm' } },
  { type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 1 },
  { type: 'input_audio_buffer.speech_stopped', item_id: 'u1', audio_end_ms: 2 },
  { type: 'input_audio_buffer.committed', item_id: 'u1', previous_item_id: null },
  {
    type: 'conversation.item.created',
    previous_item_id: 'u0',
    item: { id: 'u1', type: 'message', role: 'user', content: [{ type: 'input_text', text: 'x' }] },
  },
  { type: 'conversation.item.deleted', item_id: 'u1' },
  { type: 'conversation.item.input_audio_transcription.delta', item_id: 'u1', content_index: 0, delta: 'x' },
  { type: 'conversation.item.input_audio_transcription.completed', item_id: 'u1', content_index: 0, transcript: 'x' },
  {
    type: 'conversation.item.input_audio_transcription.failed',
    item_id: 'u1',
    content_index: 0,
    error: { message: 'm' },
  },
  { type: 'response.created', response: { id: 'r1', status: 'in_progress' } },
  {
    type: 'response.output_item.added',
    response_id: 'r1',
    item: { id: 'a1', type: 'message', role: 'assistant', content: [] },
  },
  {
    type: 'response.output_item.done',
    response_id: 'r1',
    item: { id: 'f1', type: 'function_call', call_id: 'c1', name: 'n', arguments: '{}' },
  },
  { type: 'response.text.delta', response_id: 'r1', item_id: 'a1', content_index: 0, delta: 'x' },
  { type: 'response.text.done', response_id: 'r1', item_id: 'a1', content_index: 0, text: 'x' },
  { type: 'response.audio_transcript.delta', response_id: 'r1', item_id: 'a1', content_index: 0, delta: 'x' },
  { type: 'response.audio_transcript.done', response_id: 'r1', item_id: 'a1', content_index: 0, transcript: 'x' },
  { type: 'response.audio.delta', response_id: 'r1', item_id: 'a1', content_index: 0, delta: 'AAAA' },
  { type: 'response.audio.done', response_id: 'r1', item_id: 'a1', content_index: 0 },
  {
    type: 'response.done',
    response: {
      id: 'r1',
      status: 'failed',
      status_details: { type: 'failed', error: { code: 'c', message: 'm' } },
      usage: { total_tokens: 1 },
      output: [{ id: 'a1', type: 'message', role: 'assistant', content: [{ type: 'audio', transcript: 'x' }] }],
    },
  },
];

const parse = (value: unknown) => parseServerEvent(JSON.stringify(value));

describe('parseServerEvent', () => {
  for (const frame of FRAMES) {
    it(`takes ${String(frame['type'])} as it is`, () => {
      const parsed = parse(frame);
      expect(parsed.kind).to.equal('event');
      expect('event' in parsed && parsed.event).to.deep.equal(frame);
    });
  }

  for (const text of ['', ' ', '{', 'nonsense', "{'type':'error'}", '{"type":"error"', '\u0000', '{"type":"error",}']) {
    it(`finds ${JSON.stringify(text)} to be no JSON`, () => {
      expect(parseServerEvent(text)).to.deep.equal({ kind: 'malformed', reason: 'not JSON' });
    });
  }

  for (const value of [
    null,
    true,
    5,
    'error',
    [],
    [{ type: 'error' }],
    {},
    { type: 5 },
    { type: null },
    { type: {} },
  ]) {
    it(`finds no type in ${JSON.stringify(value)}`, () => {
      expect(parse(value)).to.deep.equal({ kind: 'malformed', reason: 'no type' });
    });
  }

  for (const type of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'response.new_thing']) {
    it(`passes the unknown type "${type}" through`, () => {
      const value = { type, a: [1] };
      expect(parse(value)).to.deep.equal({ kind: 'event', event: value });
    });
  }

  const wrong: readonly (readonly [object, string])[] = [
    [{ type: 'error' }, 'error: error'],
    [{ type: 'error', error: [] }, 'error: error'],
    [{ type: 'error', error: null }, 'error: error'],
    [{ type: 'response.done', response: {} }, 'response.done: response.id'],
    [{ type: 'response.output_item.done', response_id: 'r' }, 'response.output_item.done: item'],
    [
      { type: 'response.output_item.done', response_id: 'r', item: { type: 5 } },
      'response.output_item.done: item.type',
    ],
    [
      { type: 'response.output_item.done', response_id: 'r', item: { type: 'function_call', name: 'n' } },
      'response.output_item.done: item.type',
    ],
    [{ type: 'response.mcp_call.completed' }, 'response.mcp_call.completed: item_id'],
    [{ type: 'rate_limits.updated', rate_limits: 5 }, 'rate_limits.updated: rate_limits'],
    [{ type: 'session.updated', session: 'x' }, 'session.updated: session'],
    [{ type: 'response.audio.delta', item_id: 'a', delta: 'x' }, 'response.audio.delta: response_id'],
    [{ type: 'response.audio.delta', response_id: 'r', item_id: 5, delta: 'x' }, 'response.audio.delta: item_id'],
    [
      { type: 'conversation.item.created', item: { type: 'message', content: 'x' } },
      'conversation.item.created: item.content',
    ],
    [
      { type: 'conversation.item.created', item: { type: 'message', content: [null] } },
      'conversation.item.created: item.content',
    ],
    [{ type: 'response.done', response: { id: 'r', output: {} } }, 'response.done: response.output'],
  ];
  for (const [value, reason] of wrong) {
    it(`says of ${JSON.stringify(value)} what is wrong`, () => {
      expect(parse(value)).to.deep.equal({ kind: 'malformed', reason });
    });
  }

  for (const type of [
    'response.web_page.opened',
    'mcp_servers.updated',
    'rate_card.changed',
    'response.files.listed',
  ]) {
    it(`passes an event that nobody knows, whatever its name begins with: ${type}`, () => {
      expect(parse({ type, anything: 1 })).to.deep.equal({ kind: 'event', event: { type, anything: 1 } });
    });
  }

  it('bears lists that are missing or null', () => {
    for (const list of [undefined, null, []]) {
      expect(parse({ type: 'response.done', response: { id: 'r', output: list } }).kind).to.equal('event');
      expect(parse({ type: 'conversation.item.created', item: { type: 'message', content: list } }).kind).to.equal(
        'event',
      );
    }
  });
});
