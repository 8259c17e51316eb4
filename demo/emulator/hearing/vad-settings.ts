/** From a session's turn detection to the numbers of the voice activity detection. */
import type { TurnDetection } from '../session/session-types.js';
import type { VadSettings } from './voice-activity.js';

/** Our choices. */
const EAGERNESS_SILENCE_MS = { low: 900, medium: 500, auto: 500, high: 300 } as const;

/** The emulator has one detection of speech for every kind of turn detection. Only its numbers differ. */
export function vadSettings(detection: TurnDetection): VadSettings {
  return {
    threshold: detection.threshold ?? 0.5,
    prefixPaddingMs: detection.prefix_padding_ms ?? 300,
    silenceDurationMs: detection.silence_duration_ms ?? EAGERNESS_SILENCE_MS[detection.eagerness ?? 'auto'],
    speechDurationMs: detection.speech_duration_ms ?? 80,
  };
}
