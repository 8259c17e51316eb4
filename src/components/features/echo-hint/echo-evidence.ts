/** Whether the agent seems to hear itself: what was said when it was interrupted tells. Pure. */
import type { Message } from '../../../worker/contract/conversation.js';

/** Of the latest barge-ins so many, and so many of them must look like an echo: one may be a cough. */
const LATEST = 3;
const ENOUGH = 2;
/** Fewer words may well be a visitor's choice among what the agent offered. */
const LEAST_WORDS = 4;
/** Of the pairs of neighbouring words, those that the agent said too: an echo is rarely understood to the letter. */
const LEAST_SHARED = 0.6;

/** Words, and where a script has no spaces its characters. */
const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu;

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(WORDS) ?? [];
const pairsOf = (words: readonly string[]): readonly string[] => words.slice(1).map((word, i) => `${words[i]} ${word}`);

/** It broke in, and was nothing, or the agent's own words. */
function isEcho(heard: string, said: string): boolean {
  const words = wordsOf(heard);
  if (words.length === 0) return true;
  if (words.length < LEAST_WORDS) return false;
  const own = new Set(pairsOf(wordsOf(said)));
  const pairs = pairsOf(words);
  return pairs.filter((pair) => own.has(pair)).length >= LEAST_SHARED * pairs.length;
}

/** A typed message bears an id of ours. */
const isSpoken = ({ role, itemId }: Message): boolean => role === 'user' && !itemId.startsWith('vla_');

/**
 * Two of the last three barge-ins were empty or repeated what they broke into. Says nothing while no spoken word was ever
 * written down: then the words are missing because nobody transcribes, or cannot.
 *
 * @param messages in their order
 */
export function seemsToHearItself(messages: readonly Message[]): boolean {
  const spoken = messages.filter(isSpoken);
  if (!spoken.some(({ text }) => text.trim())) return false;
  const echoes = spoken.flatMap((message) => {
    const before = messages[messages.indexOf(message) - 1];
    if (!message.final || before?.role !== 'agent' || !before.interrupted) return [];
    return [isEcho(message.text, `${before.text} ${before.unheard}`)];
  });
  return echoes.slice(-LATEST).filter(Boolean).length >= ENOUGH;
}
