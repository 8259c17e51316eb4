/** A tone that stands for a word without a recording. */
import { SPEECH_RATE_HZ } from '../audio/formats.js';

const MS_PER_LETTER = 60;
const PITCH_HZ = 196;
const AMPLITUDE = 2500;

/** A soft tone instead of a word. Its length follows the word's. */
export function placeholderTone(word: string): Int16Array {
  const length = Math.round((SPEECH_RATE_HZ * MS_PER_LETTER * Math.max(2, word.length)) / 1000);
  return Int16Array.from({ length }, (_, i) => {
    const swell = Math.sin((Math.PI * i) / length);
    return Math.round(AMPLITUDE * swell * Math.sin((2 * Math.PI * PITCH_HZ * i) / SPEECH_RATE_HZ));
  });
}
