/**
 * Decides by loudness alone when somebody speaks.
 *
 *   quiet --voiced frame--> onset --speechDurationMs of voice--> speaking
 *     ^                       |                                     |
 *     +---- short gap --------+        silenceDurationMs of quiet --+--> quiet
 */
export interface VadSettings {
  /** 0 to 1; higher needs louder speech */
  readonly threshold: number;
  readonly prefixPaddingMs: number;
  readonly silenceDurationMs: number;
  readonly speechDurationMs: number;
}

export type VoiceState =
  | { readonly phase: 'quiet' }
  | { readonly phase: 'onset'; readonly onsetMs: number; readonly voicedMs: number; readonly voiceEndMs: number }
  | { readonly phase: 'speaking'; readonly onsetMs: number; readonly voiceEndMs: number };

export type VoiceChange =
  | { readonly kind: 'speechStarted'; readonly onsetMs: number }
  | { readonly kind: 'speechStopped'; readonly onsetMs: number; readonly voiceEndMs: number; readonly endMs: number };

export interface Frame {
  readonly startMs: number;
  readonly endMs: number;
  /** root mean square, full scale is 1 */
  readonly level: number;
}

export interface VoiceStep {
  readonly state: VoiceState;
  readonly change?: VoiceChange;
}

const QUIET: VoiceState = { phase: 'quiet' };
/** once speaking, this much less likelihood still counts as voice, so that soft syllables do not end a turn */
const HYSTERESIS = 0.15;
/** a longer gap before speech is established was a click, not a word */
const ONSET_GAP_MS = 200;
const SILENT_DB = -65;
const LOUD_DB = -25;

/** Maps loudness to 0..1: -65 dBFS and below is surely silence, -25 dBFS surely a voice; 0.5 is -45 dBFS. */
export function voiceLikelihood(level: number): number {
  if (level <= 0) return 0;
  return Math.max(0, Math.min(1, (20 * Math.log10(level) - SILENT_DB) / (LOUD_DB - SILENT_DB)));
}

/** Advances by one frame. Pure. */
export function stepVoice(state: VoiceState, frame: Frame, settings: VadSettings): VoiceStep {
  const likelihood = voiceLikelihood(frame.level);
  if (state.phase === 'speaking') return keepSpeaking(state, frame, likelihood, settings);
  const voiced = likelihood > 0 && likelihood >= settings.threshold;
  if (!voiced) {
    return { state: state.phase === 'onset' && frame.endMs - state.voiceEndMs <= ONSET_GAP_MS ? state : QUIET };
  }
  const onsetMs = state.phase === 'onset' ? state.onsetMs : frame.startMs;
  const voicedMs = (state.phase === 'onset' ? state.voicedMs : 0) + frame.endMs - frame.startMs;
  const voiceEndMs = frame.endMs;
  return voicedMs >= settings.speechDurationMs
    ? { state: { phase: 'speaking', onsetMs, voiceEndMs }, change: { kind: 'speechStarted', onsetMs } }
    : { state: { phase: 'onset', onsetMs, voicedMs, voiceEndMs } };
}

function keepSpeaking(
  state: Extract<VoiceState, { phase: 'speaking' }>,
  frame: Frame,
  likelihood: number,
  { threshold, silenceDurationMs }: VadSettings,
): VoiceStep {
  const { onsetMs, voiceEndMs } = state;
  if (likelihood > 0 && likelihood >= threshold - HYSTERESIS) return { state: { ...state, voiceEndMs: frame.endMs } };
  if (frame.endMs - voiceEndMs < silenceDurationMs) return { state };
  const endMs = voiceEndMs + silenceDurationMs;
  return { state: QUIET, change: { kind: 'speechStopped', onsetMs, voiceEndMs, endMs } };
}
