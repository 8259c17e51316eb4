/** Cuts a text to the limits of a response. Pure. */
import type { SpokenWord } from '../speaking/speech.js';
import { audioTokens, textTokens } from './usage.js';
import { textDeltas } from './text-deltas.js';

/** The most that a message may contain. */
export interface Limits {
  readonly maxWords: number;
  readonly maxTokens: number;
}

/**
 * The whole words at the beginning that stay within the limits.
 * @param spoken when each word is spoken; absent, the text costs no audio
 */
export function fitWords(text: string, limits: Limits, spoken: readonly SpokenWord[] = []): readonly string[] {
  const words = textDeltas(text);
  let fitting = 0;
  let soFar = '';
  while (fitting < Math.min(words.length, limits.maxWords)) {
    soFar += words[fitting]!;
    if (textTokens(soFar) + audioTokens(endMs(spoken[fitting])) > limits.maxTokens) break;
    fitting++;
  }
  return words.slice(0, fitting);
}

export const endMs = (word: SpokenWord | undefined): number => (word ? word.offsetMs + word.durationMs : 0);
