import { expect } from '@open-wc/testing';
import { sessionConfig, type AgentSettings } from '../../../src/components/session/session-config.js';
import type { Target } from '../../../src/components/session/model-facts.js';
import type { Mode } from '../../../src/worker/contract/conversation.js';
import type { RequestSession } from '../../../src/worker/protocol/objects/index.js';
import { withPinned } from '../../../src/worker/protocol/session-defaults.js';

const SAID_NOTHING: AgentSettings = {
  voice: undefined,
  instructions: undefined,
  greeting: undefined,
  language: undefined,
  temperature: undefined,
  maxResponseOutputTokens: undefined,
  reasoningEffort: undefined,
  turnDetection: 'azure_semantic_vad',
  noiseReduction: undefined,
  echoCancellation: 'server',
  transcriptionModel: undefined,
  inputAudioFormat: 'pcm16',
  outputAudioFormat: 'pcm16',
  inputSamplingRate: undefined,
  tools: [],
  session: undefined,
};
const REALTIME = { model: 'gpt-realtime', profile: undefined, agentName: undefined };
const AGENT = { ...REALTIME, agentName: 'fitter' };
const TRIO = { create_response: true, interrupt_response: true, auto_truncate: false };

const session = (said: Partial<AgentSettings>, whom: Target = REALTIME, mode: Mode = 'voice'): RequestSession =>
  sessionConfig({ ...SAID_NOTHING, ...said }, whom, mode);
const ours = (wire: unknown) => wire as RequestSession;

describe('the wire session', () => {
  it('holds what the contract promises when the page says nothing', () => {
    expect(session({})).to.deep.equal({
      modalities: ['text', 'audio'],
      input_audio_format: 'pcm16',
      output_audio_format: 'pcm16',
      turn_detection: { type: 'azure_semantic_vad', ...TRIO },
      input_audio_echo_cancellation: { type: 'server_echo_cancellation' },
      input_audio_transcription: { model: 'gpt-4o-mini-transcribe' },
    });
  });

  it('takes the reference of the echo from this side, on a channel of its own', () => {
    expect(session({ echoCancellation: 'reference' }).input_audio_echo_cancellation).to.deep.equal({
      type: 'server_echo_cancellation',
      reference_source: 'client',
      channels: 2,
    });
  });

  it('holds what the page says, in the words of the wire', () => {
    const said = session({
      voice: 'alloy',
      instructions: 'Be kind.',
      language: 'de',
      temperature: 0,
      maxResponseOutputTokens: 'inf',
      reasoningEffort: 'low',
      noiseReduction: 'near_field',
      echoCancellation: 'none',
      inputAudioFormat: 'g711_ulaw',
      outputAudioFormat: 'pcm16_16000hz',
      inputSamplingRate: 8000,
      tools: [{ type: 'function', name: 'look' }],
    });
    expect(said).to.deep.equal({
      modalities: ['text', 'audio'],
      voice: { type: 'openai', name: 'alloy' },
      instructions: 'Be kind.',
      input_audio_format: 'g711_ulaw',
      output_audio_format: 'pcm16_16000hz',
      input_audio_sampling_rate: 8000,
      turn_detection: { type: 'azure_semantic_vad', ...TRIO },
      input_audio_noise_reduction: { type: 'near_field' },
      input_audio_transcription: { model: 'gpt-4o-mini-transcribe', language: 'de' },
      temperature: 0,
      max_response_output_tokens: 'inf',
      reasoning_effort: 'low',
      tools: [{ type: 'function', name: 'look' }],
    });
  });

  it('asks for written answers in a chat', () => {
    expect(session({}, REALTIME, 'text').modalities).to.deep.equal(['text']);
  });

  it('leaves a voice of no known form out', () => {
    expect(session({ voice: 'Bob' })).not.to.have.property('voice');
    expect(session({ voice: 'ava' })).to.have.property('voice');
  });

  it('turns detection off with none', () => {
    expect(session({ turnDetection: 'none' }).turn_detection).to.equal(null);
  });

  it('sends the trio with every detection', () => {
    const detections = [
      session({ turnDetection: 'server_vad' }),
      session({ session: ours({ turn_detection: { type: 'semantic_vad' } }) }),
    ];
    for (const { turn_detection } of detections) expect(turn_detection).to.deep.include(TRIO);
  });

  it('lets the session property win, field by field and over the trio', () => {
    const said = session({
      instructions: 'From the attribute.',
      session: ours({
        instructions: 'From the property.',
        turn_detection: { type: 'server_vad', auto_truncate: true },
      }),
    });
    expect(said.instructions).to.equal('From the property.');
    expect(said.turn_detection).to.deep.equal({ type: 'server_vad', ...TRIO, auto_truncate: true });
    expect(session({ session: { turn_detection: null } }).turn_detection).to.equal(null);
  });

  it('passes fields of the session property that nobody here knows', () => {
    expect(session({ session: ours({ brand_new: { a: 1 } }) })).to.deep.include({ brand_new: { a: 1 } });
  });

  it('leaves out what belongs to the agent in agent mode, whoever said it', () => {
    const owned = {
      instructions: 'x',
      temperature: 1,
      tools: [],
      tool_choice: 'auto',
      max_response_output_tokens: 5,
      reasoning_effort: 'low',
    };
    const said = {
      instructions: 'x',
      temperature: 1,
      maxResponseOutputTokens: 5,
      reasoningEffort: 'low',
      voice: 'alloy',
    };
    const made = session({ ...said, tools: [{ type: 'function', name: 'look' }], session: ours(owned) }, AGENT);
    for (const field of Object.keys(owned)) expect(made).not.to.have.property(field);
    expect(made).to.have.property('voice');
  });

  const pairs: readonly (readonly [string, boolean, string])[] = [
    ['gpt-realtime', false, 'gpt-4o-mini-transcribe'],
    ['gpt-realtime-mini', false, 'gpt-4o-mini-transcribe'],
    ['gpt-4o-realtime-preview', false, 'gpt-4o-mini-transcribe'],
    ['gpt-4.1', false, 'azure-speech'],
    ['phi4-mm-realtime', false, 'azure-speech'],
    ['azure-realtime', false, 'azure-speech'],
    ['gpt-realtime', true, 'azure-speech'],
  ];
  for (const [model, agentMode, transcription] of pairs) {
    it(`pairs ${model}${agentMode ? ' behind an agent' : ''} with ${transcription}`, () => {
      const whom = { ...(agentMode ? AGENT : REALTIME), model };
      expect(session({}, whom).input_audio_transcription?.model).to.equal(transcription);
    });
  }

  const own: readonly (readonly [string, string, string])[] = [
    ['byom-azure-openai-realtime', 'my-deployment', 'gpt-4o-mini-transcribe'],
    ['byom-azure-openai-chat-completion', 'my-deployment', 'azure-speech'],
    ['byom-azure-openai-chat-completion', 'gpt-realtime', 'azure-speech'],
    ['', 'gpt-realtime', 'gpt-4o-mini-transcribe'],
  ];
  for (const [profile, model, transcription] of own) {
    it(`pairs ${model} of the profile "${profile}" with ${transcription}`, () => {
      const { input_audio_transcription: chosen } = session({}, { ...REALTIME, model, profile });
      expect(chosen?.model).to.equal(transcription);
    });
  }

  it('takes the transcription model that the page names', () => {
    expect(session({ transcriptionModel: 'whisper-1' }).input_audio_transcription).to.deep.equal({
      model: 'whisper-1',
    });
  });
});

describe('pinned settings', () => {
  const page = session({ instructions: 'From the page.' });

  it('win over everything', () => {
    expect(withPinned(page, { instructions: 'From the host.' }).instructions).to.equal('From the host.');
  });

  it('change nothing when there are none', () => {
    expect(withPinned(page, undefined)).to.deep.equal(page);
    expect(withPinned(page, ours(null))).to.deep.equal(page);
  });

  it('keep the trio unless they name it', () => {
    const pinned = ours({ turn_detection: { type: 'server_vad', interrupt_response: false } });
    expect(withPinned(page, pinned).turn_detection).to.deep.equal({
      type: 'server_vad',
      ...TRIO,
      interrupt_response: false,
    });
    expect(withPinned(page, { turn_detection: null }).turn_detection).to.equal(null);
  });
});
