/** The events with which an item of a response begins and ends, and its place in the conversation. */
import type { MonoAudio } from '../audio/wav.js';
import type { ContentPart, Item, MessageItem } from '../conversation/items.js';
import { newId } from '../shared/ids.js';
import type { JsonObject } from '../shared/json.js';
import { COMPLETED, type Ending } from './ending.js';
import type { ResponseRun } from './response-run.js';

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
export function openItem({ services, responseId, settings, output }: ResponseRun, item: Item): Place {
  const outputIndex = output.length;
  output.push({ item });
  services.send({ type: 'response.output_item.added', response_id: responseId, output_index: outputIndex, item });
  if (settings.kept) {
    const previousItemId = services.conversation.lastId;
    services.conversation.add({ item });
    services.send({ type: 'conversation.item.created', previous_item_id: previousItemId, item });
  }
  return { response_id: responseId, item_id: item.id, output_index: outputIndex };
}

/** Keeps the newest version of an item, in the response and in the conversation. */
export function keepItem({ services, output }: ResponseRun, at: Place, item: Item, audio?: MonoAudio): void {
  const entry = audio ? { item, audio } : { item };
  output[at.output_index] = entry;
  if (!services.conversation.find(item.id)?.truncated) services.conversation.replace(entry);
}

/** Adds an item that belongs to the conversation but to no place in the response. */
export function addBeside({ services, settings }: ResponseRun, item: Item): void {
  if (!settings.kept) return;
  const previousItemId = services.conversation.lastId;
  services.conversation.add({ item });
  services.send({ type: 'conversation.item.created', previous_item_id: previousItemId, item });
}

export function closeItem(run: ResponseRun, at: Place, item: Item, audio?: MonoAudio): void {
  keepItem(run, at, item, audio);
  const { response_id, output_index } = at;
  run.services.send({ type: 'response.output_item.done', response_id, output_index, item });
}

/** Closes an incomplete item of a cancelled response. */
export function giveUp(run: ResponseRun, at: Place, item: Item): Ending {
  closeItem(run, at, item);
  return COMPLETED;
}

export function openMessage(run: ResponseRun, part: ContentPart): OpenMessage {
  const item: MessageItem = {
    id: newId('item'),
    object: 'realtime.item',
    type: 'message',
    status: 'in_progress',
    role: 'assistant',
    content: [],
  };
  const at = { ...openItem(run, item), content_index: 0 as const };
  run.services.send({ type: 'response.content_part.added', ...at, part });
  return { item, at };
}

export function closeMessage(
  run: ResponseRun,
  { item, at }: OpenMessage,
  part: ContentPart,
  whole: boolean,
  audio?: MonoAudio,
): void {
  // As in the service, a written part is empty in this event; its text comes with the item.
  const told = part.type === 'text' ? { ...part, text: '' } : part;
  run.services.send({ type: 'response.content_part.done', ...at, part: told });
  const status = whole && !run.signal.aborted ? 'completed' : 'incomplete';
  closeItem(run, at, { ...item, status, content: [part] }, audio);
}
