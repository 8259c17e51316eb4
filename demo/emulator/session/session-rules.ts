/** Checks which settings of a session are compatible. The schema checks single fields. */
import { isDeepStrictEqual } from 'node:util';
import { invalidValue, type RequestFault } from '../shared/result.js';
import { isObject } from '../shared/json.js';
import { type Session, type SessionPatch, toVoice } from './session-types.js';

/** Facts that a rule needs in addition to the session. */
export interface SessionCircumstances {
  readonly agentMode: boolean;
  /** a bring-your-own model, whose abilities cannot be derived from its name */
  readonly ownModel: boolean;
  readonly hasSpoken: boolean;
  /** the address switched the `client_ec_reference` feature on */
  readonly echoReference: boolean;
  /** a `session.update` was accepted before, so the settings that are fixed at the start of a session are fixed now */
  readonly isSetUp: boolean;
  /** the model that the address asked for */
  readonly model: string | undefined;
}

/** A rule about several fields. */
type Rule = (patch: SessionPatch, session: Session, circumstances: SessionCircumstances) => RequestFault | undefined;

const modelStays: Rule = ({ model }, session, { model: asked }) =>
  model === undefined || model === session.model || model === asked
    ? undefined
    : invalidValue('session.model', `The model is '${session.model}' for the whole session.`);

const voiceStaysOnceHeard: Rule = ({ voice }, session, { hasSpoken }) =>
  voice === undefined || !hasSpoken || isDeepStrictEqual(toVoice(voice), session.voice)
    ? undefined
    : {
        code: 'cannot_update_voice',
        message: 'The voice cannot change once the model has spoken with it.',
        param: 'session.voice',
      };

const AGENT_OWNED = [
  ...['instructions', 'temperature', 'tools', 'tool_choice', 'max_response_output_tokens', 'reasoning_effort'],
] as const;

const agentBringsItsOwn: Rule = (patch, _session, { agentMode }) => {
  const field = agentMode ? AGENT_OWNED.find((name) => patch[name] !== undefined) : undefined;
  return field && invalidValue(`session.${field}`, `'${field}' belongs to the agent and cannot be set in its session.`);
};

const rateFitsFormat: Rule = (patch, session) => {
  const format = patch.input_audio_format ?? session.input_audio_format;
  const rateHz = patch.input_audio_sampling_rate;
  return format !== 'pcm16' && rateHz !== undefined && rateHz !== 8000
    ? invalidValue('session.input_audio_sampling_rate', `'${format}' has 8000 samples a second, not ${rateHz}.`)
    : undefined;
};

const truncationNeedsInterruption: Rule = ({ turn_detection }) =>
  turn_detection?.auto_truncate === true && turn_detection.interrupt_response === false
    ? invalidValue('session.turn_detection.auto_truncate', "'auto_truncate' needs 'interrupt_response'.")
    : undefined;

/** These models hear audio, so there is no text yet when the turn must be judged. */
const endOfUtteranceNeedsText: Rule = ({ turn_detection }, session, { agentMode }) => {
  const detection = turn_detection?.['end_of_utterance_detection'];
  const byText = isObject(detection) && String(detection['model']).startsWith('semantic_detection');
  return byText && !agentMode && isRealtimeModel(session.model)
    ? invalidValue(
        'session.turn_detection.end_of_utterance_detection',
        `Text-based end of utterance detection does not work with '${session.model}'.`,
      )
    : undefined;
};

/** Whether the model is of the gpt-realtime family; undefined when that is unknown. */
const isGptRealtime = ({ model }: Session, { agentMode, ownModel }: SessionCircumstances): boolean | undefined =>
  ownModel ? undefined : !agentMode && /^gpt-.*realtime/.test(model);

const semanticVadIsOfGptRealtime: Rule = ({ turn_detection }, session, circumstances) =>
  turn_detection?.type === 'semantic_vad' && isGptRealtime(session, circumstances) === false
    ? invalidValue('session.turn_detection.type', "'semantic_vad' works with gpt-realtime models only.")
    : undefined;

const fieldNoiseReductionIsOfGptRealtime: Rule = ({ input_audio_noise_reduction: noise }, session, circumstances) =>
  isObject(noise) && /_field$/.test(String(noise['type'])) && isGptRealtime(session, circumstances) === false
    ? invalidValue('session.input_audio_noise_reduction.type', `'${String(noise['type'])}' needs a gpt-realtime model.`)
    : undefined;

/** OpenAI's transcribe for its own realtime models, Azure's for all others, Microsoft's MAI for both. */
const transcriptionFitsModel: Rule = ({ input_audio_transcription: transcription }, session, circumstances) => {
  const name = transcription ? String(transcription['model']) : 'mai';
  const gptRealtime = isGptRealtime(session, circumstances);
  if (gptRealtime === undefined || name.startsWith('mai') || gptRealtime !== (name === 'azure-speech'))
    return undefined;
  const message = `'${name}' does not work with ${circumstances.agentMode ? 'an agent' : `'${session.model}'`}.`;
  return invalidValue('session.input_audio_transcription.model', message);
};

/** The voices of OpenAI are its realtime models themselves. Text models and agents speak with Azure's. */
const openAiVoiceIsOfGptRealtime: Rule = ({ voice }, session, circumstances) =>
  voice !== undefined && toVoice(voice).type === 'openai' && isGptRealtime(session, circumstances) === false
    ? invalidValue('session.voice', `The voice '${String(toVoice(voice).name)}' is of gpt-realtime models only.`)
    : undefined;

const nativeVoiceNeedsItsModel: Rule = ({ voice }, session) =>
  voice !== undefined && toVoice(voice).type === 'azure-realtime-native' && session.model !== 'azure-realtime'
    ? invalidValue('session.voice', `Native voices need the model 'azure-realtime', not '${session.model}'.`)
    : undefined;

/** The four refusals that are documented, with their codes, and one for a feature that is not switched on. */
const echoReferenceHasItsChannel: Rule = (patch, session, { echoReference, isSetUp }) => {
  const { input_audio_echo_cancellation: echo = session.input_audio_echo_cancellation } = patch;
  const param = 'session.input_audio_echo_cancellation.channels';
  const before = session.input_audio_echo_cancellation?.channels ?? 1;
  if (isSetUp && (echo?.channels ?? 1) !== before) {
    const message = `The session began with ${before} channel(s) of input audio, and this cannot change.`;
    return { code: 'change_in_ec_channels_not_allowed', message, param };
  }
  if (!echo) return undefined;
  const fromClient = echo.reference_source === 'client';
  const channels = echo.channels ?? 1;
  if (channels === 2 && !fromClient) {
    return {
      code: 'invalid_ec_channels_requires_client',
      message: "Two channels need reference_source 'client'.",
      param,
    };
  }
  if (fromClient && !echoReference) {
    return invalidValue(param, "A reference from the client needs 'features=client_ec_reference:true' in the address.");
  }
  if (fromClient && channels === 1) {
    return { code: 'invalid_ec_reference_channels', message: 'A reference from the client needs two channels.', param };
  }
  return channels === 2 && (patch.input_audio_format ?? session.input_audio_format) !== 'pcm16'
    ? { code: 'invalid_ec_channels_format', message: "Two channels need the format 'pcm16'.", param }
    : undefined;
};

const rules: readonly Rule[] = [
  modelStays,
  voiceStaysOnceHeard,
  agentBringsItsOwn,
  rateFitsFormat,
  truncationNeedsInterruption,
  endOfUtteranceNeedsText,
  semanticVadIsOfGptRealtime,
  fieldNoiseReductionIsOfGptRealtime,
  transcriptionFitsModel,
  openAiVoiceIsOfGptRealtime,
  nativeVoiceNeedsItsModel,
  echoReferenceHasItsChannel,
];

export const isRealtimeModel = (model: string): boolean => /realtime|phi4-mm/.test(model);

export function findBrokenRule(
  patch: SessionPatch,
  session: Session,
  circumstances: SessionCircumstances,
): RequestFault | undefined {
  for (const rule of rules) {
    const fault = rule(patch, session, circumstances);
    if (fault) return fault;
  }
  return undefined;
}
