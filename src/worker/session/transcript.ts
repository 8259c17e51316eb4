/**
 * The conversation in its order. An item stands right after the one its `previous_item_id` names, whenever it arrives;
 * a spoken turn keeps its place from `speech_started` on, though its words come later.
 */
import type { Message, Role, TranscriptChange } from '../contract/conversation.js';
import type { ItemId } from '../protocol/ids.js';

/** `null`: the first of all. `undefined`: not known yet, so last for now. */
type Previous = ItemId | null | undefined;

interface Entry {
  readonly itemId: ItemId;
  readonly previous: Previous;
  /** Undefined for items without words of their own, such as tool calls; they hold places only. */
  readonly role: Role | undefined;
  /** One text per content part. */
  readonly parts: readonly string[];
  readonly final: boolean;
  /** Characters of the text that were heard before the visitor broke in; may fall within a word. */
  readonly heard: number | undefined;
}

export interface Transcript {
  readonly entries: ReadonlyMap<ItemId, Entry>;
  readonly order: readonly ItemId[];
}

export const emptyTranscript: Transcript = { entries: new Map(), order: [] };

const textOf = ({ parts }: Entry): string => parts.join('\n');

/** Parents before children; of two with one parent the later goes first, as the service inserts them. */
function inOrder(entries: ReadonlyMap<ItemId, Entry>): readonly ItemId[] {
  const children = new Map<ItemId | null | undefined, ItemId[]>();
  for (const { itemId, previous } of entries.values()) {
    const parent = previous === null || (previous !== undefined && entries.has(previous)) ? previous : undefined;
    const siblings = children.get(parent);
    if (siblings) siblings.push(itemId);
    else children.set(parent, [itemId]);
  }
  const order: ItemId[] = [];
  const placed = new Set<ItemId>();
  const roots = [...(children.get(null) ?? []).reverse(), ...(children.get(undefined) ?? [])];
  const stack = roots.reverse();
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (placed.has(id)) continue;
    placed.add(id);
    order.push(id);
    stack.push(...(children.get(id) ?? []));
  }
  // A ring of items that name each other has no root: they stay, in order of arrival.
  for (const id of entries.keys()) if (!placed.has(id)) order.push(id);
  return order;
}

/** Of a long conversation the newest items: to older ones no word comes any more, and the page keeps what it was told. */
const MOST_ITEMS = 500;

function put(full: Transcript, entry: Entry): Transcript {
  const known = full.entries.get(entry.itemId);
  const [oldest] = full.entries.keys();
  const transcript = known || full.entries.size < MOST_ITEMS ? full : remove(full, oldest!);
  const entries = new Map(transcript.entries).set(entry.itemId, entry);
  if (known && known.previous === entry.previous) return { entries, order: transcript.order };
  const last = transcript.order.at(-1);
  const appended = !known && (entry.previous === undefined || entry.previous === last) && !waitedFor(transcript, entry);
  return { entries, order: appended ? [...transcript.order, entry.itemId] : inOrder(entries) };
}

const waitedFor = ({ entries }: Transcript, { itemId }: Entry): boolean =>
  [...entries.values()].some(({ previous }) => previous === itemId);

/** Makes sure an item has its place; what is known of it stays. */
export function place(
  transcript: Transcript,
  itemId: ItemId,
  { previous, role }: { readonly previous?: Previous; readonly role?: Role | undefined },
): Transcript {
  const known = transcript.entries.get(itemId);
  return put(transcript, {
    itemId,
    previous: previous === undefined ? known?.previous : previous,
    role: role ?? known?.role,
    parts: known?.parts ?? [],
    final: known?.final ?? false,
    heard: known?.heard,
  });
}

/** No answer has more parts than this: what says so is counted to the first. */
const MOST_PARTS = 64;
const partAt = (index: number): number => (index > 0 && index < MOST_PARTS ? Math.floor(index) : 0);

const withPart = (parts: readonly string[], index: number, text: string): readonly string[] =>
  Array.from({ length: Math.max(parts.length, index + 1) }, (_, i) => (i === index ? text : (parts[i] ?? '')));

/** Adds words to a part; words for a text that is already whole are late repeats and change nothing. */
export function append(transcript: Transcript, itemId: ItemId, role: Role, delta: string, index = 0): Transcript {
  const { entries } = place(transcript, itemId, { role });
  const entry = entries.get(itemId)!;
  if (entry.final) return transcript;
  const at = partAt(index);
  return put(transcript, { ...entry, parts: withPart(entry.parts, at, (entry.parts[at] ?? '') + delta) });
}

/** The whole text of a part is known. */
export function settle(transcript: Transcript, itemId: ItemId, role: Role, text: string, index = 0): Transcript {
  const entry = place(transcript, itemId, { role }).entries.get(itemId)!;
  return put(transcript, { ...entry, parts: withPart(entry.parts, partAt(index), text), final: true });
}

/** No more words come for this item, whatever it has. */
export function close(transcript: Transcript, itemId: ItemId): Transcript {
  const entry = transcript.entries.get(itemId);
  return entry && !entry.final ? put(transcript, { ...entry, final: true }) : transcript;
}

/** The visitor broke in after these words, or this share (0 to 1) of the text so far; the rest is marked. */
export function interrupt(transcript: Transcript, itemId: ItemId, after: readonly string[] | number): Transcript {
  const entry = transcript.entries.get(itemId);
  if (!entry) return transcript;
  const text = textOf(entry);
  const heard =
    typeof after === 'number' ? Math.floor(text.length * Math.min(1, Math.max(0, after))) : endOf(text, after);
  return put(transcript, { ...entry, heard });
}

/** Where the last of these words ends, with what is written right behind it. A word that is not found is passed over. */
function endOf(text: string, words: readonly string[]): number {
  let end = 0;
  for (const word of words) {
    const at = text.indexOf(word, end);
    if (at >= 0) end = at + word.length;
  }
  return end + (end && text.slice(end).search(/[^\p{P}]|$/u));
}

/** Letters of words that a space parts from the next; in the writing of China, Japan and Thailand none does. */
const IN_WORD = /[^\s\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/u;
const WORD_BEGUN = /[^\s\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]*$/u;

/** Back to the end of the last whole word, unless the cut already falls between words. */
const wordEnd = (text: string, cut: number): number =>
  IN_WORD.test(text.charAt(cut)) ? text.slice(0, cut).search(WORD_BEGUN) : cut;

export function remove(transcript: Transcript, itemId: ItemId): Transcript {
  const entries = new Map(transcript.entries);
  const gone = entries.get(itemId);
  entries.delete(itemId);
  // Who stood after it now stands after the one before it.
  for (const entry of entries.values()) {
    if (entry.previous === itemId) entries.set(entry.itemId, { ...entry, previous: gone?.previous });
  }
  return { entries, order: transcript.order.filter((id) => id !== itemId) };
}

/** The items that have words, in order. */
export const messageIds = ({ entries, order }: Transcript): readonly ItemId[] =>
  order.filter((id) => entries.get(id)?.role !== undefined);

export function messageOf(transcript: Transcript, itemId: ItemId): Message | undefined {
  const entry = transcript.entries.get(itemId);
  if (entry?.role === undefined) return undefined;
  const ids = messageIds(transcript);
  const text = textOf(entry);
  const heard = entry.heard === undefined ? undefined : wordEnd(text, entry.heard);
  return {
    itemId,
    previousItemId: ids[ids.indexOf(itemId) - 1],
    role: entry.role,
    text: heard === undefined ? text : text.slice(0, heard).trimEnd(),
    unheard: heard === undefined ? '' : text.slice(heard).trimStart(),
    final: entry.final,
    interrupted: heard !== undefined,
  };
}

/** What a page is told when one transcript became another. */
export function changeOf(before: Transcript, after: Transcript, itemId: ItemId): TranscriptChange | undefined {
  const now = messageOf(after, itemId);
  if (!now) return undefined;
  const was = messageOf(before, itemId);
  const same = (['text', 'unheard', 'final', 'interrupted'] as const).every((name) => was?.[name] === now[name]);
  if (same) return undefined;
  const delta = was && now.text.startsWith(was.text) ? now.text.slice(was.text.length) : was ? '' : now.text;
  return { ...now, delta };
}
