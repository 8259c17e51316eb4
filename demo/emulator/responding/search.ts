/** The events of a search. The results are made up. */
import type { Words } from '../answering/answer.js';
import type { FileSearchItem, WebSearchItem } from '../conversation/items.js';
import { newId } from '../shared/ids.js';
import type { JsonObject } from '../shared/json.js';
import type { Ending } from './ending.js';
import { closeItem, giveUp, keepItem, openItem } from './output-item.js';
import { sayWords } from './say-words.js';
import type { ResponseRun } from './response-run.js';

const STEP_MS = 30;

interface Searching extends JsonObject {
  readonly type: 'web_search_call' | 'file_search_call';
  /** sent with the last step */
  readonly results?: readonly JsonObject[];
}

/** Sends the steps of a search as an item of its own, then the answer with its sources. */
export async function search(run: ResponseRun, { results, ...searching }: Searching, words: Words): Promise<Ending> {
  const { services, signal } = run;
  const item = { id: newId('item'), object: 'realtime.item', ...searching, status: 'in_progress' } as
    WebSearchItem | FileSearchItem;
  const at = openItem(run, item);
  for (const [sequenceNumber, status] of (['in_progress', 'searching', 'completed'] as const).entries()) {
    if (signal.aborted) return giveUp(run, at, item);
    services.send({ type: `response.${searching.type}.${status}`, ...at, sequence_number: sequenceNumber });
    keepItem(run, at, { ...item, status });
    await services.clock.sleep(STEP_MS, signal);
  }
  closeItem(run, at, { ...item, status: 'completed', ...(results && { results }) });
  return sayWords(run, words);
}
