/** The trigger `tone`: samples without speech. */
import { SPEECH_RATE_HZ } from '../audio/formats.js';
import type { Answer } from './answer.js';

const PITCH_HZ = 440;
const AMPLITUDE = 6000;

/** A tone without a pause. A silence inside it shows a fault of the playback. */
export function steadyTone(seconds: number): Answer {
  const pcm = Int16Array.from({ length: seconds * SPEECH_RATE_HZ }, (_, i) =>
    Math.round(AMPLITUDE * Math.sin((2 * Math.PI * PITCH_HZ * i) / SPEECH_RATE_HZ)),
  );
  return { kind: 'say', text: 'Here it is.', replay: { pcm, rateHz: SPEECH_RATE_HZ } };
}
