import type { MonoAudio } from '../audio/wav.js';
import type { ContentPart, Item, MessageItem } from '../conversation/items.js';
import { newId } from '../ids.js';
import type { JsonObject } from '../wire.js';
import { COMPLETED, type Ending } from './ending.js';
import type { Performance } from './stage.js';

/** Where an event belongs: every delta carries these. */
export interface Place extends JsonObject {
  readonly response_id: string;
  readonly item_id: string;
  readonly output_index: number;
}

export interface OpenMessage {
  readonly item: MessageItem;
  readonly at: Place & { readonly content_index: 0 };
}

/** Announces a new item of a response, and of the conversation if it is kept there. */
export function openItem({ stage, responseId, settings, output }: Performance, item: Item): Place {
  const outputIndex = output.length;
  output.push({ item });
  stage.send({ type: 'response.output_item.added', response_id: responseId, output_index: outputIndex, item });
  if (settings.kept) {
    const previousItemId = stage.conversation.lastId;
    stage.conversation.add({ item });
    stage.send({ type: 'conversation.item.created', previous_item_id: previousItemId, item });
  }
  return { response_id: responseId, item_id: item.id, output_index: outputIndex };
}

/** Keeps the newest version of an item, in the response and in the conversation. */
export function keepItem({ stage, output }: Performance, at: Place, item: Item, audio?: MonoAudio): void {
  const entry = audio ? { item, audio } : { item };
  output[at.output_index] = entry;
  if (!stage.conversation.find(item.id)?.truncated) stage.conversation.replace(entry);
}

/** Adds an item that belongs to the conversation but to no place in the response. */
export function addBeside({ stage, settings }: Performance, item: Item): void {
  if (!settings.kept) return;
  const previousItemId = stage.conversation.lastId;
  stage.conversation.add({ item });
  stage.send({ type: 'conversation.item.created', previous_item_id: previousItemId, item });
}

export function closeItem(performance: Performance, at: Place, item: Item, audio?: MonoAudio): void {
  keepItem(performance, at, item, audio);
  const { response_id, output_index } = at;
  performance.stage.send({ type: 'response.output_item.done', response_id, output_index, item });
}

/** Closes an item as far as it came, since its response was cancelled. */
export function giveUp(performance: Performance, at: Place, item: Item): Ending {
  closeItem(performance, at, item);
  return COMPLETED;
}

export function openMessage(performance: Performance, part: ContentPart): OpenMessage {
  const item: MessageItem = {
    id: newId('item'),
    object: 'realtime.item',
    type: 'message',
    status: 'in_progress',
    role: 'assistant',
    content: [],
  };
  const at = { ...openItem(performance, item), content_index: 0 as const };
  performance.stage.send({ type: 'response.content_part.added', ...at, part });
  return { item, at };
}

export function closeMessage(
  performance: Performance,
  { item, at }: OpenMessage,
  part: ContentPart,
  whole: boolean,
  audio?: MonoAudio,
): void {
  performance.stage.send({ type: 'response.content_part.done', ...at, part });
  const status = whole && !performance.signal.aborted ? 'completed' : 'incomplete';
  closeItem(performance, at, { ...item, status, content: [part] }, audio);
}
