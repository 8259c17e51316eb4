import type { Words } from '../answering/answer.js';
import { textDeltas } from './text-deltas.js';
import { fitWords, type Limits } from './fit-words.js';
import { closeMessage, openMessage } from './output-item.js';
import type { Performance } from './stage.js';

/** Answers in text, word by word. Returns whether all of it had room. */
export async function writeMessage(performance: Performance, { text }: Words, limits: Limits): Promise<boolean> {
  const { stage, signal } = performance;
  const message = openMessage(performance, { type: 'text', text: '' });
  const deltas = fitWords(text, limits);
  const whole = deltas.length === textDeltas(text).length;
  let written = '';
  for (const delta of deltas) {
    if (signal.aborted) break;
    stage.send({ type: 'response.text.delta', ...message.at, delta });
    written += delta;
    await stage.clock.sleep(stage.pacing.textDeltaMs, signal);
  }
  stage.send({ type: 'response.text.done', ...message.at, text: written });
  closeMessage(performance, message, { type: 'text', text: written }, whole);
  return whole;
}
