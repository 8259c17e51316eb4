/**
 * `conversation.item.create`: what a page may put into the conversation. A visitor may say anything as a visitor. What the
 * agent said, and calls that it made, are believed only while a page that connects again tells what was said before, and then
 * within bounds: whoever invents a history can mislead the agent in their own call, and in no other.
 */
import { isObject, type JsonObject } from '../options/json.js';
import { eventId, isId } from './clean.js';
import { MOST_TEXT, readContent } from './content.js';
import type { ConversationState } from './conversation-state.js';
import type { Rules } from './rules.js';
import type { Lane, Written } from './verdict.js';

const MOST_REPLAYED = 64;
const MOST_REPLAYED_CHARACTERS = 131_072;
const MOST_OUTPUT = 65_536;
const ABOUT_THE_PAGE = 'About the page: ';

interface Context {
  readonly rules: Rules;
  readonly state: ConversationState;
  readonly now: number;
  readonly replayMs: number;
}

/** The item as it is sent on, how many characters it has, and why it was changed. */
type Item =
  { readonly item: JsonObject; readonly characters: number; readonly changed?: string } | { readonly drop: string };
type ItemRule = (item: JsonObject, context: Context, replaying: boolean) => Item;

const ITEMS: Readonly<Record<string, ItemRule>> = {
  message: (item, { rules }, replaying) => writeMessage(item, rules, replaying),
  function_call: writeCall,
  function_call_output: writeOutput,
  mcp_approval_response: writeApproval,
};

export function writeItemCreate(event: JsonObject, context: Context): Written {
  const { item: asked, previous_item_id: previous } = event;
  const type = isObject(asked) && typeof asked['type'] === 'string' ? asked['type'] : '';
  if (!isObject(asked) || !Object.hasOwn(ITEMS, type)) return { drop: 'item-type' };
  const replaying = isReplaying(context);
  const written = ITEMS[type]!(asked, context, replaying);
  if ('drop' in written) return written;
  const { item, characters, changed } = written;
  if (replaying) {
    context.state.replayedItems++;
    context.state.replayedCharacters += characters;
  }
  return {
    event: {
      type: 'conversation.item.create',
      ...eventId(event),
      ...(isId(previous) && { previous_item_id: previous }),
      item: { ...(isId(asked['id']) && { id: asked['id'] }), ...item },
    },
    lane: 'text' satisfies Lane,
    cost: replaying ? 0 : 1,
    changed,
  };
}

/**
 * Items of an answer outside of the conversation: messages, by the rules of those inside of it. Undefined where one of them
 * is of another kind or breaks a rule.
 */
export function writeItems(items: unknown, rules: Rules): readonly JsonObject[] | undefined {
  if (!Array.isArray(items) || items.length > MOST_REPLAYED) return undefined;
  const written: JsonObject[] = [];
  for (const item of items as readonly unknown[]) {
    if (!isObject(item) || item['type'] !== 'message') return undefined;
    const message = writeMessage(item, rules, true);
    if ('drop' in message) return undefined;
    written.push(message.item);
  }
  return written;
}

function isReplaying({ rules, state, now, replayMs }: Context): boolean {
  const young = state.setUpAt === undefined || now - state.setUpAt < replayMs;
  const { replayedItems, replayedCharacters } = state;
  return rules.replay && young && replayedItems < MOST_REPLAYED && replayedCharacters < MOST_REPLAYED_CHARACTERS;
}

function writeMessage(asked: JsonObject, rules: Rules, replaying: boolean): Item {
  const { role } = asked;
  if (typeof role !== 'string') return { drop: 'item-role' };
  if (role === 'assistant' && !replaying) return { drop: 'assistant-item' };
  if (role === 'system' && rules.systemItems === 'drop') return { drop: 'system-item' };
  const content = readContent(role, asked['content']);
  if (!content) return { drop: 'item-content' };
  const { parts, characters } = content;
  if (role !== 'system' || rules.systemItems === 'allow') {
    return { item: { type: 'message', role, content: parts }, characters };
  }
  const [first, ...rest] = parts;
  const told = [{ ...first, text: `${ABOUT_THE_PAGE}${String(first!['text'])}`.slice(0, MOST_TEXT) }, ...rest];
  return { item: { type: 'message', role: 'user', content: told }, characters, changed: 'system-item' };
}

function writeCall(asked: JsonObject, { state }: Context, replaying: boolean): Item {
  const { call_id, name, arguments: given = '{}' } = asked;
  if (!replaying) return { drop: 'call-item' };
  if (!isId(call_id) || !isId(name) || typeof given !== 'string' || given.length > MOST_OUTPUT)
    return { drop: 'item-content' };
  state.callSeen(call_id);
  return { item: { type: 'function_call', call_id, name, arguments: given }, characters: given.length };
}

function writeOutput(asked: JsonObject, { state }: Context): Item {
  const { call_id, output } = asked;
  if (!isId(call_id) || typeof output !== 'string' || output.length > MOST_OUTPUT) return { drop: 'item-content' };
  if (!state.answerCall(call_id)) return { drop: 'unknown-call' };
  return { item: { type: 'function_call_output', call_id, output }, characters: output.length };
}

function writeApproval(asked: JsonObject, { state }: Context): Item {
  const { approval_request_id: request, approve } = asked;
  if (!isId(request) || typeof approve !== 'boolean') return { drop: 'item-content' };
  if (!state.answerApproval(request)) return { drop: 'unknown-approval' };
  return { item: { type: 'mcp_approval_response', approval_request_id: request, approve }, characters: 0 };
}
