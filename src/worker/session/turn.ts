/**
 * The state of one session, and the steps that handlers are made of. Pure: a handler returns the next `Turn` and effects as
 * data, and the engine runs the effects. This module knows no event and no device.
 *
 * The playhead tells what the visitor hears. Received audio does not: the service generates faster than speech.
 *
 *   visitor      quiet ──speech_started──▶ speaking ──speech_stopped──▶ quiet
 *   playback     none ──first sample──▶ item ──drained or flushed──▶ none
 *   gate         see response-gate.ts            tools   see tool-batch.ts
 */
import {
  answering,
  ask,
  isAside,
  isUnwanted,
  openGate,
  slotTimeoutMs,
  type Gate,
  type GateStep,
} from './response-gate.js';
import { noTools, type ToolBatch } from './tool-batch.js';
import { changeOf, emptyTranscript, messageIds, type Transcript } from './transcript.js';
import type { AgentEvent, CueNotice, Mode, Notice, SessionStatus } from '../contract/conversation.js';
import type { Problem } from '../contract/faults.js';
import type { ClientEvent } from '../protocol/client-events.js';
import type { ItemId, ResponseId } from '../protocol/ids.js';

/** A call of a tool on an MCP server. It outlives the response that made it. */
export interface McpCall {
  readonly itemId: string | undefined;
  readonly responseId: ResponseId;
}

/** An answer outside the conversation. */
export interface Aside {
  /** The id of its `response.create`. */
  readonly requestId: string;
  /** The ids of its response and items. */
  readonly ids: readonly string[];
}

/** Rules of the session in force, as the service echoed it. They may differ from those that were requested. */
export interface Rules {
  readonly createResponse: boolean;
  readonly interruptResponse: boolean;
  readonly autoTruncate: boolean;
  readonly transcribes: boolean;
  readonly azureVoice: boolean;
}

export interface Turn {
  readonly mode: Mode;
  /** The modalities of a call, where the page or the host names them. */
  readonly modalities?: readonly string[] | undefined;
  /** `session.updated` has come. */
  readonly ready: boolean;
  readonly greeting: string | undefined;
  readonly rules: Rules;
  readonly visitorSpeaking: boolean;
  /** The visitor holds the turn, so that its end is known here. */
  readonly held?: boolean;
  readonly playing: ItemId | undefined;
  readonly gate: Gate;
  readonly tools: ToolBatch;
  readonly mcpCalls: readonly McpCall[];
  readonly transcript: Transcript;
  /** Words of the current and coming audio with their end, if the service sends word times. */
  readonly words: readonly { readonly itemId: ItemId; readonly word: string; readonly endMs: number }[];
  /** Responses that must not be heard any more. An entry is removed when its response is done. */
  readonly silenced: readonly ResponseId[];
  /** Items that were cut short. Words that come later for them are marked as unheard. */
  readonly cut: readonly ItemId[];
  /** The number in the latest id of our own events. */
  readonly sent: number;
  /** Answers outside the conversation that are under way. */
  readonly asides: readonly Aside[];
  /** How a voice agent began to hand over to another behaviour of its own, until that is over. */
  readonly handingOver?: AgentEvent | undefined;
  /** What the service said that may explain why it closes the connection. */
  readonly omen: Problem | undefined;
}

export type Effect =
  | { readonly kind: 'send'; readonly event: ClientEvent }
  | { readonly kind: 'play'; readonly itemId: ItemId; readonly base64: string }
  | { readonly kind: 'endItem'; readonly itemId: ItemId }
  | { readonly kind: 'flush' }
  /** Starts the timeout of the gate's slot again; undefined stops it. */
  | { readonly kind: 'timer'; readonly ms: number | undefined }
  | { readonly kind: 'notify'; readonly notice: Notice }
  /** Sends the notice when the playhead of the item reaches `atMs`. */
  | { readonly kind: 'cue'; readonly itemId: ItemId; readonly atMs: number; readonly notice: CueNotice }
  /** The session is set up: audio may flow in its formats. */
  | { readonly kind: 'ready' }
  /** The service has too many requests, and wants none for so long. */
  | { readonly kind: 'throttled'; readonly cause: string; readonly ms: number }
  /** The session cannot go on. */
  | { readonly kind: 'fail'; readonly problem: Problem };

export interface Step {
  readonly turn: Turn;
  readonly effects: readonly Effect[];
}

/** `sent`: the number at which our ids begin. Ids of an earlier conversation on the page must not be used again. */
export const newTurn = (mode: Mode, greeting: string | undefined, sent = 0): Turn => ({
  mode,
  ready: false,
  greeting,
  rules: { createResponse: true, interruptResponse: true, autoTruncate: false, transcribes: false, azureVoice: false },
  visitorSpeaking: false,
  playing: undefined,
  gate: openGate,
  tools: noTools,
  mcpCalls: [],
  transcript: emptyTranscript,
  words: [],
  silenced: [],
  cut: [],
  sent,
  asides: [],
  omen: undefined,
});

export const step = (turn: Turn, ...effects: readonly Effect[]): Step => ({ turn, effects });

/** Continues a step with a second one, and joins their effects. */
export function andThen(first: Step, next: (turn: Turn) => Step): Step {
  const second = next(first.turn);
  return { turn: second.turn, effects: [...first.effects, ...second.effects] };
}

export const notify = (notice: Notice): Effect => ({ kind: 'notify', notice });

/** What the ids of clean-ups begin with. An error about one of them says that it came too late, which is no news. */
export const CLEAN_UP = 'vla_cleanup_';

/** The kind of id for an event of this type. */
export const kindOf = (type: string): 'cleanup' | 'event' =>
  /\.(cancel|clear|truncate)$/.test(type) ? 'cleanup' : 'event';

/** The next id for an event of ours. An error names the event by it. */
export const nextId = (turn: Turn, kind: 'event' | 'cleanup' | 'item' = 'event'): readonly [string, Turn] => [
  `vla_${kind}_${turn.sent + 1}`,
  { ...turn, sent: turn.sent + 1 },
];

/** A client event without its id, whatever its type. */
type Unnamed = ClientEvent extends infer E ? (E extends ClientEvent ? Omit<E, 'event_id'> : never) : never;

export function send(turn: Turn, event: Unnamed, kind = kindOf(event.type)): Step {
  const [event_id, next] = nextId(turn, kind);
  return step(next, { kind: 'send', event: { ...event, event_id } as ClientEvent });
}

/** Applies a step of the gate: sends the request that it passes and sets the timeout of its slot. */
export function applyGate(turn: Turn, { gate, send: request }: GateStep): Step {
  const ms = slotTimeoutMs(gate.slot, gate.waiting.length);
  const was = turn.gate.slot;
  const renewed = gate.slot !== was || gate.waiting.length !== turn.gate.waiting.length;
  return step(
    { ...turn, gate },
    ...(request
      ? [
          {
            kind: 'send',
            event: {
              ...request.event,
              type: 'response.create',
              event_id: request.eventId,
              ...(request.params && { response: request.params }),
            },
          } as const,
        ]
      : []),
    ...(renewed ? [{ kind: 'timer', ms } as const] : []),
  );
}

/**
 * Asks for an answer without parameters. While the visitor speaks, the service's answer to that turn serves for this request,
 * too; for an optional request, any answer that begins now.
 */
export function askForAnswer(turn: Turn, optional = false): Step {
  const [eventId, next] = nextId(turn);
  const shared = turn.visitorSpeaking && turn.rules.createResponse;
  return applyGate(next, ask(next.gate, { eventId, params: undefined, shared, optional }));
}

/** Keeps the newest 64 entries: a bound on memory for lists that the service makes grow. Real sessions have a few at once. */
export const appendBounded = <T>(list: readonly T[], added: T): readonly T[] => [...list, added].slice(-64);

/** Replaces the transcript, and notifies the page of the change of one message. */
export function setTranscript(turn: Turn, transcript: Transcript, itemId: ItemId): Step {
  const change = changeOf(turn.transcript, transcript, itemId);
  const ids = messageIds(transcript);
  const before = messageIds(turn.transcript).filter((id) => transcript.entries.has(id));
  const added = before.includes(itemId) ? before : [...before, itemId];
  const inOrder = ids.length === added.length && ids.every((id, i) => id === added[i]);
  return step(
    { ...turn, transcript },
    ...(change ? [notify({ kind: 'transcript', change })] : []),
    ...(inOrder || ids.length === 0 ? [] : [notify({ kind: 'order', itemIds: ids })]),
  );
}

/** The status that the visitor sees. */
export function statusOf(turn: Turn): SessionStatus {
  if (!turn.ready) return 'connecting';
  if (turn.visitorSpeaking) return 'hearing';
  if (turn.playing !== undefined) return 'speaking';
  if (turn.tools.owed.length > 0 || turn.handingOver) return 'working';
  const { slot } = turn.gate;
  const running = answering(slot);
  const expected =
    slot.phase === 'running'
      ? running !== undefined && !turn.silenced.includes(running)
      : slot.phase !== 'free' && !isUnwanted(turn.gate) && !(slot.phase === 'requested' && isAside(slot.request));
  if (expected) return 'thinking';
  return turn.mode === 'voice' ? 'listening' : 'idle';
}
