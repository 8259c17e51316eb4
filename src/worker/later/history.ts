/**
 * What a new session is told of the conversation so far. The history holds the items in their order. The words of what was
 * spoken are the transcript's, which knows how much of them was heard. Pure: it knows no line, and not when it is told.
 */
import type { Role } from '../contract/conversation.js';
import type { ClientEvent } from '../protocol/client-events.js';
import type { ConversationRequestItem, MessageContentPart, ResponseCreateParams } from '../protocol/objects/index.js';
import type { ServerEvent } from '../protocol/server-events.js';

interface Entry {
  readonly id: string;
  /** What the page made, and calls of its functions. Undefined for what was said: its words stand in the transcript. */
  readonly item?: ConversationRequestItem;
  /** A step of this name on an MCP server waits for the visitor's approval. */
  readonly approval?: string;
  /** The service told that it has the item. What it did not tell of is sent again on the next line. */
  readonly confirmed: boolean;
}

export type History = readonly Entry[];

export interface Spoken {
  readonly role: Role;
  readonly text: string;
}

/** One item for the next session. */
export interface Telling {
  /** The id that the item has on the page. */
  readonly id: string;
  readonly item: ConversationRequestItem;
  /** The item before it, where the line already has items that come after it. */
  readonly previous: string | undefined;
}

/** What the history does not hold itself. */
export interface Sources {
  /** The words of a message as they stand on screen; undefined when the item is no message of the two. */
  readonly words: (id: string) => Spoken | undefined;
  /** The sound of a turn whose words never came, as base64 in the format of the new session. */
  readonly sound: (id: string) => string | undefined;
  /** Calls of the page's functions that are still at work. */
  readonly owed: readonly string[];
  /** Ids of what the line was told before. With the first ones come the notes about the change of lines. */
  readonly told: ReadonlySet<string>;
  /** The service itself carries the conversation of an agent on. Then only what it did not confirm is told. */
  readonly carried: boolean;
  /** False once the service refused an id of ours. */
  readonly withIds: boolean;
}

/** Our choices. */
const MOST_ITEMS = 60;
const MOST_CHARACTERS = 24_000;
const MOST_CONTEXTS = 20;
const MOST_PICTURES = 2;
const LARGEST_PICTURE = 1024 * 1024;
/** A bound on memory: it is far more than a session is told. */
const MOST_KEPT = 500;

/** Contexts that wait for a line, in characters of JSON. */
const MOST_WAITING = 1024 * 1024;

const RENEWED =
  'The connection was renewed. Go on where the conversation stopped, in the same language, without a greeting.';
const LEFT_OUT = 'Earlier parts of this conversation were left out.';

/** Adds an entry, or what is new about it. It stands right after `previous` where that is known, else in its place, or last. */
function put(history: History, entry: Entry, previous?: string | null): History {
  const known = history.find(({ id }) => id === entry.id);
  const merged = { ...known, ...entry };
  const others = history.filter((other) => other !== known);
  const before = others.findIndex(({ id }) => id === previous);
  const place = before >= 0 ? before + 1 : known ? history.indexOf(known) : others.length;
  const all = [...others.slice(0, place), merged, ...others.slice(place)];
  return all.filter(({ confirmed }, i) => !confirmed || i >= all.length - MOST_KEPT);
}

const without = (history: History, gone: string): History => history.filter(({ id }) => id !== gone);

/** An event was sent, or waits for a line. Its item has an id by then. */
export function sent(history: History, event: ClientEvent): History {
  if (event.type === 'conversation.item.delete') return without(history, event.item_id);
  return event.type === 'conversation.item.create' && event.item?.id
    ? withinMemory(put(history, { id: event.item.id, item: event.item, confirmed: false }, event.previous_item_id))
    : history;
}

/** While there is no line, a page may go on telling contexts without end. The oldest of them go, never words of the visitor. */
function withinMemory(history: History): History {
  let left = MOST_WAITING;
  const fits = ({ confirmed, item }: Entry): boolean =>
    confirmed || !item || !isContext(item) || (left -= JSON.stringify(item).length) >= 0;
  return [...history].reverse().filter(fits).reverse();
}

/** An event came on the line in use, or on one that is told the history. */
export function received(history: History, event: ServerEvent): History {
  if (event.type === 'conversation.item.deleted') return without(history, event.item_id);
  if (event.type === 'input_audio_buffer.committed') {
    return put(history, { id: event.item_id, confirmed: true }, event.previous_item_id);
  }
  const created = event.type === 'conversation.item.created';
  if (!(created || event.type === 'response.output_item.done') || !event.item?.id) return history;
  const { item } = event;
  const entry = { id: event.item.id, confirmed: true };
  const previous = created ? event.previous_item_id : undefined;
  if (item.type === 'mcp_approval_request') return put(history, { ...entry, approval: item.name }, previous);
  // A call can be told only when its arguments are complete.
  if (item.type !== 'function_call' || created) {
    return /^(mess|func|mcp_app)/.test(item.type) ? put(history, entry, previous) : history;
  }
  const { type, call_id, name, arguments: args } = item;
  return put(history, { ...entry, item: { type, call_id, name, arguments: args } });
}

/** A line tells that it has an item of those that it was told. */
export const confirm = (history: History, id: string): History =>
  history.map((entry) => (entry.id === id ? { ...entry, confirmed: true } : entry));

/** Ids of what the service did not confirm, the largest first: without that one the next line may stand. */
export const unconfirmed = (history: History): readonly string[] =>
  history
    .filter(({ confirmed }) => !confirmed)
    .map(({ id, item }) => ({ id, size: JSON.stringify(item).length }))
    .sort((a, b) => b.size - a.size)
    .map(({ id }) => id);

type WireRole = 'user' | 'assistant' | 'system';

const say = (role: WireRole, text: string): ConversationRequestItem => ({
  type: 'message',
  role,
  content: [{ type: role === 'assistant' ? 'text' : 'input_text', text }],
});

/** The history of a conversation that follows another, of which the page still shows the messages. */
export const following = (messages: readonly Spoken[]): History =>
  messages.map(({ role, text }, i) => ({
    id: `vla_before_${i}`,
    item: say(role === 'user' ? 'user' : 'assistant', text),
    confirmed: true,
  }));

const lengthOf = (item: ConversationRequestItem): number =>
  'content' in item
    ? item.content.reduce((sum, part) => sum + ('text' in part ? part.text.length : 0), 0)
    : 'output' in item
      ? item.output.length
      : 'arguments' in item
        ? item.name.length + item.arguments.length
        : 0;

/** Items that go together, or not at all. */
interface Unit {
  readonly parts: readonly { readonly id: string; readonly item: ConversationRequestItem }[];
  readonly must: boolean;
  /** A call that is at work stands last. */
  readonly last: boolean;
}

const isCall = ({ item }: Entry, callId: string): boolean => item?.type === 'function_call' && item.call_id === callId;

/** The units of a history, oldest first. */
function unitsOf(history: History, { carried, owed, sound, told, words }: Sources): readonly Unit[] {
  return history.flatMap(({ approval, confirmed, id, item }): Unit | readonly Unit[] => {
    if (carried && confirmed) return [];
    const unit = (last: boolean, ...more: readonly Entry[]): Unit => ({
      parts: [{ id, item: item! }, ...more.map((entry) => ({ id: entry.id, item: entry.item! }))],
      must: last || !confirmed || more.some((entry) => !entry.confirmed),
      last,
    });
    const one = (said: ConversationRequestItem): Unit => ({
      parts: [{ id, item: said }],
      must: !confirmed,
      last: false,
    });
    if (approval !== undefined) {
      const answers = history.filter(
        ({ item: other }) => other?.type === 'mcp_approval_response' && other.approval_request_id === id,
      );
      if (answers.some((answer) => answer.confirmed)) return [];
      return one(say('system', `The step "${approval}" was not allowed. It may be asked for again.`));
    }
    if (!item) {
      const { role, text } = words(id) ?? {};
      if (text) return one(say(role === 'user' ? 'user' : 'assistant', text));
      const audio = role !== 'agent' && sound(id);
      return audio ? one({ type: 'message', role: 'user', content: [{ type: 'input_audio', audio }] }) : [];
    }
    if (item.type === 'mcp_approval_response') return []; // the new session does not have the request
    if (item.type === 'function_call_output') {
      const alone = carried || history.some((call) => isCall(call, item.call_id) && told.has(call.id));
      return alone ? unit(false) : []; // else it goes with its call
    }
    if (item.type !== 'function_call') return unit(false);
    const output = history.find(
      ({ item: other }) => other?.type === 'function_call_output' && other.call_id === item.call_id,
    );
    return output ? unit(false, output) : owed.includes(item.call_id) ? unit(true) : [];
  });
}

const isContext = (item: ConversationRequestItem): boolean => 'role' in item && item.role === 'system';

const isPicture = (part: MessageContentPart): boolean => part.type === 'input_image';

/** Only the newest pictures are told again. `room`: how many more. */
function lessPictures(item: ConversationRequestItem, room: { pictures: number }): ConversationRequestItem {
  if (!('content' in item) || !item.content.some(isPicture)) return item;
  const content = item.content.map((part) =>
    !isPicture(part) || (JSON.stringify(part).length <= LARGEST_PICTURE && room.pictures-- > 0)
      ? part
      : ({ type: 'input_text', text: '[picture]' } as const),
  );
  return { ...item, content };
}

/** What a line is told: the newest items within the budget, oldest first, in the order of the conversation. */
export function tell(history: History, sources: Sources): readonly Telling[] {
  const { carried, told } = sources;
  const room = { items: MOST_ITEMS, characters: MOST_CHARACTERS, contexts: MOST_CONTEXTS, pictures: MOST_PICTURES };
  const units = unitsOf(history, sources).filter(({ parts: [part] }) => !told.has(part!.id));
  const chosen: Unit[] = [];
  let full = false;
  for (const { parts: whole, must, last } of [...units].reverse()) {
    const parts = must ? whole : whole.map(({ id, item }) => ({ id, item: lessPictures(item, room) }));
    const characters = parts.reduce((sum, { item }) => sum + lengthOf(item), 0);
    if (isContext(parts[0]!.item) && !must && room.contexts-- < 1) continue;
    // The newest is told whatever its size: it is what the next answer is about.
    full ||= parts.length > room.items || (characters > room.characters && chosen.length > 0);
    if (full && !must) continue;
    chosen.unshift({ parts, must, last });
    room.items -= parts.length;
    room.characters -= characters;
  }
  const items = [false, true].flatMap((late) => chosen.flatMap(({ last, parts }) => (last === late ? parts : [])));
  const left = units.length - chosen.length;
  const anew = !carried && told.size === 0 && items.length > 0;
  const all = [
    ...(anew && left > 0 ? [{ id: 'vla_left_out', item: say('system', LEFT_OUT) }] : []),
    ...items,
    ...(anew ? [{ id: 'vla_renewed', item: say('system', RENEWED) }] : []),
  ];
  return withPlaces(history, all, sources);
}

/** Gives each item its id, and its place where the line already has what comes after it. */
function withPlaces(history: History, items: Unit['parts'], { told, withIds }: Sources): readonly Telling[] {
  const known = new Set(told);
  return items.map(({ id, item }) => {
    const at = history.findIndex((entry) => entry.id === id);
    const isKnown = (entry: Entry) => known.has(entry.id);
    const between = withIds && told.size > 0 && at >= 0 && history.slice(at).some(isKnown);
    const before = between && (history.slice(0, at).reverse().find(isKnown)?.id ?? 'root');
    known.add(id);
    const named = { ...item, id: withIds && /^[\w-]{1,32}$/.test(id) ? id : undefined } as ConversationRequestItem;
    return { id, item: named, previous: before || undefined };
  });
}

/** What was under way for the visitor when a line was lost, or is by now. */
export interface UnderWay {
  /** The page's functions are at work: the answer comes after their outputs. */
  readonly working: boolean;
  /** An answer was asked for or was about to come, or the visitor said something that none was given to. */
  readonly asked: boolean;
  /** What was heard of an answer that broke off, if nothing newer was said. */
  readonly broken: string | undefined;
  readonly carried: boolean;
}

/** The one answer that a new session is asked for, or undefined when none is owed. */
export function owedAnswer({ asked, broken, carried, working }: UnderWay): ResponseCreateParams | undefined {
  if (working) return undefined;
  if (asked || (broken !== undefined && carried)) return {};
  return broken === undefined
    ? undefined
    : {
        instructions: `Your last answer was cut off after: "${broken.slice(-500)}". Go on from there, without an apology.`,
      };
}
