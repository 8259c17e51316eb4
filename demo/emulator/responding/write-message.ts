import { closeMessage, openMessage } from './output-item.js';
import type { Performance } from './stage.js';

/** Words with the blanks before them: joined, they are the text again. */
export const textDeltas = (text: string): readonly string[] => text.match(/\s*\S+(\s+$)?/g) ?? [];

/** Answers in text, word by word. */
export async function writeMessage(performance: Performance, text: string): Promise<void> {
  const { stage, signal } = performance;
  const message = openMessage(performance, { type: 'text', text: '' });
  let written = '';
  for (const delta of textDeltas(text)) {
    if (signal.aborted) break;
    stage.send({ type: 'response.text.delta', ...message.at, delta });
    written += delta;
    await stage.clock.sleep(stage.pacing.textDeltaMs, signal);
  }
  stage.send({ type: 'response.text.done', ...message.at, text: written });
  closeMessage(performance, message, { type: 'text', text: written });
}
