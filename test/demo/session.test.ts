import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findBrokenRule, type SessionCircumstances } from '../../demo/emulator/session/session-rules.js';
import { sessionSchema } from '../../demo/emulator/session/session-schema.js';
import { initialSession, updatedSession } from '../../demo/emulator/session/session-state.js';
import type { SessionPatch } from '../../demo/emulator/session/session-types.js';

const start = (apiVersion = '2026-07-15', model = 'gpt-realtime') =>
  initialSession({ apiVersion, model, agent: undefined, conversationId: 'conv_1', expiresAtMs: 1_800_000_000_000 });
const pairs = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`key${i}`, 'value']));

describe('the session schema', () => {
  const refused: readonly (readonly [patch: Record<string, unknown>, code: string, param: string])[] = [
    [{ colour: 'red' }, 'unknown_parameter', 'session.colour'],
    [{ model: 3 }, 'invalid_type', 'session.model'],
    [{ modalities: ['audio'] }, 'invalid_value', 'session.modalities'],
    [{ modalities: ['text', 'smell'] }, 'invalid_value', 'session.modalities[1]'],
    [{ modalities: 'text' }, 'invalid_type', 'session.modalities'],
    [{ voice: 'fable' }, 'invalid_value', 'session.voice'],
    [{ voice: { name: 'alloy' } }, 'missing_required_parameter', 'session.voice.type'],
    [{ voice: { type: 'openai', name: 'fable' } }, 'invalid_value', 'session.voice.name'],
    [{ voice: { type: 'azure-standard' } }, 'missing_required_parameter', 'session.voice.name'],
    [{ voice: { type: 'azure-standard', name: 'x', temperature: 2 } }, 'invalid_value', 'session.voice.temperature'],
    [{ voice: { type: 'azure-custom', name: 'x' } }, 'missing_required_parameter', 'session.voice.endpoint_id'],
    [{ voice: { type: 'azure-standard', name: 'x', rate: 1.1 } }, 'invalid_type', 'session.voice.rate'],
    [{ voice: { type: 'singing' } }, 'invalid_value', 'session.voice.type'],
    [{ input_audio_format: 'mp3' }, 'invalid_value', 'session.input_audio_format'],
    [{ output_audio_format: 'pcm16-8000hz' }, 'invalid_value', 'session.output_audio_format'],
    [{ input_audio_sampling_rate: 44_100 }, 'invalid_value', 'session.input_audio_sampling_rate'],
    [{ turn_detection: { type: 'server_vad', threshold: 1.5 } }, 'invalid_value', 'session.turn_detection.threshold'],
    [{ turn_detection: { type: 'server_vad', threshold: '1' } }, 'invalid_type', 'session.turn_detection.threshold'],
    [
      { turn_detection: { type: 'server_vad', prefix_padding_ms: 1.5 } },
      'invalid_type',
      'session.turn_detection.prefix_padding_ms',
    ],
    [
      { turn_detection: { type: 'server_vad', eou_detection: {} } },
      'unknown_parameter',
      'session.turn_detection.eou_detection',
    ],
    [
      { turn_detection: { type: 'server_vad', remove_filler_words: true } },
      'unknown_parameter',
      'session.turn_detection.remove_filler_words',
    ],
    [{ turn_detection: { type: 'none' } }, 'invalid_value', 'session.turn_detection.type'],
    [
      { turn_detection: { type: 'azure_semantic_vad', end_of_utterance_detection: { model: 'x' } } },
      'invalid_value',
      'session.turn_detection.end_of_utterance_detection.model',
    ],
    [{ input_audio_noise_reduction: { type: 'loud' } }, 'invalid_value', 'session.input_audio_noise_reduction.type'],
    [{ input_audio_transcription: {} }, 'missing_required_parameter', 'session.input_audio_transcription.model'],
    [{ output_audio_timestamp_types: ['letter'] }, 'invalid_value', 'session.output_audio_timestamp_types[0]'],
    [{ tools: [{ type: 'function' }] }, 'missing_required_parameter', 'session.tools[0].name'],
    [{ tools: [{ type: 'mcp', server_label: 'x' }] }, 'missing_required_parameter', 'session.tools[0].server_url'],
    [{ temperature: 0.5 }, 'invalid_value', 'session.temperature'],
    [{ temperature: 1.3 }, 'invalid_value', 'session.temperature'],
    [{ temperature: null }, 'invalid_type', 'session.temperature'],
    [{ max_response_output_tokens: 5000 }, 'invalid_value', 'session.max_response_output_tokens'],
    [{ reasoning_effort: 'much' }, 'invalid_value', 'session.reasoning_effort'],
    [{ metadata: pairs(17) }, 'invalid_value', 'session.metadata'],
    [{ metadata: { ['k'.repeat(65)]: 'x' } }, 'invalid_value', 'session.metadata'],
    [{ metadata: { k: 'v'.repeat(513) } }, 'invalid_value', 'session.metadata.k'],
    [{ animation: { outputs: ['smile'] } }, 'invalid_value', 'session.animation.outputs[0]'],
    [{ avatar: { style: 'casual' } }, 'missing_required_parameter', 'session.avatar.character'],
  ];
  for (const [patch, code, param] of refused) {
    it(`refuses ${JSON.stringify(patch).slice(0, 90)}`, () => {
      const fault = sessionSchema(patch, 'session');
      assert.deepEqual({ code: fault?.code, param: fault?.param }, { code, param });
    });
  }

  const accepted: readonly Record<string, unknown>[] = [
    {},
    { voice: 'alloy' },
    { voice: { type: 'azure-standard', name: 'en-US-AvaNeural', rate: '1.1', temperature: 1 } },
    { turn_detection: null, input_audio_transcription: null, input_audio_noise_reduction: null },
    { turn_detection: { type: 'semantic_vad', eagerness: 'low' } },
    {
      tools: [{ type: 'function', name: 'f', parameters: { type: 'object' } }],
      tool_choice: { type: 'function', name: 'f' },
    },
    { temperature: 0.6, max_response_output_tokens: 'inf', metadata: pairs(16) },
    { instructions: '', parallel_tool_calls: false, reasoning_effort: 'low' },
  ];
  for (const patch of accepted) {
    it(`accepts ${JSON.stringify(patch).slice(0, 90)}`, () => assert.equal(sessionSchema(patch, 'session'), undefined));
  }
});

describe('session rules', () => {
  const fresh: SessionCircumstances = {
    ...{ agentMode: false, ownModel: false, hasSpoken: false, echoReference: true, isSetUp: false },
    model: 'gpt-realtime',
  };
  const textEou = { type: 'azure_semantic_vad', end_of_utterance_detection: { model: 'semantic_detection_v1' } };
  const broken: readonly (readonly [
    patch: SessionPatch,
    circumstances: Partial<SessionCircumstances>,
    param: string,
  ])[] = [
    [{ model: 'gpt-4o' }, {}, 'session.model'],
    [{ voice: 'verse' }, { hasSpoken: true }, 'session.voice'],
    [{ instructions: '' }, { agentMode: true }, 'session.instructions'],
    [{ input_audio_format: 'g711_ulaw', input_audio_sampling_rate: 24_000 }, {}, 'session.input_audio_sampling_rate'],
    [
      { turn_detection: { type: 'server_vad', auto_truncate: true, interrupt_response: false } },
      {},
      'session.turn_detection.auto_truncate',
    ],
    [{ turn_detection: textEou }, {}, 'session.turn_detection.end_of_utterance_detection'],
    [{ voice: { type: 'azure-realtime-native', name: 'ava' } }, {}, 'session.voice'],
    [{ input_audio_echo_cancellation: { channels: 2 } }, {}, 'session.input_audio_echo_cancellation.channels'],
    [
      { input_audio_echo_cancellation: { reference_source: 'client' } },
      {},
      'session.input_audio_echo_cancellation.channels',
    ],
    [
      { input_audio_echo_cancellation: { reference_source: 'client', channels: 2 } },
      { echoReference: false },
      'session.input_audio_echo_cancellation.channels',
    ],
  ];
  for (const [patch, circumstances, param] of broken) {
    it(`refuse ${JSON.stringify(patch)}`, () => {
      assert.equal(findBrokenRule(patch, start(), { ...fresh, ...circumstances })?.param, param);
    });
  }

  const echo = (more: object) => ({ input_audio_echo_cancellation: { type: 'server_echo_cancellation', ...more } });
  const twoChannels = echo({ reference_source: 'client', channels: 2 });
  const refusals: readonly (readonly [
    code: string,
    patch: SessionPatch,
    circumstances?: Partial<SessionCircumstances>,
  ])[] = [
    ['invalid_ec_reference_channels', echo({ reference_source: 'client', channels: 1 })],
    ['invalid_ec_reference_channels', echo({ reference_source: 'client' })],
    ['invalid_ec_channels_requires_client', echo({ reference_source: 'server', channels: 2 })],
    ['invalid_ec_channels_requires_client', echo({ channels: 2 })],
    ['invalid_ec_channels_format', { ...twoChannels, input_audio_format: 'g711_ulaw' }],
    ['change_in_ec_channels_not_allowed', twoChannels, { isSetUp: true }],
  ];
  for (const [code, patch, circumstances] of refusals) {
    it(`refuse a reference that is set up wrongly, ${JSON.stringify(patch)}, with ${code}`, () => {
      assert.equal(findBrokenRule(patch, start(), { ...fresh, ...circumstances })?.code, code);
    });
  }

  it('take a reference that is set up rightly, and keep its channels for the whole session', () => {
    assert.equal(findBrokenRule(twoChannels, start(), fresh), undefined);
    const session = updatedSession(start(), twoChannels, '2026-07-15');
    const later = { ...fresh, isSetUp: true };
    assert.equal(findBrokenRule(twoChannels, session, later), undefined);
    assert.equal(findBrokenRule({ instructions: 'Be brief.' }, session, later), undefined);
    for (const patch of [echo({}), { input_audio_echo_cancellation: null }])
      assert.equal(findBrokenRule(patch, session, later)?.code, 'change_in_ec_channels_not_allowed');
    assert.equal(
      findBrokenRule({ input_audio_format: 'g711_alaw' }, session, later)?.code,
      'invalid_ec_channels_format',
    );
  });

  it('take the model by the name that was asked for, and by that of its deployment', () => {
    for (const model of ['gpt-realtime', start().model])
      assert.equal(findBrokenRule({ model }, start(), fresh), undefined);
  });

  it('accept the same voice again', () => {
    assert.equal(findBrokenRule({ voice: 'alloy' }, start(), { ...fresh, hasSpoken: true }), undefined);
  });
});

describe('pairings with a model', () => {
  const table: readonly (readonly [patch: SessionPatch, fits: readonly string[], fails: readonly string[]])[] = [
    [{ turn_detection: { type: 'semantic_vad' } }, ['gpt-realtime'], ['gpt-4o', 'azure-realtime', 'an agent']],
    [{ input_audio_noise_reduction: { type: 'near_field' } }, ['gpt-realtime-mini'], ['gpt-4o', 'phi4-mm-realtime']],
    [{ input_audio_noise_reduction: { type: 'azure_deep_noise_suppression' } }, ['gpt-realtime', 'gpt-4o'], []],
    [{ input_audio_transcription: { model: 'whisper-1' } }, ['gpt-realtime'], ['gpt-4o', 'an agent']],
    [{ input_audio_transcription: { model: 'azure-speech' } }, ['gpt-4o', 'an agent'], ['gpt-realtime']],
    [{ input_audio_transcription: { model: 'mai-transcribe-1' } }, ['gpt-4o', 'gpt-realtime', 'an agent'], []],
    [{ input_audio_transcription: null }, ['gpt-4o', 'gpt-realtime'], []],
    [{ voice: 'alloy' }, ['gpt-realtime', 'gpt-realtime-mini'], ['gpt-4.1', 'phi4-mm-realtime', 'an agent']],
    [{ voice: { type: 'azure-standard', name: 'en-US-AvaNeural' } }, ['gpt-realtime', 'gpt-4.1', 'an agent'], []],
  ];
  const judge = (patch: SessionPatch, model: string, ownModel = false) => {
    const circumstances = {
      ...{ agentMode: model === 'an agent', ownModel, hasSpoken: false, echoReference: false },
      ...{ isSetUp: false, model },
    };
    return findBrokenRule(patch, start('2026-07-15', model), circumstances);
  };
  for (const [patch, fits, fails] of table) {
    it(`are judged as the documentation has them: ${JSON.stringify(patch)}`, () => {
      for (const model of fits) assert.equal(judge(patch, model), undefined, model);
      for (const model of fails) assert.ok(judge(patch, model)?.param, model);
      for (const model of fails) assert.equal(judge(patch, model, true), undefined);
    });
  }
});

describe('the session', () => {
  it('changes only what is present', () => {
    const before = start();
    const after = updatedSession(before, { temperature: 1 }, '2026-07-15');
    assert.deepEqual(after, { ...before, temperature: 1 });
  });

  it('fills turn detection with the defaults of its version', () => {
    const filled = (type: string, apiVersion = '2026-07-15') =>
      updatedSession(start(apiVersion), { turn_detection: { type } }, apiVersion).turn_detection;
    assert.equal(filled('server_vad', '2025-10-01')?.prefix_padding_ms, 300);
    assert.equal(filled('server_vad')?.prefix_padding_ms, 400);
    const detection = filled('azure_semantic_vad');
    assert.equal(detection?.prefix_padding_ms, 420);
    assert.equal(detection?.interrupt_response, true);
  });

  it('begins with the turn detection of a realtime model itself, and for other models with that of the service', () => {
    const numbers = (model: string) => {
      const { prefix_padding_ms, silence_duration_ms } = start('2026-07-15', model).turn_detection!;
      return [prefix_padding_ms, silence_duration_ms];
    };
    assert.deepEqual(numbers('gpt-realtime'), [300, 200]);
    assert.deepEqual(numbers('gpt-4.1'), [400, 500]);
  });

  it('never has empty instructions', () => {
    assert.notEqual(start().instructions, '');
    const named = updatedSession(start(), { instructions: 'Sell bikes.' }, '2026-07-15');
    assert.equal(named.instructions, 'Sell bikes.');
    assert.equal(updatedSession(named, { instructions: '' }, '2026-07-15').instructions, start().instructions);
  });

  it('names the deployment that runs the model, but leaves the name of a bring-your-own model', () => {
    assert.equal(start().model, 'gpt-realtime-global-standard');
    const own = { apiVersion: '2026-07-15', model: 'gpt-mine', ownModel: true, agent: undefined };
    assert.equal(initialSession({ ...own, conversationId: 'conv_1', expiresAtMs: 0 }).model, 'gpt-mine');
  });

  it('sets the sampling rate of a new format', () => {
    const phone = updatedSession(start(), { input_audio_format: 'g711_ulaw' }, '2026-07-15');
    assert.equal(phone.input_audio_sampling_rate, 8_000);
    assert.equal(
      updatedSession(phone, { input_audio_format: 'pcm16' }, '2026-07-15').input_audio_sampling_rate,
      24_000,
    );
  });

  it('transcribes by itself only where the model reads text', () => {
    assert.equal(start().input_audio_transcription, null);
    const { model, language } = start('2026-07-15', 'gpt-4o').input_audio_transcription!;
    assert.deepEqual([model, language], ['azure-speech', '']);
  });

  it('says when it expires, at every version', () => {
    assert.equal(start().expires_at, 1_800_000_000);
    assert.equal(start('2026-04-10').expires_at, 1_800_000_000);
  });
});
