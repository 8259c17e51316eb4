import { expect } from 'chai';
import fc from 'fast-check';
import { parseServerEvent } from '../../../../src/worker/protocol/parse-server-event.js';
import type { WireEvent } from '../../../../src/worker/protocol/dialects/dialect.js';
import { voiceAgent } from '../../../../src/worker/protocol/dialects/voice-agent.js';
import { CONVERSATION } from '../../../fixtures/voice-agent/conversation.js';

const { read, write } = voiceAgent;
const session = (event: WireEvent) => event['session'] as WireEvent;

/** A whole session in both dialects: what the service tells on each route about the same settings. */
const SETTINGS: readonly (readonly [name: string, classic: WireEvent, agent: WireEvent])[] = [
  ['both modalities', { modalities: ['text', 'audio'] }, { output_modalities: ['audio'] }],
  ['text alone', { modalities: ['text'] }, { output_modalities: ['text'] }],
  ['the most tokens', { max_response_output_tokens: 'inf' }, { max_output_tokens: 'inf' }],
  ['the effort', { reasoning_effort: 'low' }, { reasoning: { effort: 'low' } }],
  [
    'plain input',
    { input_audio_format: 'pcm16' },
    { audio: { input: { format: { type: 'audio/pcm', rate: 24_000 } } } },
  ],
  ['µ-law input', { input_audio_format: 'g711_ulaw' }, { audio: { input: { format: { type: 'audio/pcmu' } } } }],
  ['A-law output', { output_audio_format: 'g711_alaw' }, { audio: { output: { format: { type: 'audio/pcma' } } } }],
  ['no detection', { turn_detection: null }, { audio: { input: { turn_detection: null } } }],
  [
    'detection',
    { turn_detection: { type: 'azure_semantic_vad', create_response: true } },
    { audio: { input: { turn_detection: { type: 'azure_semantic_vad', create_response: true } } } },
  ],
  [
    'noise reduction',
    { input_audio_noise_reduction: { type: 'near_field' } },
    { audio: { input: { noise_reduction: { type: 'near_field' } } } },
  ],
  [
    'echo cancellation',
    { input_audio_echo_cancellation: { type: 'server_echo_cancellation', channels: 2 } },
    { audio: { input: { echo_cancellation: { type: 'server_echo_cancellation', channels: 2 } } } },
  ],
  [
    'transcription',
    { input_audio_transcription: { model: 'azure-speech', language: 'de' } },
    { audio: { input: { transcription: { model: 'azure-speech', language: 'de' } } } },
  ],
  [
    'times of words',
    { output_audio_timestamp_types: ['word'] },
    { audio: { output: { output_audio_timestamp_types: ['word'] } } },
  ],
  [
    'a voice of Azure',
    { voice: { type: 'azure-standard', name: 'en-US-AvaNeural', locale: 'en-US', rate: '1.2', style: 'calm' } },
    {
      audio: {
        output: {
          voice_type: 'azure-standard',
          voice: 'en-US-AvaNeural',
          voice_locale: 'en-US',
          speed: 1.2,
          style: 'calm',
        },
      },
    },
  ],
  [
    'a custom voice',
    { voice: { type: 'azure-custom', name: 'shop', endpoint_id: 'e1', temperature: 0.5 } },
    {
      audio: {
        output: { voice_type: 'azure-custom', voice: 'shop', custom_voice_endpoint_id: 'e1', voice_temperature: 0.5 },
      },
    },
  ],
  [
    'what has the same name',
    { instructions: 'Be brief.', temperature: 0.7, tools: [{ type: 'function', name: 'find' }], metadata: { a: 'b' } },
    { instructions: 'Be brief.', temperature: 0.7, tools: [{ type: 'function', name: 'find' }], metadata: { a: 'b' } },
  ],
];

const DETECTED = { turn_detection: { type: 'server_vad' } };

describe('the session of a voice agent', () => {
  for (const [name, ours, theirs] of SETTINGS) {
    it(`has other names for ${name}, both ways`, () => {
      const told = read({ type: 'session.updated', session: { type: 'realtime', ...theirs } });
      expect(session(told)).to.deep.equal({ ...DETECTED, ...ours });
      const sent = write({ type: 'session.update', session: ours });
      expect(session(sent.event!)).to.deep.equal({ type: 'realtime', ...theirs });
      expect(sent.dropped).to.be.empty;
    });
  }

  it('listens when it names no detection, and does not when that is null', () => {
    const told = (input: WireEvent) =>
      session(read({ type: 'session.updated', session: { type: 'realtime', audio: { input } } }))['turn_detection'];
    expect(told({})).to.deep.equal({ type: 'server_vad' });
    expect(told({ turn_detection: null })).to.equal(null);
  });

  it('keeps what this package does not know', () => {
    const handoff = { active_node_id: '$entrypoint' };
    const audio = { input: { wind: 'low' } };
    const told = read({ type: 'session.updated', session: { type: 'realtime', id: 's', handoff, audio } });
    expect(session(told)).to.deep.equal({ id: 's', handoff, audio, ...DETECTED });
  });

  it('takes a voice by its name for one of OpenAI', () => {
    const { event } = write({ type: 'session.update', session: { voice: 'marin' } });
    expect(session(event!)['audio']).to.deep.equal({ output: { voice_type: 'openai', voice: 'marin' } });
  });

  for (const [rate, speed] of [
    ['+20%', 1.2],
    ['-50%', 0.5],
    ['0.8', 0.8],
    ['fast', undefined],
    ['9', undefined],
  ] as const) {
    it(`has ${speed ?? 'no'} speed for the rate ${rate}`, () => {
      const { event, dropped } = write({ type: 'session.update', session: { voice: { name: 'a', rate } } });
      expect(session(event!)['audio']).to.deep.equal({ output: { voice: 'a', ...(speed && { speed }) } });
      expect(dropped).to.deep.equal(speed ? [] : ['session.voice.rate']);
    });
  }

  it('drops the formats that an agent does not have, and says so', () => {
    const { event, dropped } = write({
      type: 'session.update',
      session: { output_audio_format: 'pcm16_16000hz', input_audio_format: 'pcm16', input_audio_sampling_rate: 16_000 },
    });
    expect(session(event!)['audio']).to.deep.equal({ input: { format: { type: 'audio/pcm', rate: 24_000 } } });
    expect(dropped).to.deep.equal(['session.output_audio_format', 'session.input_audio_sampling_rate']);
  });

  it('is left alone when it is written in the names of an agent', () => {
    const own = { type: 'realtime', output_modalities: ['text'], modalities: 'kept' };
    expect(write({ type: 'session.update', session: own }).event).to.deep.equal({
      type: 'session.update',
      session: own,
    });
  });
});

const PARTS = [
  ['an answer in words', { type: 'text', text: 'a' }, { type: 'output_text', text: 'a' }],
  ['an answer in sound', { type: 'audio', transcript: 'a' }, { type: 'output_audio', transcript: 'a' }],
  ['typed words', { type: 'input_text', text: 'a' }, { type: 'input_text', text: 'a' }],
  ['a picture', { type: 'input_image', image_url: 'data:,' }, { type: 'input_image', image_url: 'data:,' }],
] as const;

describe('an item of a voice agent', () => {
  for (const [name, ours, theirs] of PARTS) {
    it(`has ${name}, both ways`, () => {
      const item = { type: 'message', role: 'assistant' };
      expect(read({ type: 'conversation.item.done', item: { ...item, content: [theirs] } })['item']).to.deep.equal({
        ...item,
        content: [ours],
      });
      expect(
        write({ type: 'conversation.item.create', item: { ...item, content: [ours] } }).event!['item'],
      ).to.deep.equal({
        ...item,
        content: [theirs],
      });
    });
  }

  it('has a picture by the older name as well', () => {
    const { event } = write({
      type: 'conversation.item.create',
      item: { type: 'message', role: 'user', content: [{ type: 'input_image', url: 'data:,' }] },
    });
    expect((event!['item'] as { readonly content: unknown }).content).to.deep.equal([
      { type: 'input_image', image_url: 'data:,' },
    ]);
  });

  it('is created when it was added', () => {
    expect(read({ type: 'conversation.item.added', item: {} })['type']).to.equal('conversation.item.created');
  });
});

describe('a response of a voice agent', () => {
  for (const name of ['audio', 'audio_transcript', 'text']) {
    for (const part of ['delta', 'done']) {
      it(`brings response.output_${name}.${part}`, () => {
        const event = { item_id: 'i', response_id: 'r', delta: 'a' };
        expect(read({ type: `response.output_${name}.${part}`, ...event })).to.deep.equal({
          type: `response.${name}.${part}`,
          ...event,
        });
      });
    }
  }

  for (const type of ['response.output_item.added', 'response.output_item.done', 'response.output_web.delta']) {
    it(`keeps the name ${type}`, () => expect(read({ type })['type']).to.equal(type));
  }

  it('tells its settings and its items in classic names', () => {
    const told = read({
      type: 'response.done',
      response: {
        id: 'r',
        output_modalities: ['audio'],
        audio: { output: { voice: 'marin', voice_type: 'openai', format: { type: 'audio/pcm', rate: 24_000 } } },
        output: [{ type: 'message', content: [{ type: 'output_audio', transcript: 'a' }] }],
      },
    });
    expect(told['response']).to.deep.equal({
      id: 'r',
      modalities: ['text', 'audio'],
      voice: { type: 'openai', name: 'marin' },
      output_audio_format: 'pcm16',
      output: [{ type: 'message', content: [{ type: 'audio', transcript: 'a' }] }],
    });
  });

  it('is asked for in its own names, without what it does not take', () => {
    const { event, dropped } = write({
      type: 'response.create',
      additional_instructions: 'more',
      response: {
        modalities: ['text'],
        max_output_tokens: 5,
        temperature: 1,
        cancel_previous: false,
        input_items: [{ type: 'message', role: 'assistant', content: [{ type: 'text', text: 'a' }] }],
        pre_generated_assistant_message: { type: 'message', content: [{ type: 'text', text: 'hi' }] },
      },
    });
    expect(event).to.deep.equal({
      type: 'response.create',
      response: {
        output_modalities: ['text'],
        max_output_tokens: 5,
        input: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'a' }] }],
        pre_generated_assistant_message: { type: 'message', content: [{ type: 'output_text', text: 'hi' }] },
      },
    });
    expect(dropped).to.deep.equal(['response.temperature', 'response.cancel_previous', 'additional_instructions']);
  });
});

describe('the dialect of voice agents', () => {
  for (const type of [
    'input_audio.turn.start',
    'input_audio.clear',
    'input_text.delta',
    'byom_credential.update',
    'mcp_approval_response',
  ]) {
    it(`has no ${type}`, () => expect(write({ type })).to.deep.equal({ event: undefined, dropped: [type] }));
  }

  it('reads a whole conversation into events that the handlers understand', () => {
    for (const event of CONVERSATION.filter(({ type }) => type !== undefined)) {
      const parsed = parseServerEvent(JSON.stringify(read(event)));
      expect(parsed.kind, JSON.stringify(parsed)).to.equal('event');
    }
  });

  it('reads and writes once: what is translated stays as it is', () => {
    const shapes: readonly WireEvent[] = [
      ...CONVERSATION,
      ...SETTINGS.map(([, , agent]) => ({ type: 'session.updated', session: { type: 'realtime', ...agent } })),
    ];
    for (const event of shapes) {
      const once = read(event);
      expect(read(once)).to.deep.equal(once);
    }
    for (const [, ours] of SETTINGS) {
      const { event } = write({ type: 'session.update', session: ours });
      expect(write(event!).event).to.deep.equal(event);
    }
  });

  it('takes any JSON without an error, and keeps the type of what it does not know', () => {
    const value = fc.jsonValue() as fc.Arbitrary<unknown>;
    const event = fc.record({ type: fc.string(), session: value, item: value, response: value, additional: value });
    fc.assert(
      fc.property(event, (any) => {
        expect(read(any)['additional']).to.equal(any.additional);
        if (!/^(response\.output_|conversation\.item\.added)/.test(any.type))
          expect(read(any)['type']).to.equal(any.type);
        write(any);
      }),
      { numRuns: 2000 },
    );
  });
});
