import { expect } from 'chai';
import { BOUNDS } from '../../../../src/components/features/session-checks/session-bounds.js';
import { checkSession, PAIRINGS } from '../../../../src/components/features/session-checks/check-session.js';
import type { Target } from '../../../../src/components/session/model-facts.js';
import { SESSION_FIELDS } from '../../../helpers/pure/protocol-samples.js';
import { random } from '../../../helpers/pure/random.js';

const REALTIME: Target = { model: 'gpt-realtime' };
const TEXT: Target = { model: 'gpt-4.1' };
const AGENT: Target = { model: 'gpt-realtime', agentName: 'fitter' };
const OWN_REALTIME: Target = { model: 'mine', profile: 'byom-azure-openai-realtime' };
const OWN_TEXT: Target = { model: 'mine', profile: 'byom-azure-openai-chat-completion' };

const check = (session: object, target: Parameters<typeof checkSession>[1] = REALTIME) => checkSession(session, target);
const detection = (more: object) => ({ turn_detection: { type: 'azure_semantic_vad', ...more } });
const eou = (model: string) => detection({ end_of_utterance_detection: { model } });
const transcription = (more: object) => ({ input_audio_transcription: { model: 'mai-transcribe', ...more } });
const echo = (more: object) => ({ input_audio_echo_cancellation: { type: 'server_echo_cancellation', ...more } });
const noise = (type: string) => ({ input_audio_noise_reduction: { type } });
const AVA = { voice: { type: 'azure-standard', name: 'en-US-AvaNeural' } };
const NATIVE = { voice: { type: 'azure-realtime-native', name: 'ava' } };
const ALLOY = { voice: { type: 'openai', name: 'alloy' } };
const WORDS = { output_audio_timestamp_types: ['word'] };
const VISEMES = { animation: { outputs: ['viseme_id'] } };
const INTERIM = { interim_response: { type: 'static_interim_response' } };

/** The setting, target it is refused with, and what the way out names. */
const REFUSED: readonly (readonly [string, object, Target, string])[] = [
  ['voice', ALLOY, TEXT, 'en-US-AvaNeural'],
  ['voice', ALLOY, AGENT, 'an agent'],
  ['voice', { voice: 'alloy' }, OWN_TEXT, 'chat-completion'],
  ['turn_detection.type', { turn_detection: { type: 'semantic_vad' } }, TEXT, 'azure_semantic_vad'],
  ['turn_detection.type', { turn_detection: { type: 'semantic_vad' } }, AGENT, 'an agent'],
  ['turn_detection.type', { turn_detection: { type: 'semantic_vad' } }, OWN_TEXT, 'chat-completion'],
  [
    'turn_detection.end_of_utterance_detection.model',
    eou('semantic_detection_v1'),
    REALTIME,
    'smart_end_of_turn_detection',
  ],
  ['turn_detection.end_of_utterance_detection.model', eou('semantic_detection_v1_en'), OWN_REALTIME, 'smart_end'],
  [
    'turn_detection.end_of_utterance_detection.model',
    eou('semantic_detection_v1_multilingual'),
    { model: 'azure-realtime' },
    'smart_end',
  ],
  [
    'turn_detection.auto_truncate',
    detection({ auto_truncate: true, interrupt_response: false }),
    REALTIME,
    'interrupt_response',
  ],
  [
    'turn_detection.appended_text_after_truncation',
    detection({ appended_text_after_truncation: ' [cut]' }),
    REALTIME,
    'auto_truncate',
  ],
  [
    'turn_detection.appended_text_after_truncation',
    { turn_detection: { type: 'server_vad', auto_truncate: true, appended_text_after_truncation: 'x' } },
    REALTIME,
    'azure_semantic_vad',
  ],
  ['input_audio_transcription.model', transcription({ model: 'whisper-1' }), TEXT, 'azure-speech'],
  ['input_audio_transcription.model', transcription({ model: 'gpt-4o-transcribe' }), AGENT, 'mai-transcribe'],
  ['input_audio_transcription.model', transcription({ model: 'gpt-4o-transcribe' }), OWN_TEXT, 'azure-speech'],
  ['input_audio_transcription.model', transcription({ model: 'azure-speech' }), REALTIME, 'gpt-4o-mini-transcribe'],
  ['input_audio_transcription.model', transcription({ model: 'azure-speech' }), OWN_REALTIME, 'mai-transcribe'],
  [
    'input_audio_transcription.phrase_list',
    transcription({ model: 'whisper-1', phrase_list: ['derailleur'] }),
    REALTIME,
    'prompt',
  ],
  ['input_audio_transcription.custom_speech', transcription({ custom_speech: { en: 'x' } }), TEXT, 'azure-speech'],
  ['input_audio_transcription.prompt', transcription({ prompt: 'bikes' }), REALTIME, 'phrase_list'],
  ['voice', NATIVE, REALTIME, 'azure-realtime'],
  ['voice', NATIVE, AGENT, 'en-US-AvaNeural'],
  ['output_audio_timestamp_types', { ...ALLOY, ...WORDS }, REALTIME, 'en-US-AvaNeural'],
  ['output_audio_timestamp_types', { voice: 'alloy', ...WORDS }, REALTIME, 'Azure voice'],
  ['output_audio_timestamp_types', WORDS, REALTIME, 'Azure voice'],
  ['animation.outputs', { ...ALLOY, ...VISEMES }, REALTIME, 'Azure voice'],
  ['input_audio_noise_reduction.type', noise('near_field'), TEXT, 'azure_deep_noise_suppression'],
  ['input_audio_noise_reduction.type', noise('far_field'), AGENT, 'azure_deep_noise_suppression'],
  ['input_audio_echo_cancellation.channels', echo({ channels: 2 }), REALTIME, 'echo-cancellation="reference"'],
  ['input_audio_echo_cancellation.channels', echo({ reference_source: 'client' }), REALTIME, '2 with'],
  [
    'input_audio_sampling_rate',
    { input_audio_format: 'g711_ulaw', input_audio_sampling_rate: 16000 },
    REALTIME,
    '8000',
  ],
  ['input_audio_sampling_rate', { input_audio_sampling_rate: 44_100 }, REALTIME, '24000'],
  ['modalities', { modalities: ['audio'] }, REALTIME, '"text", "audio"'],
  ['modalities', { modalities: ['text', 'avatar'] }, REALTIME, '"text", "audio"'],
  ['interim_response.type', INTERIM, REALTIME, 'text model'],
  ['avatar.type', { avatar: { type: 'photo-avatar', character: 'a' } }, REALTIME, 'vasa-1'],
  ['model', { model: 'gpt-4.1' }, REALTIME, 'attribute model'],
  ['instructions', { instructions: 'Be kind.' }, AGENT, 'belongs to the agent'],
  ['tools', { tools: [] }, AGENT, 'belongs to the agent'],
  ['temperature', { temperature: 0.8 }, AGENT, 'belongs to the agent'],
  ['tool_choice', { tool_choice: 'auto' }, AGENT, 'belongs to the agent'],
  ['max_response_output_tokens', { max_response_output_tokens: 5 }, AGENT, 'belongs to the agent'],
  ['reasoning_effort', { reasoning_effort: 'low' }, AGENT, 'belongs to the agent'],
  ['temperature', { temperature: 9 }, REALTIME, '0.6 to 1.2'],
  ['temperature', { temperature: '0.8' }, REALTIME, '0.6 to 1.2'],
  ['max_response_output_tokens', { max_response_output_tokens: 0 }, REALTIME, '1 to 4096, or inf'],
  ['turn_detection.threshold', detection({ threshold: 2 }), REALTIME, '0 to 1'],
  ['turn_detection.silence_duration_ms', detection({ silence_duration_ms: -1 }), REALTIME, 'a number from 0.'],
  ['voice.temperature', { voice: { ...AVA.voice, temperature: 1.5 } }, REALTIME, '0 to 1'],
  ['avatar.video.gop_size', { avatar: { video: { gop_size: 4000 } } }, REALTIME, '1 to 2000'],
  ['avatar.scene.rotation_x', { avatar: { scene: { rotation_x: 4 } } }, REALTIME, '-3.14 to 3.14'],
  ['metadata', { metadata: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [i, 'x'])) }, REALTIME, '16'],
  ['metadata', { metadata: { ['k'.repeat(65)]: 'x' } }, REALTIME, '64'],
  ['metadata', { metadata: { key: 'v'.repeat(513) } }, REALTIME, '512'],
];

/** The same settings where they are taken. */
const TAKEN: readonly (readonly [string, object, Target])[] = [
  ['semantic_vad with gpt-realtime', { turn_detection: { type: 'semantic_vad' } }, REALTIME],
  ['semantic_vad with a realtime model of one’s own', { turn_detection: { type: 'semantic_vad' } }, OWN_REALTIME],
  ['a judgement by words with a text model', eou('semantic_detection_v1'), TEXT],
  ['a judgement by words with an agent', eou('semantic_detection_v1'), AGENT],
  ['a judgement by sound', eou('smart_end_of_turn_detection'), REALTIME],
  ['truncation with interruption', detection({ auto_truncate: true }), REALTIME],
  ['no detection at all', { turn_detection: null }, REALTIME],
  ['whisper with gpt-realtime', transcription({ model: 'whisper-1', prompt: 'bikes' }), REALTIME],
  [
    'azure-speech with an agent',
    transcription({ model: 'azure-speech', phrase_list: ['x'], custom_speech: { en: 'x' } }),
    AGENT,
  ],
  ['azure-speech with a text model of one’s own', transcription({ model: 'azure-speech' }), OWN_TEXT],
  ['mai-transcribe with anything', transcription({ phrase_list: ['x'] }), TEXT],
  ['no transcription', { input_audio_transcription: null }, TEXT],
  ['a native voice with its model', NATIVE, { model: 'azure-realtime' }],
  ['an Azure voice with word times', { ...AVA, ...WORDS, ...VISEMES }, REALTIME],
  ['the Azure voice of a text model with word times', WORDS, TEXT],
  ['blendshapes of any voice', { ...ALLOY, animation: { outputs: ['blendshapes'] } }, REALTIME],
  ['near_field with gpt-realtime', noise('near_field'), REALTIME],
  ['deep suppression with anything', noise('azure_deep_noise_suppression'), TEXT],
  ['a reference of the echo', echo({ channels: 2, reference_source: 'client' }), REALTIME],
  ['G.711', { input_audio_format: 'g711_alaw', input_audio_sampling_rate: 8000 }, REALTIME],
  ['an interim response of a text model', INTERIM, TEXT],
  ['the model of the address', { model: 'gpt-realtime' }, REALTIME],
  ['no end of tokens', { max_response_output_tokens: 'inf' }, REALTIME],
  ['what nobody here knows', { brand_new: { temperature: 99 } }, REALTIME],
  ['nothing', {}, REALTIME],
];

describe('a session that the service would refuse', () => {
  for (const [path, session, target, names] of REFUSED) {
    it(`is told with the way out: ${path} in ${JSON.stringify(session).slice(0, 90)} with ${JSON.stringify(target)}`, () => {
      const told = check(session, target);
      expect(told).to.have.length(1);
      expect(told[0]).to.match(new RegExp(`^session\\.${path.replaceAll('.', '\\.')}[=[ ]`));
      expect(told[0]).to.contain(names);
    });
  }

  for (const [what, session, target] of TAKEN) {
    it(`is not ${what}`, () => {
      expect(check(session, target)).to.be.empty;
    });
  }

  it('has a voice whose name has no known form, and which was left out', () => {
    const told = check({}, { ...REALTIME, voice: 'Bob' });
    expect(told).to.have.length(1);
    expect(told[0]).to.contain('"Bob"').and.contain('en-US-AvaNeural');
    expect(check(AVA, { ...REALTIME, voice: 'en-US-AvaNeural' })).to.be.empty;
  });

  it('has a row here for every pairing', () => {
    const rows = new Set(REFUSED.map(([path]) => path));
    expect(PAIRINGS.map(({ path }) => path).filter((path) => !rows.has(path))).to.be.empty;
  });

  for (const { path, min, max } of BOUNDS) {
    it(`is within the bounds of ${path}`, () => {
      const withValue = (value: number) =>
        path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as object;
      const told = (value: number) =>
        check(withValue(value)).filter((line) => line.includes(`${path}=`) && line.includes('not a number'));
      for (const value of [min, Math.min(max, min + 1)]) expect(told(value), String(value)).to.be.empty;
      for (const value of [min - 0.1, max + 0.1].filter(Number.isFinite))
        expect(told(value), String(value)).to.have.length(1);
    });
  }

  it('may hold anything: nothing of it makes the check throw', () => {
    const { integer, pick } = random(5);
    const odd: readonly unknown[] = [
      null,
      true,
      0,
      -1,
      '',
      'x',
      [],
      [null],
      {},
      { type: null },
      { type: 'x', model: 5 },
    ];
    for (let i = 0; i < 2000; i++) {
      const session: Record<string, unknown> = structuredClone(SESSION_FIELDS);
      for (let n = integer(1, 4); n > 0; n--) {
        const name = pick(Object.keys(session));
        const inner = session[name];
        if (typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0 && integer(0, 1)) {
          (inner as Record<string, unknown>)[pick(Object.keys(inner))] = structuredClone(pick(odd));
        } else session[name] = structuredClone(pick(odd));
      }
      expect(check(session, pick([REALTIME, TEXT, AGENT, OWN_TEXT]))).to.be.an('array');
    }
  });
});
