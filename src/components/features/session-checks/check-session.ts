/**
 * Finds settings of a session that do not go together or that the service would refuse, and says how to mend them. It
 * changes nothing and stops nothing, because only the service knows for certain what it accepts.
 */
import { at, listAt, outOfBounds, shown } from './session-bounds.js';
import { AGENT_OWNED, isGptRealtime, voiceKind, type Target } from '../../session/model-facts.js';
import type { RequestSession } from '../../../worker/protocol/objects/index.js';

/** True for models that take audio directly. They have no text yet when the end of a turn is judged. */
const hearsSound = ({ model, profile, agentName }: Target): boolean =>
  !agentName && /realtime|phi4-mm/.test(profile || model);
const nameOf = ({ model, profile, agentName }: Target): string =>
  agentName ? 'an agent' : `the model ${model}${profile ? ` (${profile})` : ''}`;

/** True for an Azure voice. When the session names no voice, only the gpt-realtime models speak with one of their own. */
const speaksAzure = (session: RequestSession, target: Target): boolean =>
  /^(azure-(standard|custom|personal)|avatar)/.test(
    voiceKind(session.voice) || (isGptRealtime(target) ? '' : 'azure-standard'),
  );
const transcriber = (session: RequestSession): string => String(session.input_audio_transcription?.model ?? '');

/** A setting that clashes with another one, or with the model or agent. */
interface Pairing {
  readonly path: string;
  /** True when the service would refuse the setting. */
  readonly clashes: (session: RequestSession, target: Target) => boolean;
  readonly why: string;
  /** True when the setting clashes with the model or agent in use. */
  readonly byModel?: true;
  readonly wayOut: string;
}

export const PAIRINGS: readonly Pairing[] = [
  {
    path: 'turn_detection.type',
    clashes: (session, target) => at(session, 'turn_detection.type') === 'semantic_vad' && !isGptRealtime(target),
    why: 'is for gpt-realtime models',
    byModel: true,
    wayOut: 'Take azure_semantic_vad, which works with all',
  },
  {
    path: 'turn_detection.end_of_utterance_detection.model',
    clashes: (session, target) =>
      /^semantic_detection/.test(String(at(session, 'turn_detection.end_of_utterance_detection.model'))) &&
      hearsSound(target),
    why: 'judges words and is for text models and agents',
    byModel: true,
    wayOut: 'Take smart_end_of_turn_detection, which judges the sound',
  },
  {
    path: 'turn_detection.auto_truncate',
    clashes: ({ turn_detection }) => !!turn_detection?.auto_truncate && turn_detection.interrupt_response === false,
    why: 'needs interrupt_response',
    wayOut: 'Set interrupt_response to true, or leave it out: the element truncates by itself',
  },
  {
    path: 'turn_detection.appended_text_after_truncation',
    clashes: (session) =>
      at(session, 'turn_detection.appended_text_after_truncation') !== undefined &&
      !(/^azure_/.test(String(at(session, 'turn_detection.type'))) && at(session, 'turn_detection.auto_truncate')),
    why: 'needs azure_semantic_vad with auto_truncate',
    wayOut: 'Set both, or leave it out',
  },
  {
    path: 'input_audio_transcription.model',
    clashes: (session, target) => /^(whisper|gpt)/.test(transcriber(session)) && !isGptRealtime(target),
    why: 'is for gpt-realtime models',
    byModel: true,
    wayOut: 'Take azure-speech or mai-transcribe',
  },
  {
    path: 'input_audio_transcription.model',
    clashes: (session, target) => transcriber(session) === 'azure-speech' && isGptRealtime(target),
    why: 'is for text models and agents',
    byModel: true,
    wayOut: 'Take gpt-4o-mini-transcribe or mai-transcribe',
  },
  {
    path: 'input_audio_transcription.phrase_list',
    clashes: (session) =>
      listAt(session, 'input_audio_transcription.phrase_list').length > 0 &&
      /^(whisper|gpt)/.test(transcriber(session)),
    why: 'is read by azure-speech and mai-transcribe alone',
    wayOut: 'Name one of them as model, or put the words into prompt',
  },
  {
    path: 'input_audio_transcription.custom_speech',
    clashes: (session) =>
      at(session, 'input_audio_transcription.custom_speech') !== undefined && transcriber(session) !== 'azure-speech',
    why: 'is read by azure-speech alone',
    wayOut: 'Name it as model',
  },
  {
    path: 'input_audio_transcription.prompt',
    clashes: (session) =>
      at(session, 'input_audio_transcription.prompt') !== undefined && !/^(whisper|gpt)/.test(transcriber(session)),
    why: 'is read by whisper-1 and the gpt-4o family alone',
    wayOut: 'Put the words into phrase_list',
  },
  {
    path: 'voice',
    clashes: (session, { model, profile, agentName }) =>
      voiceKind(session.voice) === 'azure-realtime-native' && (model !== 'azure-realtime' || !!profile || !!agentName),
    why: 'is for the model azure-realtime',
    byModel: true,
    wayOut: 'Set model="azure-realtime", or take a voice like en-US-AvaNeural',
  },
  {
    path: 'voice',
    clashes: (session, target) => voiceKind(session.voice) === 'openai' && !isGptRealtime(target),
    why: 'is for gpt-realtime models',
    byModel: true,
    wayOut: 'Take an Azure voice, such as en-US-AvaNeural',
  },
  {
    path: 'output_audio_timestamp_types',
    clashes: (session, target) => !!listAt(session, 'output_audio_timestamp_types')[0] && !speaksAzure(session, target),
    why: 'needs an Azure voice',
    wayOut: 'Set voice="en-US-AvaNeural", or another of that form',
  },
  {
    path: 'animation.outputs',
    clashes: (session, target) =>
      listAt(session, 'animation.outputs').includes('viseme_id') && !speaksAzure(session, target),
    why: 'needs an Azure voice',
    wayOut: 'Set voice="en-US-AvaNeural", or another of that form',
  },
  {
    path: 'input_audio_noise_reduction.type',
    clashes: (session, target) =>
      /_field$/.test(String(at(session, 'input_audio_noise_reduction.type'))) && !isGptRealtime(target),
    why: 'is for gpt-realtime models',
    byModel: true,
    wayOut: 'Take azure_deep_noise_suppression, which works with all',
  },
  {
    path: 'input_audio_echo_cancellation.channels',
    clashes: (session) =>
      (at(session, 'input_audio_echo_cancellation.channels') === 2) !==
      (at(session, 'input_audio_echo_cancellation.reference_source') === 'client'),
    why: 'is 2 with reference_source client, and else 1',
    wayOut: 'The attribute echo-cancellation="reference" sets both, and sends the reference',
  },
  {
    path: 'input_audio_sampling_rate',
    clashes: ({ input_audio_format = 'pcm16', input_audio_sampling_rate: rate }) =>
      rate !== undefined && input_audio_format !== 'pcm16' && rate !== 8000,
    why: 'is 8000 for G.711',
    wayOut: 'Leave it out, or take pcm16',
  },
  {
    path: 'modalities',
    clashes: (session) => {
      const asked = listAt(session, 'modalities');
      return !!asked[0] && !(asked.includes('text') && (asked.includes('audio') || !asked.includes('avatar')));
    },
    why: 'lacks text, or the audio of an avatar',
    wayOut: 'Say ["text", "audio"], and "avatar" where there is one',
  },
  {
    path: 'interim_response.type',
    clashes: (session, target) => at(session, 'interim_response') !== undefined && hearsSound(target),
    why: 'is for text models and agents',
    byModel: true,
    wayOut: 'Leave it out, or take a text model',
  },
  {
    path: 'avatar.type',
    clashes: (session) => at(session, 'avatar.type') === 'photo-avatar' && at(session, 'avatar.model') === undefined,
    why: 'needs a model',
    wayOut: 'Set avatar.model to vasa-1',
  },
  {
    path: 'model',
    clashes: ({ model }, target) => model !== undefined && model !== target.model,
    why: 'is fixed by the address',
    wayOut: 'Set the attribute model',
  },
  ...AGENT_OWNED.map((path) => ({
    path,
    clashes: (session: RequestSession, { agentName }: Target) => !!agentName && at(session, path) !== undefined,
    why: 'belongs to the agent',
    wayOut: 'Set it in the agent itself',
  })),
];

/**
 * One sentence for each setting that the service would refuse.
 * @param target model or agent of the session, and the voice that the attribute names
 */
export function checkSession(
  session: RequestSession,
  target: Target & { readonly voice?: string | undefined },
): readonly string[] {
  const clashing = PAIRINGS.filter(({ clashes }) => clashes(session, target)).map(
    ({ path, why, byModel, wayOut }) =>
      `session.${path}=${shown(at(session, path))} ${why}${byModel ? `, not for ${nameOf(target)}` : ''}. ${wayOut}.`,
  );
  const unknown =
    target.voice && !session.voice
      ? [
          `voice="${target.voice}" has no known form (alloy, en-US-AvaNeural, ava): the default holds. ` +
            'Other voices go through the session property.',
        ]
      : [];
  return [...unknown, ...clashing, ...outOfBounds(session)];
}
