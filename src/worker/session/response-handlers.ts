/** Handlers of the agent's answers: items, words, audio, tool calls, and the end of a response. They know no device. */
import type { RareRules } from './rare-rules.js';
import * as gates from './response-gate.js';
import { tell } from './service-problem.js';
import * as tools from './tool-batch.js';
import * as transcripts from './transcript.js';
import {
  askForAnswer,
  step,
  appendBounded,
  notify,
  applyGate,
  send,
  andThen,
  setTranscript,
  type Effect,
  type Step,
  type Turn,
} from './turn.js';
import { callId, itemId, responseId, type ItemId, type ResponseId } from '../protocol/ids.js';
import type { Role } from '../contract/conversation.js';
import type { ResponseItem } from '../protocol/objects/index.js';
import type { ServerEventOf } from '../protocol/server-events.js';

const roleOf = (item: ResponseItem): Role | undefined =>
  item.type !== 'message' || item.role === 'system' ? undefined : item.role === 'user' ? 'user' : 'agent';

/** The words of each part. A part without words, such as an image, has an empty text. */
const wordsOf = ({ content }: { readonly content?: unknown }): readonly string[] =>
  (Array.isArray(content) ? (content as readonly unknown[]) : []).map((part) => {
    const { text, transcript } = (part ?? {}) as { readonly text?: unknown; readonly transcript?: unknown };
    const words = text || transcript;
    return typeof words === 'string' ? words : '';
  });

/** The notice of an item of an MCP server, a search or an agent. Messages and functions have notices of their own. */
const pass = (event: ServerEventOf<'conversation.item.created' | 'response.output_item.done'>): readonly Effect[] =>
  !event.item || /^(message|function)/.test(event.item.type) ? [] : [notify({ kind: 'activity', event })];

/** Gives an item its place in the transcript. A message that comes with its words is complete at once. */
export function onItemCreated(turn: Turn, event: ServerEventOf<'conversation.item.created'>): Step {
  const { item } = event;
  if (!item?.id) return step(turn);
  const id = itemId(item.id);
  const role = roleOf(item);
  const placed = transcripts.place(turn.transcript, id, { role, previous: event.previous_item_id });
  if (item.type !== 'message' || role === undefined) {
    return andThen(setTranscript(turn, placed, id), (next) => step(next, ...pass(event)));
  }
  const parts = wordsOf(item);
  const words = parts.filter(Boolean);
  if (role === 'agent') {
    const whole = item.status === 'completed' || (words[0] && item.status !== 'in_progress');
    return setTranscript(turn, whole ? transcripts.close(placed, id, parts, breakOf(item)) : placed, id);
  }
  if (words[0]) return setTranscript(turn, transcripts.settle(placed, id, role, words.join('\n')), id);
  // A spoken turn that is not transcribed is complete without words.
  const spoken = turn.rules.transcribes && !item.content?.some(({ type }) => type === 'input_image');
  return setTranscript(turn, spoken ? placed : transcripts.close(placed, id), id);
}

export const onItemDeleted = (turn: Turn, { item_id }: ServerEventOf<'conversation.item.deleted'>): Step =>
  andThen(step(turn, notify({ kind: 'removed', itemId: item_id })), (next) =>
    setTranscript(next, transcripts.remove(next.transcript, item_id), item_id),
  );

export function onResponseCreated(turn: Turn, { response }: ServerEventOf<'response.created'>, rare?: RareRules): Step {
  if (!response.id) return step(turn);
  const aside = rare?.beginAside(turn, response);
  if (aside) return aside;
  const id = responseId(response.id);
  const taken = applyGate(turn, { gate: gates.created(turn.gate, id) });
  if (!gates.isUnwanted(turn.gate)) return taken;
  return andThen(taken, (next) =>
    send({ ...next, silenced: appendBounded(next.silenced, id) }, { type: 'response.cancel', response_id: id }),
  );
}

export function onOutputItem(turn: Turn, { item, response_id }: ServerEventOf<'response.output_item.added'>): Step {
  if (!item?.id) return step(turn);
  const id = itemId(item.id);
  const placed = transcripts.place(turn.transcript, id, { role: roleOf(item), responseId: response_id });
  return setTranscript(turn, placed, id);
}

export function onOutputItemDone(turn: Turn, event: ServerEventOf<'response.output_item.done'>): Step {
  const { item, response_id } = event;
  if (item?.type === 'function_call') {
    const call = callId(item.call_id);
    const { slot } = turn.gate;
    const done = slot.phase !== 'running' || slot.responseId !== response_id;
    const batch = turn.silenced.includes(response_id) ? undefined : tools.called(turn.tools, response_id, call, done);
    if (!batch) return step(turn);
    return step(
      { ...turn, tools: batch },
      notify({ kind: 'tool-call', call: { callId: call, name: item.name, argumentsText: item.arguments } }),
    );
  }
  return item?.type === 'message' ? finish(turn, item, response_id) : step(turn, ...pass(event));
}

/** Makes a message final, with the words that it carries where deltas were lost or never sent. */
function finish(turn: Turn, item: ResponseItem, response: ResponseId, reason?: string): Step {
  const role = roleOf(item);
  if (role === undefined || item.type !== 'message' || !item.id) return step(turn);
  const id = itemId(item.id);
  const placed = transcripts.place(turn.transcript, id, { role, responseId: response });
  return setTranscript(turn, transcripts.close(placed, id, wordsOf(item), breakOf(item, reason)), id);
}

/** Why a message broke off. `reason`: why its response did. */
const breakOf = ({ status }: { readonly status?: unknown }, reason?: string): string | undefined =>
  status === 'completed' ? undefined : (reason ?? (status === 'incomplete' ? status : undefined));

/** True for what was on its way when the visitor interrupted. It must not be heard. */
export const isSilenced = ({ silenced, cut }: Turn, response: ResponseId, item: ItemId): boolean =>
  silenced.includes(response) || cut.includes(item);

export const onAudioDelta = (turn: Turn, event: ServerEventOf<'response.audio.delta'>): Step =>
  isSilenced(turn, event.response_id, event.item_id)
    ? step(turn)
    : step(turn, { kind: 'play', itemId: event.item_id, base64: event.delta });

export const onAudioDone = (turn: Turn, { item_id }: ServerEventOf<'response.audio.done'>): Step =>
  step(turn, { kind: 'endItem', itemId: item_id });

export const onWords = (
  turn: Turn,
  event: ServerEventOf<'response.audio_transcript.delta' | 'response.text.delta'>,
): Step =>
  setTranscript(
    turn,
    transcripts.append(turn.transcript, event.item_id, 'agent', event.delta, event.content_index),
    event.item_id,
  );

export const onWordsDone = (
  turn: Turn,
  event: ServerEventOf<'response.audio_transcript.done' | 'response.text.done'>,
  text: string,
): Step =>
  setTranscript(
    turn,
    transcripts.settle(turn.transcript, event.item_id, 'agent', text, event.content_index),
    event.item_id,
  );

export function onResponseDone(turn: Turn, { response }: ServerEventOf<'response.done'>, rare?: RareRules): Step {
  const id = responseId(response.id ?? '');
  const output = response.output ?? [];
  const reason = reasonOf(response);
  // What became of an answer that the visitor did not want is no news.
  const fault = turn.silenced.includes(id) ? undefined : faultOf(response, reason);
  const said = output.flatMap((item) => (item.type === 'message' && item.id ? [itemId(item.id)] : []));
  const items = new Set([...said, ...transcripts.openOf(turn.transcript, id)]);
  const ended = step(
    { ...turn, silenced: turn.silenced.filter((other) => other !== id), tools: tools.ended(turn.tools, id) },
    ...[...items].map((item) => ({ kind: 'endItem', itemId: item }) as const),
    ...(response.usage ? [notify({ kind: 'usage', usage: { responseId: id, response: response.usage } })] : []),
    ...(fault ? [(rare?.explain ?? tell)(fault)] : []),
  );
  const told = output.reduce((soFar, item) => andThen(soFar, (next) => finish(next, item, id, reason)), ended);
  const finished = transcripts
    .openOf(told.turn.transcript, id)
    .reduce(
      (soFar, open) =>
        andThen(soFar, (next) => setTranscript(next, transcripts.close(next.transcript, open, [], reason), open)),
      told,
    );
  // Both ask while the slot is still taken. So their requests wait in the gate, which joins them with those that wait already.
  const answered = andThen(andThen(finished, answerTools), (next) => rare?.endMcpCalls(next, id, output) ?? step(next));
  // While tool outputs are missing, the answer to them serves for all plain requests, too.
  return andThen(answered, (next) =>
    applyGate(next, gates.done(next.tools.owed[0] ? gates.served(next.gate) : next.gate, id)),
  );
}

/** Requests the one answer to a batch of tool calls when the batch is complete. */
export function answerTools(turn: Turn): Step {
  if (!tools.isComplete(turn.tools)) return step(turn);
  const answered = { ...turn, tools: tools.closed(turn.tools) };
  return tools.isLate(turn.tools) ? step(answered) : askForAnswer(answered);
}

type Response = ServerEventOf<'response.done'>['response'];

/** Why a response broke off; undefined when it is whole. */
function reasonOf({ status, status_details }: Response): string | undefined {
  if (status === 'cancelled' || status === 'failed') return status;
  const { reason } = (status_details ?? {}) as { readonly reason?: unknown };
  return status === 'incomplete' ? (typeof reason === 'string' && reason ? reason : status) : undefined;
}

/** The cause to tell, unless the visitor or the page cancelled the response. */
function faultOf({ status, status_details }: Response, reason: string | undefined): string | undefined {
  if (status === 'incomplete') return reason === status ? 'response incomplete' : `response incomplete: ${reason}`;
  if (status !== 'failed') return undefined;
  const { error } = (status_details ?? {}) as { readonly error?: unknown };
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  return [code, message].filter(Boolean).join(': ') || 'response failed';
}
