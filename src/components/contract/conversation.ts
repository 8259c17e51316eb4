/** One conversation with the agent, as the rooms above the session see it: its state, and what may be asked of it. */
import type { Message, SessionStatus } from '../../worker/contract/conversation.js';
import type { EngineApi } from '../../worker/contract/engine-api.js';
import type { Problem } from '../../worker/contract/faults.js';
import type { ResponseSession } from '../../worker/protocol/objects/index.js';
import type { CallAudioHandle } from './call-audio.js';

/**
 * Why a conversation ended: the visitor's button, the page by `stop()`, `max-duration`, `idle-timeout`, the service, or a
 * problem.
 */
export type EndReason = 'visitor' | 'page' | 'limit' | 'idle' | 'agent' | 'lost';

export interface ConversationState {
  readonly status: SessionStatus;
  readonly messages: readonly Message[];
  /** In force, as the service told it last. */
  readonly session: ResponseSession | undefined;
  readonly problem: Problem | undefined;
  /** There is a conversation, or one is on its way. */
  readonly active: boolean;
  /** A call with microphone and speaker is up, or on its way up. */
  readonly inCall: boolean;
  /** The audio of that call. */
  readonly audio: CallAudioHandle | undefined;
  /** Of the conversation that ended last. */
  readonly endReason: EndReason | undefined;
}

export interface ConversationHandle extends ConversationState {
  /** A command of the engine that takes plain values; nothing happens where there is no engine. */
  tell<Name extends keyof EngineApi>(name: Name, ...values: Parameters<EngineApi[Name]>): void;
  /** Something is wrong, and the conversation goes on. */
  note(problem: Problem): void;
  /** Something is wrong, and the conversation is over. */
  fail(problem: Problem): unknown;
  /** The visitor has read it, or it is over. */
  dismissProblem(): void;
  /** Ends the conversation. What was said stays. */
  stop(reason: EndReason): Promise<void>;
  /** Puts these messages in place of those that are shown. */
  restore(messages: readonly Message[]): void;
}
