import { expect } from 'chai';
import { sessionConfig, type AgentSettings } from '../../../src/components/session/session-config.js';
import * as names from '../../../src/components/session/speech-names.js';
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
  sessionConfig({ ...SAID_NOTHING, ...said }, whom, mode, names);
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
      instructions: 'Be kind.\n\nUnless said otherwise above, speak German.',
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

  const BYOM_REALTIME = 'byom-azure-openai-realtime';
  const BYOM_CHAT = 'byom-azure-openai-chat-completion';
  const pairs: readonly (readonly [target: Partial<Target>, transcription: string])[] = [
    [{ model: 'gpt-realtime' }, 'gpt-4o-mini-transcribe'],
    [{ model: 'gpt-realtime-mini' }, 'gpt-4o-mini-transcribe'],
    [{ model: 'gpt-4o-realtime-preview' }, 'gpt-4o-mini-transcribe'],
    [{ model: 'gpt-4.1' }, 'azure-speech'],
    [{ model: 'phi4-mm-realtime' }, 'azure-speech'],
    [{ model: 'azure-realtime' }, 'azure-speech'],
    [{ model: 'gpt-realtime', agentName: 'fitter' }, 'azure-speech'],
    [{ model: 'my-deployment', profile: BYOM_REALTIME }, 'gpt-4o-mini-transcribe'],
    [{ model: 'my-deployment', profile: BYOM_CHAT }, 'azure-speech'],
    [{ model: 'gpt-realtime', profile: BYOM_CHAT }, 'azure-speech'],
    [{ model: 'gpt-realtime', profile: '' }, 'gpt-4o-mini-transcribe'],
  ];
  for (const [target, transcription] of pairs) {
    it(`transcribes with ${transcription} for ${JSON.stringify(target)}`, () => {
      const { input_audio_transcription: chosen } = session({}, { ...REALTIME, ...target });
      expect(chosen?.model).to.equal(transcription);
    });
  }

  it('takes the transcription model that the page names', () => {
    expect(session({ transcriptionModel: 'whisper-1' }).input_audio_transcription).to.deep.equal({
      model: 'whisper-1',
    });
  });
});

describe('the language', () => {
  const hints: readonly (readonly [language: string, model: string, hint: string | undefined])[] = [
    ['de', 'gpt-4o-mini-transcribe', 'de'],
    ['de-DE', 'gpt-4o-mini-transcribe', 'de'],
    ['pt-BR', 'gpt-4o-transcribe', 'pt'],
    ['zh-Hans-CN', 'whisper-1', 'zh'],
    ['EN-us', 'whisper-1', 'en'],
    ['de_DE', 'whisper-1', 'de'],
    ['nb-NO', 'whisper-1', 'no'],
    ['fil', 'whisper-1', 'tl'],
    ['iw', 'whisper-1', 'he'],
    ['yue-HK', 'whisper-1', undefined],
    ['eu', 'whisper-1', undefined],
    ['x', 'whisper-1', undefined],
    ['de,en', 'whisper-1', undefined],
    ['de-DE', 'azure-speech', 'de-DE'],
    ['zh-Hans-CN', 'azure-speech', 'zh-Hans-CN'],
    ['de', 'azure-speech', 'de'],
    ['de-DE, en-US', 'azure-speech', 'de-DE,en-US'],
    ['nb-NO', 'mai-transcribe-1', 'nb'],
    ['de,en', 'mai-transcribe-1', undefined],
    [' , ', 'azure-speech', undefined],
  ];
  for (const [language, transcriptionModel, hint] of hints) {
    it(`"${language}" is ${hint} for ${transcriptionModel}`, () => {
      expect(session({ language, transcriptionModel }).input_audio_transcription).to.deep.equal({
        model: transcriptionModel,
        ...(hint && { language: hint }),
      });
    });
  }

  const told: readonly (readonly [language: string, sentence: string | undefined])[] = [
    ['de-DE', 'Speak German (Germany).'],
    ['pt-BR', 'Speak Brazilian Portuguese.'],
    ['de,en', "Speak the visitor's language: German or English."],
    ['not a tag!', 'Speak not or a or tag.'],
    ['', undefined],
  ];
  for (const [language, sentence] of told) {
    it(`"${language}" tells the agent ${sentence}`, () => {
      expect(session({ language }).instructions).to.equal(sentence);
    });
  }

  it('gives way to instructions, which stand first', () => {
    const { instructions } = session({ language: 'fr', instructions: 'Always answer in English.' });
    expect(instructions).to.match(/^Always answer in English\.\n\nUnless said otherwise above, speak French\.$/);
  });

  it('leaves the instructions of the session property as they are', () => {
    const said = session({ language: 'fr', session: ours({ instructions: 'Only Latin.' }) });
    expect(said.instructions).to.equal('Only Latin.');
  });

  it('is not told to an agent of the service, whose instructions are its own', () => {
    expect(session({ language: 'fr' }, AGENT)).not.to.have.property('instructions');
  });
});

describe('the list of tools', () => {
  const look = { type: 'function', name: 'look', description: 'of the page' } as const;
  const mcp = { type: 'mcp', server_label: 'docs', server_url: 'https://docs.example' } as const;
  const agent = { type: 'foundry_agent', agent_name: 'fitter', project_name: 'shop' } as const;
  const searches = [{ type: 'web_search' }, { type: 'file_search', vector_store_ids: ['v1'] }];

  it('is one: functions and wire tools of the page, and those of the session property', () => {
    const said = session({ tools: [look, mcp], session: ours({ tools: [agent, ...searches] }) });
    expect(said.tools).to.deep.equal([look, mcp, agent, ...searches]);
  });

  it('names no function twice', () => {
    const again = { ...look, description: 'of the session' };
    expect(session({ tools: [look, look], session: ours({ tools: [again, mcp, mcp] }) }).tools).to.deep.equal([
      again,
      mcp,
      mcp,
    ]);
  });

  it('is left out when it is empty', () => {
    expect(session({ session: ours({ tools: [] }) })).not.to.have.property('tools');
  });
});

describe('a session with all that the protocol has', () => {
  const voices = [
    { type: 'azure-custom', name: 'ours', endpoint_id: 'e1', prefer_locales: ['de-DE'] },
    { type: 'azure-personal', name: 'hers', model: 'DragonLatestNeural', locale: 'de-DE' },
    { type: 'avatar-voice-sync', model: 'DragonLatestNeural' },
    { type: 'openai', name: 'marin' },
    'alloy',
  ];
  for (const voice of voices) {
    it(`keeps every field beside the voice ${JSON.stringify(voice)}`, () => {
      const wanted = {
        voice,
        avatar: { character: 'lisa', style: 'casual', customized: false, video: { codec: 'h264' } },
        animation: { model_name: 'default', outputs: ['blendshapes', 'viseme_id'] },
        modalities: ['text', 'audio', 'avatar', 'animation'],
        input_audio_transcription: null,
        output_audio_timestamp_types: ['word'],
        interim_response: { type: 'llm_interim_response' },
        metadata: { a: 'b' },
      };
      expect(session({ voice: 'ava', session: ours(wanted) })).to.deep.include(wanted);
    });
  }
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
