/**
 * The dialect of Foundry voice agents: the names of the realtime protocol's general availability, and a session that the
 * service sets up by itself. Pure; both functions leave alone what is in the other shape already.
 */
import type { Dialect, WireEvent, Written } from './dialect.js';
import { isObject } from '../wire-object.js';
import { readResponse, readSession, writeResponse, writeSession } from './voice-agent-fields.js';

/** The classic name of an event of the service. */
const classicType = (type: string): string =>
  type === 'conversation.item.added'
    ? 'conversation.item.created'
    : type.replace(/^response\.output_(?=(audio|audio_transcript|text)\.)/, 'response.');

/** What the agent says has other names in the parts of a message. The visitor's parts are the same. */
const PARTS = [
  ['text', 'output_text'],
  ['audio', 'output_audio'],
] as const;

/** The item with each part of its content changed. */
function withParts(item: unknown, change: (part: WireEvent) => WireEvent): unknown {
  if (!isObject(item) || !Array.isArray(item['content'])) return item;
  const content = item['content'].map((part: unknown) => (isObject(part) ? change(part) : part));
  return { ...item, content };
}

/** The part by its name in the other dialect. `to`: 0 for the classic one, 1 for the agent's. */
function renamed(part: WireEvent, to: 0 | 1): WireEvent {
  const pair = PARTS.find((names) => names[1 - to] === part['type']);
  return pair ? { ...part, type: pair[to] } : part;
}

/** An image has its address in `image_url` here. An older classic name is `url`. */
function withImageUrl(part: WireEvent): WireEvent {
  if (part['type'] !== 'input_image' || !('url' in part)) return part;
  const { url, ...rest } = part;
  return { image_url: url, ...rest };
}

const readItem = (item: unknown): unknown => withParts(item, (part) => renamed(part, 0));
const writeItem = (item: unknown): unknown => withParts(item, (part) => withImageUrl(renamed(part, 1)));
const items = (list: unknown, change: (item: unknown) => unknown): unknown =>
  Array.isArray(list) ? list.map(change) : list;

/** Events of this side that an agent's session does not have. */
const UNKNOWN_HERE =
  /^(input_audio\.(clear|turn\.\w+)|input_text\.(delta|done)|byom_credential\.update|mcp_approval_response)$/;

function read(event: WireEvent): WireEvent {
  const { type, session, item, response } = event;
  const result: Record<string, unknown> = { ...event, type: classicType(String(type)) };
  if (isObject(session)) result['session'] = readSession(session);
  if (item !== undefined) result['item'] = readItem(item);
  if (isObject(response)) {
    const read = readResponse(response);
    result['response'] = 'output' in read ? { ...read, output: items(read['output'], readItem) } : read;
  }
  return result;
}

function write(event: WireEvent): Written {
  const { type, session, item, response } = event;
  if (UNKNOWN_HERE.test(String(type))) return { event: undefined, dropped: [String(type)] };
  const result: Record<string, unknown> = { ...event };
  const dropped: string[] = [];
  if (isObject(session)) {
    const written = writeSession(session);
    result['session'] = written.object;
    dropped.push(...written.dropped.map((name) => `session.${name}`));
  }
  if (item !== undefined) result['item'] = writeItem(item);
  if (isObject(response)) {
    const written = writeResponse(response);
    const { input, pre_generated_assistant_message: ready, ...rest } = written.object;
    result['response'] = {
      ...rest,
      ...(input !== undefined && { input: items(input, writeItem) }),
      ...(ready !== undefined && { pre_generated_assistant_message: writeItem(ready) }),
    };
    dropped.push(...written.dropped.map((name) => `response.${name}`));
  }
  if ('additional_instructions' in result) {
    delete result['additional_instructions'];
    dropped.push('additional_instructions');
  }
  return { event: result, dropped };
}

export const voiceAgent: Dialect = { name: 'voice-agent', read, write };
