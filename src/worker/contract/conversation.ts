/**
 * The conversation as the page sees it, and the notices that carry it from the worker to the main thread. Plain data: it
 * knows neither the rules that make it nor how it is shown.
 */
import type { Problem } from './faults.js';
import type {
  RateLimitsItem,
  ResponseSession,
  ServerEventWarningDetails,
  TokenUsage,
} from '../protocol/objects/index.js';
import type { ActivityEvent } from '../protocol/forwarded-events.js';

/** The element's `state`. The names are public. */
export type SessionStatus =
  | 'idle'
  | 'requesting-mic'
  | 'connecting'
  | 'listening'
  | 'hearing'
  | 'thinking'
  | 'speaking'
  | 'working'
  | 'reconnecting'
  | 'ended'
  | 'error';

/** `voice`: answers are spoken. `text`: a chat without microphone, answers are written. */
export type Mode = 'voice' | 'text';

export type Role = 'user' | 'agent';

/** One message of the conversation, in its latest form. */
export interface Message {
  /** Id of the message. */
  readonly itemId: string;
  /** The item before this one, or undefined for the first. */
  readonly previousItemId: string | undefined;
  /** Who says it. */
  readonly role: Role;
  /** The words. After a barge-in only those that the visitor heard. */
  readonly text: string;
  /** After a barge-in: the words that the service wrote and the visitor did not hear. */
  readonly unheard: string;
  /** True when no further words will come. */
  readonly final: boolean;
  /** True when the visitor interrupted this message. */
  readonly interrupted: boolean;
  /**
   * Why the answer broke off: `cancelled`, `failed`, or the service's reason, such as `content_filter` or
   * `max_output_tokens`. Absent when the answer is whole, or is still coming.
   */
  readonly incomplete?: string;
}

/** A change of one message. `delta` holds the added text, and is empty when the text was replaced. */
export interface TranscriptChange extends Message {
  /** The words that were added; empty when the text was replaced. */
  readonly delta: string;
}

export interface Interruption {
  /** Id of the message that was interrupted. */
  readonly itemId: string;
  /** How much of its sound was heard, in ms. */
  readonly heardMs: number;
  /** The words that were heard. */
  readonly heardText: string;
}

export interface Usage {
  readonly responseId: string;
  readonly response: TokenUsage;
}

/**
 * Latency and audio quality of a turn. Sent when the first sample of an answer is rendered, and when playback is silent
 * after a barge-in. Counts and largest values cover the time since the previous metrics.
 */
export interface Metrics {
  /** The start of the latency that follows, in ms since 1970. */
  readonly startedAt: number;
  /**
   * From the end of the visitor's speech (or the commit of a held turn, or the sending of a typed message) to the first
   * audible sample, in ms. The speech ended when the service reported its end, minus the silence for which the service
   * waits. Absent in the metrics of a barge-in.
   */
  readonly responseLatencyMs?: number;
  /** From the report that the visitor interrupts to silence at the graph's output, in ms. Absent in the metrics of an answer. */
  readonly bargeInMs?: number;
  /** How often playback ran out of samples inside an answer. */
  readonly underruns: number;
  /** The audio that playback now buffers before it starts, in ms. It grows with underruns. */
  readonly bufferMs: number;
  /** Chunks (20 ms) of the microphone that were lost because this machine was too busy. */
  readonly droppedChunks: number;
  /** Chunks (20 ms) of the microphone that reached full scale: the visitor is too loud or too near. */
  readonly clippedChunks: number;
  /**
   * The longest delay of a chunk on this machine, in ms from the end of its capture: its way through the worker, and the
   * time for the bytes that were already waiting in the socket.
   */
  readonly sendDelayMs: number;
}

export interface ToolCall {
  readonly callId: string;
  readonly name: string;
  /** The arguments as JSON text, as the model wrote it. */
  readonly argumentsText: string;
}

/** A word of the agent, sent when it is heard. Times are in ms of the item's own audio. */
export interface Caption {
  /** Id of the message. */
  readonly itemId: string;
  /** The word, with the punctuation that belongs to it. */
  readonly word: string;
  /** When it begins, in ms of the message's own audio. */
  readonly offsetMs: number;
  /** How long it takes, in ms. */
  readonly durationMs: number;
}

/** The shape of the agent's mouth, sent when its sound is heard. `visemeId` is 0 to 21, as Azure Speech numbers them. */
export interface Viseme {
  /** Id of the message. */
  readonly itemId: string;
  /** 0 to 21, as Azure Speech numbers them; 0 is silence. */
  readonly visemeId: number;
  /** When it begins, in ms of the message's own audio. */
  readonly offsetMs: number;
}

/** The agent's face, 60 times a second, sent when its moment is heard. */
export interface Blendshapes {
  /** Id of the message. */
  readonly itemId: string;
  /** The number of the frame, counted from the beginning of the item's audio. */
  readonly frameIndex: number;
  /** 52 shapes of ARKit, then the roll of head, left eye and right eye. A string when the service sends one. */
  readonly weights: readonly number[] | string;
  /** When it is shown, in ms of the message's own audio. */
  readonly offsetMs: number;
}

/** A notice that belongs to a moment of the agent's speech and is sent when the visitor hears that moment. */
export type CueNotice =
  | { readonly kind: 'word'; readonly detail: Caption }
  | { readonly kind: 'viseme'; readonly detail: Viseme }
  | { readonly kind: 'blendshapes'; readonly detail: Blendshapes };

/** The connection is made again. */
export interface Reconnect {
  /** The number of the try, from 1 on; 0 when the next session took over before the end of the one in use. */
  readonly attempt: number;
  /** The time until the try, in ms. */
  readonly delayMs: number;
  /** Why: the line broke, the browser is offline, the session ended, or it will end soon. */
  readonly reason: 'connection-lost' | 'offline' | 'session-expired' | 'session-expiring';
}

/** One frame of a connection, or its end that the other side made. For recordings. */
export interface WireNote {
  /** The number of the connection. */
  readonly line: number;
  /** When it was, in ms since 1970. */
  readonly at: number;
  readonly way: 'sent' | 'received' | 'closed';
  /** The frame's text, without credentials, and without sound unless that is recorded. Of a close, code and reason as JSON. */
  readonly frame: string;
  /** The length of the frame as it travelled, in characters. */
  readonly size: number;
}

/** What a voice agent does with others: a handoff to another behaviour, or a question to another agent. As it came. */
export type AgentEvent = Readonly<Record<string, unknown>> & {
  readonly type: `session.${'handoff' | 'subagent'}.${'started' | 'completed' | 'aborted'}`;
};

/** What the engine tells the page. Notices come in the order in which things happened. */
export type Notice =
  | { readonly kind: 'status'; readonly status: SessionStatus }
  | ({ readonly kind: 'reconnect' } & Reconnect)
  | { readonly kind: 'session'; readonly session: ResponseSession; readonly clientRequestId?: string | undefined }
  | { readonly kind: 'transcript'; readonly change: TranscriptChange }
  | { readonly kind: 'removed'; readonly itemId: string }
  /** The order of all messages. Sent only when it is not plain, because the newest message does not stand last. */
  | { readonly kind: 'order'; readonly itemIds: readonly string[] }
  | { readonly kind: 'speech'; readonly who: Role; readonly speaking: boolean }
  | { readonly kind: 'interrupt'; readonly interruption: Interruption }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly ended: boolean }
  | { readonly kind: 'tool-call'; readonly call: ToolCall }
  /** The results of these tool calls are no longer needed: the visitor interrupted, or the conversation ended. */
  | { readonly kind: 'tools-dropped'; readonly callIds: readonly string[] }
  /** A hint for developers, for the console. `warning`: that of the service, as it came. */
  | { readonly kind: 'warning'; readonly text: string; readonly warning?: ServerEventWarningDetails }
  /** A part of an answer outside the conversation, or the error that refuses it. `requestId`: the id of its `response.create`. */
  | { readonly kind: 'aside'; readonly requestId: string; readonly event: Readonly<Record<string, unknown>> }
  | { readonly kind: 'usage'; readonly usage: Usage }
  | { readonly kind: 'metrics'; readonly metrics: Metrics }
  | CueNotice
  /** A search, an MCP server or another helper of the model did something; or the service sent an item that was asked for. */
  | { readonly kind: 'activity'; readonly event: ActivityEvent }
  /** `after`: the id of the last message then. */
  | { readonly kind: 'agent'; readonly event: AgentEvent; readonly after: string | undefined }
  /** The service's limits. They come with every answer. */
  | { readonly kind: 'rate-limits'; readonly rateLimits: readonly RateLimitsItem[] }
  /** Every server event as it came; only while the page asks for them. */
  | { readonly kind: 'event'; readonly event: Readonly<Record<string, unknown>> }
  /** What travels on a connection; only while the page records. */
  | { readonly kind: 'wire'; readonly wire: WireNote };
