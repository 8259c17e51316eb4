/**
 * The messages of the conversation in their order. An item stands right after the one that its `previous_item_id` names,
 * whenever it arrives. A spoken turn has its place from `speech_started` on, though its words come later. This module knows
 * items and words, and nothing of responses or playback.
 */
import type { Message, Role, TranscriptChange } from '../contract/conversation.js';
import type { ItemId, ResponseId } from '../protocol/ids.js';

/** `null`: the item is the first. `undefined`: its place is not known yet, so it stands last for now. */
type Previous = ItemId | null | undefined;

interface Entry {
  readonly itemId: ItemId;
  readonly previous: Previous;
  /** Undefined for items without words, such as tool calls. They are kept because others stand after them. */
  readonly role: Role | undefined;
  readonly responseId: ResponseId | undefined;
  /** One text per content part. */
  readonly parts: readonly string[];
  readonly final: boolean;
  /** The number of characters that were heard before an interruption. The last one may be inside a word. */
  readonly heard: number | undefined;
  /** Why the answer broke off; undefined as long as it is whole. */
  readonly incomplete: string | undefined;
}

export interface Transcript {
  readonly entries: ReadonlyMap<ItemId, Entry>;
  readonly order: readonly ItemId[];
}

export const emptyTranscript: Transcript = { entries: new Map(), order: [] };

const textOf = ({ parts }: Entry): string => parts.filter(Boolean).join('\n');

/** An item comes after its previous one. Of two with the same previous item the later one comes first, as the service inserts them. */
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
  // Items that name each other in a circle have no first one. They stand at the end, in order of arrival.
  for (const id of entries.keys()) if (!placed.has(id)) order.push(id);
  return order;
}

/** Beyond this many items the oldest are dropped: a bound on memory. Old items do not change, and the page keeps their messages. */
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

interface Place {
  readonly previous?: Previous;
  readonly role?: Role | undefined;
  readonly responseId?: ResponseId;
}

/** Adds an item, or gives a known one its place and role. Its words stay. */
export function place(transcript: Transcript, itemId: ItemId, { previous, role, responseId }: Place): Transcript {
  const known = transcript.entries.get(itemId);
  return put(transcript, {
    itemId,
    previous: previous === undefined ? known?.previous : previous,
    role: role ?? known?.role,
    responseId: responseId ?? known?.responseId,
    parts: known?.parts ?? [],
    final: known?.final ?? false,
    heard: known?.heard,
    incomplete: known?.incomplete,
  });
}

/** A bound on memory: an index beyond it counts as the first part. Real items have one or two parts. */
const MOST_PARTS = 64;
const partAt = (index: number): number => (index > 0 && index < MOST_PARTS ? Math.floor(index) : 0);

const withPart = (parts: readonly string[], index: number, text: string): readonly string[] =>
  Array.from({ length: Math.max(parts.length, index + 1) }, (_, i) => (i === index ? text : (parts[i] ?? '')));

/**
 * Adds words to a part. Words for a final item are late repeats and change nothing. Only an answer that was told as complete
 * without its words may still get them.
 */
export function append(transcript: Transcript, itemId: ItemId, role: Role, delta: string, index = 0): Transcript {
  const { entries } = place(transcript, itemId, { role });
  const entry = entries.get(itemId)!;
  if (entry.final && (role === 'user' || textOf(entry))) return transcript;
  const at = partAt(index);
  return put(transcript, { ...entry, parts: withPart(entry.parts, at, (entry.parts[at] ?? '') + delta), final: false });
}

/** Sets the complete text of a part. */
export function settle(transcript: Transcript, itemId: ItemId, role: Role, text: string, index = 0): Transcript {
  const entry = place(transcript, itemId, { role }).entries.get(itemId)!;
  return put(transcript, { ...entry, parts: withPart(entry.parts, partAt(index), text), final: true });
}

/**
 * Makes an item final with the words that it has. `words`: its parts as the service tells them with the item; a part counts
 * where deltas brought less of it. `incomplete`: why the answer broke off.
 */
export function close(
  transcript: Transcript,
  itemId: ItemId,
  words: readonly string[] = [],
  incomplete?: string,
): Transcript {
  const entry = transcript.entries.get(itemId);
  if (!entry) return transcript;
  const parts = words.reduce((all, text, index) => {
    const at = partAt(index);
    return text.length > (all[at] ?? '').length ? withPart(all, at, text) : all;
  }, entry.parts);
  const reason = incomplete ?? entry.incomplete;
  const same = entry.final && parts === entry.parts && reason === entry.incomplete;
  return same ? transcript : put(transcript, { ...entry, parts, final: true, incomplete: reason });
}

/** The messages of the agent that are still open and belong to this response, as far as is known. */
export const openOf = ({ entries }: Transcript, response: ResponseId): readonly ItemId[] =>
  [...entries.values()]
    .filter(
      ({ role, final, responseId }) =>
        role === 'agent' && !final && (responseId === undefined || responseId === response),
    )
    .map(({ itemId }) => itemId);

/** The messages of the agent that are still open, of whatever response. */
export const unfinished = ({ entries }: Transcript): readonly ItemId[] =>
  [...entries.values()].filter(({ role, final }) => role === 'agent' && !final).map(({ itemId }) => itemId);

/** Marks the rest as unheard: after these words, or after this share (0 to 1) of the text so far. */
export function interrupt(transcript: Transcript, itemId: ItemId, after: readonly string[] | number): Transcript {
  const entry = transcript.entries.get(itemId);
  if (!entry) return transcript;
  const text = textOf(entry);
  const heard =
    typeof after === 'number'
      ? unspacedWordEnd(text, Math.floor(text.length * Math.min(1, Math.max(0, after))))
      : endOf(text, after);
  return put(transcript, { ...entry, heard });
}

/** The index where the last of these words ends, with the punctuation right behind it. A word that is not in the text is skipped. */
function endOf(text: string, words: readonly string[]): number {
  let end = 0;
  for (const word of words) {
    const at = text.indexOf(word, end);
    if (at >= 0) end = at + word.length;
  }
  return end + (end && text.slice(end).search(/[^\p{P}]|$/u));
}

/** Scripts that put no space between words: those of Chinese, Japanese, Thai, Lao, Khmer, Burmese and Tibetan. */
const UNSPACED = ['Han', 'Hira', 'Kana', 'Thai', 'Laoo', 'Khmr', 'Mymr', 'Tibt'].map((sc) => `\\p{scx=${sc}}`).join('');
/** Letters of all other scripts. */
const IN_WORD = new RegExp(`[^\\s${UNSPACED}]`, 'u');
const WORD_BEGUN = new RegExp(`[^\\s${UNSPACED}]*$`, 'u');
/** Moves a cut inside a word without spaces around it to the word's beginning, in browsers that know words. */
const unspacedWordEnd = (text: string, cut: number): number =>
  'Segmenter' in Intl && cut < text.length && !IN_WORD.test(text.charAt(cut))
    ? new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text).containing(cut)!.index
    : cut;

/** Moves a cut inside a word back to the end of the word before. */
const wordEnd = (text: string, cut: number): number =>
  IN_WORD.test(text.charAt(cut)) ? text.slice(0, cut).search(WORD_BEGUN) : cut;

export function remove(transcript: Transcript, itemId: ItemId): Transcript {
  const entries = new Map(transcript.entries);
  const gone = entries.get(itemId);
  entries.delete(itemId);
  // An item that stood after it now stands after its previous one.
  for (const entry of entries.values()) {
    if (entry.previous === itemId) entries.set(entry.itemId, { ...entry, previous: gone?.previous });
  }
  return { entries, order: transcript.order.filter((id) => id !== itemId) };
}

/** The ids of the messages, in order. */
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
    ...(entry.incomplete !== undefined && { incomplete: entry.incomplete }),
  };
}

/** The change of one message between two transcripts. Undefined when the page would see no difference. */
export function changeOf(before: Transcript, after: Transcript, itemId: ItemId): TranscriptChange | undefined {
  const now = messageOf(after, itemId);
  if (!now) return undefined;
  const was = messageOf(before, itemId);
  const same = (['text', 'unheard', 'final', 'interrupted', 'incomplete'] as const).every(
    (name) => was?.[name] === now[name],
  );
  if (same) return undefined;
  const delta = was && now.text.startsWith(was.text) ? now.text.slice(was.text.length) : was ? '' : now.text;
  return { ...now, delta };
}
