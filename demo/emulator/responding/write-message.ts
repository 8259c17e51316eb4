/** The events of a written message. */
import type { Words } from '../answering/answer.js';
import { textDeltas } from './text-deltas.js';
import { fitWords, type Limits } from './fit-words.js';
import { closeMessage, openMessage } from './output-item.js';
import type { ResponseRun } from './response-run.js';

/** Sends a written message, word by word. Returns false when the limits cut it. */
export async function writeMessage(run: ResponseRun, { text }: Words, limits: Limits): Promise<boolean> {
  const { services, signal } = run;
  const message = openMessage(run, { type: 'text', text: '' });
  const deltas = fitWords(text, limits);
  const whole = deltas.length === textDeltas(text).length;
  let written = '';
  for (const delta of deltas) {
    if (signal.aborted) break;
    services.send({ type: 'response.text.delta', ...message.at, delta });
    written += delta;
    await services.clock.sleep(services.pacing.textDeltaMs, signal);
  }
  services.send({ type: 'response.text.done', ...message.at, text: written });
  closeMessage(run, message, { type: 'text', text: written }, whole);
  return whole;
}
