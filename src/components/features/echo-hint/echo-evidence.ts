/** Judges whether the agent hears itself, by the words that interrupted it. Pure. */
import type { Message } from '../../../worker/contract/conversation.js';

/** Of the last three barge-ins, two must look like an echo. A single one may be a cough. */
const LATEST = 3;
const ENOUGH = 2;
/** Fewer words than this are no echo: the visitor may choose among things that the agent has named. */
const LEAST_WORDS = 4;
/** Share of the pairs of neighbouring words that the agent must have said too. Below 1, as an echo is misheard in part. */
const LEAST_SHARED = 0.6;

/** Matches a word, or a single character in scripts that have no spaces between words. */
const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu;

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(WORDS) ?? [];
const pairsOf = (words: readonly string[]): readonly string[] => words.slice(1).map((word, i) => `${words[i]} ${word}`);

/** True when the interruption had no words, or the agent's own. */
function isEcho(heard: string, said: string): boolean {
  const words = wordsOf(heard);
  if (words.length === 0) return true;
  if (words.length < LEAST_WORDS) return false;
  const own = new Set(pairsOf(wordsOf(said)));
  const pairs = pairsOf(words);
  return pairs.filter((pair) => own.has(pair)).length >= LEAST_SHARED * pairs.length;
}

/** True for a spoken message of the visitor. The engine gives typed messages ids that begin with `vla_`. */
const isSpoken = ({ role, itemId }: Message): boolean => role === 'user' && !itemId.startsWith('vla_');

/**
 * True when two of the last three barge-ins were empty or repeated what they interrupted. False as long as no spoken
 * message has words, because then the session has no transcription, and every barge-in is empty.
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
