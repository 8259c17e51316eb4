/** Sends a message, spoken or written, depending on the modalities of the response. */
import type { Words } from '../answering/answer.js';
import { COMPLETED, type Ending, incomplete } from './ending.js';
import type { Limits } from './fit-words.js';
import { speakMessage } from './speak-message.js';
import type { ResponseRun } from './response-run.js';
import { outputTokens } from './usage.js';
import { writeMessage } from './write-message.js';

/** Sends words as one message, and cuts them at the token limit. */
export async function sayWords(
  run: ResponseRun,
  words: Words,
  { maxWords = Infinity }: Partial<Limits> = {},
): Promise<Ending> {
  const { settings, signal, output } = run;
  if (signal.aborted) return COMPLETED;
  const cap = settings.maxOutputTokens === 'inf' ? Infinity : settings.maxOutputTokens;
  const limits = { maxWords, maxTokens: cap - outputTokens(output) };
  const whole = await (settings.spoken ? speakMessage : writeMessage)(run, words, limits);
  return whole ? COMPLETED : incomplete('max_output_tokens');
}
