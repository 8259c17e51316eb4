/** Handlers of the agent's answers: items, words, audio, tool calls, and the end of a response. They know no device. */
import { endMcpCalls } from './mcp-calls.js';
import * as gates from './response-gate.js';
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
import type { ContentPart, ResponseItem } from '../protocol/objects/index.js';
import type { ServerEvent } from '../protocol/server-events.js';

type Wire<T extends ServerEvent['type']> = Extract<ServerEvent, { readonly type: T }>;

const roleOf = (item: ResponseItem): Role | undefined =>
  item.type !== 'message' || item.role === 'system' ? undefined : item.role === 'user' ? 'user' : 'agent';

const wordsOf = (part: ContentPart): string | undefined =>
  part.type === 'input_text' || part.type === 'text'
    ? part.text
    : part.type === 'audio' || part.type === 'input_audio'
      ? (part.transcript ?? undefined)
      : undefined;

/** The notice of an item of an MCP server, a search or an agent. Messages and functions have notices of their own. */
const pass = (event: Wire<'conversation.item.created' | 'response.output_item.done'>): readonly Effect[] =>
  !event.item || /^(message|function)/.test(event.item.type) ? [] : [notify({ kind: 'activity', event })];

/** Gives an item its place in the transcript. A message that a client wrote is complete at once. */
export function onItemCreated(turn: Turn, event: Wire<'conversation.item.created'>): Step {
  const { item } = event;
  if (!item?.id) return step(turn);
  const id = itemId(item.id);
  const role = roleOf(item);
  const placed = transcripts.place(turn.transcript, id, { role, previous: event.previous_item_id });
  if (item.type !== 'message' || role === undefined) {
    return andThen(setTranscript(turn, placed, id), (next) => step(next, ...pass(event)));
  }
  const words = (item.content ?? []).map(wordsOf).filter((text) => text !== undefined && text !== '');
  if (words.length > 0 && role === 'user') {
    return setTranscript(turn, transcripts.settle(placed, id, role, words.join('\n')), id);
  }
  // A spoken turn that is not transcribed is complete without words.
  const spoken = turn.rules.transcribes && !item.content?.some(({ type }) => type === 'input_image');
  const wordless = role === 'user' && !spoken;
  return setTranscript(turn, wordless ? transcripts.close(placed, id) : placed, id);
}

export const onItemDeleted = (turn: Turn, { item_id }: Wire<'conversation.item.deleted'>): Step =>
  andThen(step(turn, notify({ kind: 'removed', itemId: item_id })), (next) =>
    setTranscript(next, transcripts.remove(next.transcript, item_id), item_id),
  );

export function onResponseCreated(turn: Turn, { response }: Wire<'response.created'>): Step {
  if (!response.id) return step(turn);
  const id = responseId(response.id);
  const taken = applyGate(turn, { gate: gates.created(turn.gate, id) });
  if (!gates.isUnwanted(turn.gate)) return taken;
  return andThen(taken, (next) =>
    send({ ...next, silenced: appendBounded(next.silenced, id) }, { type: 'response.cancel', response_id: id }),
  );
}

export function onOutputItem(turn: Turn, { item }: Wire<'response.output_item.added'>): Step {
  if (!item?.id) return step(turn);
  const id = itemId(item.id);
  return setTranscript(turn, transcripts.place(turn.transcript, id, { role: roleOf(item) }), id);
}

export function onOutputItemDone(turn: Turn, event: Wire<'response.output_item.done'>): Step {
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
  if (item?.type !== 'message' || !item.id) return step(turn, ...pass(event));
  return setTranscript(turn, transcripts.close(turn.transcript, itemId(item.id)), itemId(item.id));
}

/** True for what was on its way when the visitor interrupted. It must not be heard. */
export const isSilenced = ({ silenced, cut }: Turn, response: ResponseId, item: ItemId): boolean =>
  silenced.includes(response) || cut.includes(item);

export const onAudioDelta = (turn: Turn, event: Wire<'response.audio.delta'>): Step =>
  isSilenced(turn, event.response_id, event.item_id)
    ? step(turn)
    : step(turn, { kind: 'play', itemId: event.item_id, base64: event.delta });

export const onAudioDone = (turn: Turn, { item_id }: Wire<'response.audio.done'>): Step =>
  step(turn, { kind: 'endItem', itemId: item_id });

export const onWords = (turn: Turn, event: Wire<'response.audio_transcript.delta' | 'response.text.delta'>): Step =>
  setTranscript(
    turn,
    transcripts.append(turn.transcript, event.item_id, 'agent', event.delta, event.content_index),
    event.item_id,
  );

export const onWordsDone = (
  turn: Turn,
  event: Wire<'response.audio_transcript.done' | 'response.text.done'>,
  text: string,
): Step =>
  setTranscript(
    turn,
    transcripts.settle(turn.transcript, event.item_id, 'agent', text, event.content_index),
    event.item_id,
  );

export function onResponseDone(turn: Turn, { response }: Wire<'response.done'>): Step {
  const id = responseId(response.id ?? '');
  const failed = response.status === 'failed';
  const finished = andThen(
    step(
      { ...turn, silenced: turn.silenced.filter((other) => other !== id), tools: tools.ended(turn.tools, id) },
      ...itemsOf(response.output).map((item) => ({ kind: 'endItem', itemId: item }) as const),
      ...(response.usage ? [usageNotice(id, response.usage)] : []),
      ...(failed ? [notify({ kind: 'problem', problem: failure(response), ended: false })] : []),
    ),
    (next) => closeAll(next, itemsOf(response.output)),
  );
  // Both ask while the slot is still taken. So their requests wait in the gate, which joins them with those that wait already.
  const answered = andThen(andThen(finished, answerTools), (next) => endMcpCalls(next, id, response.output ?? []));
  return andThen(answered, (next) => applyGate(next, gates.done(next.gate, id)));
}

/** Requests the one answer to a batch of tool calls when the batch is complete. */
export function answerTools(turn: Turn): Step {
  if (!tools.isComplete(turn.tools)) return step(turn);
  const answered = { ...turn, tools: tools.closed(turn.tools) };
  return tools.isLate(turn.tools) ? step(answered) : askForAnswer(answered);
}

const itemsOf = (output: readonly ResponseItem[] | null | undefined): readonly ItemId[] =>
  (output ?? []).flatMap((item) => (item.type === 'message' && item.id ? [itemId(item.id)] : []));

const closeAll = (turn: Turn, items: readonly ItemId[]): Step =>
  items.reduce(
    (step, id) => andThen(step, (next) => setTranscript(next, transcripts.close(next.transcript, id), id)),
    step(turn),
  );

type Response = Wire<'response.done'>['response'];

const usageNotice = (id: ResponseId, usage: NonNullable<Response['usage']>) =>
  notify({ kind: 'usage', usage: { responseId: id, response: usage } });

function failure({ status_details }: Response) {
  const error = status_details?.type === 'failed' ? status_details.error : undefined;
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  return { code: 'server-error', cause: [code, message].filter(Boolean).join(': ') || 'response failed' } as const;
}
