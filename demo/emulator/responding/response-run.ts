/** The state of a running response, and the services of its connection. Types only. */
import type { Answer } from '../answering/answer.js';
import type { Clock } from '../shared/clock.js';
import type { Conversation, Entry } from '../conversation/conversation.js';
import type { McpCallItem } from '../conversation/items.js';
import type { Approvals } from '../mcp/approvals.js';
import type { Answers } from '../public-types.js';
import type { McpServer } from '../session/session-types.js';
import type { SpeechSource } from '../speaking/speech.js';
import type { ServerEvent } from '../shared/json.js';
import type { Ending } from './ending.js';
import type { ResponseSettings } from './response-settings.js';

export type CancelReason = 'turn_detected' | 'client_cancelled';

/** How fast an answer is sent. */
export interface Pacing {
  /** length of one `response.audio.delta` */
  readonly pieceMs: number;
  /** times real time */
  readonly speed: number;
  /** between two deltas of text */
  readonly textDeltaMs: number;
}

/** What a voice agent does beyond the answers of every session. */
export interface AgentBehaviour {
  /** Undefined leaves the answer to the emulator. */
  choose(context: readonly Entry[]): Answer | undefined;
  /** Plays a call of a function that the service runs itself. Undefined for any other answer. */
  play(run: ResponseRun, answer: Answer): Promise<Ending> | undefined;
  /** Called when a tool of an MCP server has run: its result is told in a response of its own. */
  goOn(responseId: string, server: McpServer, call: McpCallItem): void;
}

/** The services of a connection that playing an answer needs. */
export interface ResponseServices {
  readonly send: (event: ServerEvent) => void;
  readonly conversation: Conversation;
  readonly approvals: Approvals;
  /** an answer that replaces the emulator's own */
  readonly answers: Answers | undefined;
  readonly agent: AgentBehaviour | undefined;
  readonly speech: SpeechSource;
  readonly clock: Clock;
  readonly pacing: Pacing;
  /** called before each piece of audio; from the first one on the voice cannot change, and the playback is estimated */
  readonly onAudio: (itemId: string) => void;
  /** whether `rate_limits.updated` comes with each response */
  readonly tellsRateLimits: boolean;
  /** ends the session as at its maximum age */
  readonly expire: () => void;
}

/** One response while it runs. Every item that it makes is put into `output`, also when it is cancelled. */
export interface ResponseRun {
  readonly services: ResponseServices;
  readonly responseId: string;
  readonly settings: ResponseSettings;
  readonly signal: AbortSignal;
  readonly output: Entry[];
}
