/** When each word of a text is spoken, as an estimate. Pure. */
import type { SpokenWord } from './speech.js';

/** the pause of a full stop, counted in letters */
const PAUSE_LETTERS = 4;
const pauseAfter = (word: string): number => (/[.!?…]$/.test(word) ? PAUSE_LETTERS : /[,;:]$/.test(word) ? 2 : 0);
/** a digit is a whole word when spoken */
const letters = (word: string): number => word.replace(/\d/g, 'four').replace(/[^\p{L}]/gu, '').length + 1;

export const splitWords = (text: string): readonly string[] => text.match(/\S+/g) ?? [];

/** Spreads words over a duration in proportion to their letters. */
export function estimateWords(text: string, totalMs: number): readonly SpokenWord[] {
  const words = splitWords(text);
  const total = words.reduce((sum, word) => sum + letters(word) + pauseAfter(word), 0);
  let offset = 0;
  return words.map((word) => {
    const offsetMs = Math.round((offset / total) * totalMs);
    const durationMs = Math.round((letters(word) / total) * totalMs);
    offset += letters(word) + pauseAfter(word);
    return { text: word, offsetMs, durationMs };
  });
}
