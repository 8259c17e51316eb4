import type { Words } from '../answering/answer.js';
import type { FileSearchItem, WebSearchItem } from '../conversation/items.js';
import { newId } from '../ids.js';
import type { JsonObject } from '../wire.js';
import type { Ending } from './ending.js';
import { closeItem, giveUp, keepItem, openItem } from './output-item.js';
import { sayWords } from './say-words.js';
import type { Performance } from './stage.js';

const STAGE_MS = 30;

interface Searching extends JsonObject {
  readonly type: 'web_search_call' | 'file_search_call';
  /** comes with the last stage */
  readonly results?: readonly JsonObject[];
}

/** A search goes through its stages as an item of its own; then the answer is said, with its sources. */
export async function search(
  performance: Performance,
  { results, ...searching }: Searching,
  words: Words,
): Promise<Ending> {
  const { stage, signal } = performance;
  const item = { id: newId('item'), object: 'realtime.item', ...searching, status: 'in_progress' } as
    WebSearchItem | FileSearchItem;
  const at = openItem(performance, item);
  for (const [sequenceNumber, status] of (['in_progress', 'searching', 'completed'] as const).entries()) {
    if (signal.aborted) return giveUp(performance, at, item);
    stage.send({ type: `response.${searching.type}.${status}`, ...at, sequence_number: sequenceNumber });
    keepItem(performance, at, { ...item, status });
    await stage.clock.sleep(STAGE_MS, signal);
  }
  closeItem(performance, at, { ...item, status: 'completed', ...(results && { results }) });
  return sayWords(performance, words);
}
