/** The conversation as the page sees it: plain data that crosses from the worker to the main thread. */
import type { Problem } from './faults.js';
import type { RateLimitsItem, ResponseSession, TokenUsage } from '../protocol/objects/index.js';
import type { ActivityEvent } from '../protocol/forwarded-events.js';

/** The element's `state`, as CONTRACT of the public surface names it. */
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

/** One line of the conversation, as it is known now. */
export interface Message {
  readonly itemId: string;
  /** The item before this one, or undefined for the first. */
  readonly previousItemId: string | undefined;
  readonly role: Role;
  /** What was said; after a barge-in what was heard of it. */
  readonly text: string;
  /** After a barge-in: what was written but never heard. */
  readonly unheard: string;
  /** No further words come. */
  readonly final: boolean;
  /** The visitor broke in. */
  readonly interrupted: boolean;
}

/** A change of one message: `delta` is what was added, empty when the text was replaced. */
export interface TranscriptChange extends Message {
  readonly delta: string;
}

export interface Interruption {
  readonly itemId: string;
  readonly heardMs: number;
  readonly heardText: string;
}

export interface Usage {
  readonly responseId: string;
  readonly response: TokenUsage;
}

/**
 * How quick and how clean a turn was. Told when the first sample of the answer to the visitor is rendered, and when a
 * barge-in has become silent. Counts and largest values are of the time since the last one.
 */
export interface Metrics {
  /** When the first time below began, in ms since 1970. */
  readonly startedAt: number;
  /**
   * From the end of the visitor's words (or the commit of a held turn, the sending of a typed message) to the first sample heard, in ms. The words
   * ended when the service said so, less the silence it waits for. Absent when a barge-in is told.
   */
  readonly responseLatencyMs?: number;
  /** From learning that the visitor breaks in to silence at the graph's output, in ms. Absent when an answer is told. */
  readonly bargeInMs?: number;
  /** Times that playback ran dry inside an answer. */
  readonly underruns: number;
  /** What playback now holds back before it starts, in ms; it grows with underruns. */
  readonly bufferMs: number;
  /** Chunks (20 ms) of the microphone that were lost because this machine was too busy. */
  readonly droppedChunks: number;
  /** Chunks (20 ms) of the microphone that touched full scale: the visitor is too loud, or too near. */
  readonly clippedChunks: number;
  /**
   * How late speech left this machine at worst, in ms from the end of a chunk's capture: its way through this worker,
   * and what already waited in the socket before it.
   */
  readonly sendDelayMs: number;
}

export interface ToolCall {
  readonly callId: string;
  readonly name: string;
  /** JSON text, as the model wrote it. */
  readonly argumentsText: string;
}

/** A word of the agent, told when it is heard. Milliseconds of the item's own sound. */
export interface Caption {
  readonly itemId: string;
  readonly word: string;
  readonly offsetMs: number;
  readonly durationMs: number;
}

/** The shape of the agent's mouth, told when it is heard: 0 to 21, as Azure Speech numbers them. */
export interface Viseme {
  readonly itemId: string;
  readonly visemeId: number;
  readonly offsetMs: number;
}

/** The agent's face, 60 times a second, told when it is heard. */
export interface Blendshapes {
  readonly itemId: string;
  /** Counted from the beginning of the item's sound. */
  readonly frameIndex: number;
  /** 52 shapes of ARKit, then the roll of head, left eye and right eye; a text when the service sends one. */
  readonly weights: readonly number[] | string;
  readonly offsetMs: number;
}

/** A notice that belongs to a moment of the agent's speech and is sent when the visitor hears that moment. */
export type CueNotice =
  | { readonly kind: 'word'; readonly detail: Caption }
  | { readonly kind: 'viseme'; readonly detail: Viseme }
  | { readonly kind: 'blendshapes'; readonly detail: Blendshapes };

/** What the engine tells, in the order it happened. */
export type Notice =
  | { readonly kind: 'status'; readonly status: SessionStatus }
  | { readonly kind: 'session'; readonly session: ResponseSession }
  | { readonly kind: 'transcript'; readonly change: TranscriptChange }
  | { readonly kind: 'removed'; readonly itemId: string }
  /** The messages in their order, when the newest one does not simply stand last. */
  | { readonly kind: 'order'; readonly itemIds: readonly string[] }
  | { readonly kind: 'speech'; readonly who: Role; readonly speaking: boolean }
  | { readonly kind: 'interrupt'; readonly interruption: Interruption }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly ended: boolean }
  | { readonly kind: 'tool-call'; readonly call: ToolCall }
  /** Tool calls that nobody waits for any more: the visitor broke in, or the call ended. */
  | { readonly kind: 'tools-dropped'; readonly callIds: readonly string[] }
  /** Something a developer should know, for the console. */
  | { readonly kind: 'warning'; readonly text: string }
  | { readonly kind: 'usage'; readonly usage: Usage }
  | { readonly kind: 'metrics'; readonly metrics: Metrics }
  | CueNotice
  /** A search, an MCP server or another helper of the model did something; or the service sent an item that was asked for. */
  | { readonly kind: 'activity'; readonly event: ActivityEvent }
  /** The service's limits. They come with every answer. */
  | { readonly kind: 'rate-limits'; readonly rateLimits: readonly RateLimitsItem[] }
  | { readonly kind: 'event'; readonly event: Readonly<Record<string, unknown>> };
