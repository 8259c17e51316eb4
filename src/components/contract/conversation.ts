/** The conversation as features see it: its state, and the commands that they may give. `session` implements it. */
import type { Message, SessionStatus } from '../../worker/contract/conversation.js';
import type { EngineApi } from '../../worker/contract/engine-api.js';
import type { Problem } from '../../worker/contract/faults.js';
import type { ResponseSession } from '../../worker/protocol/objects/index.js';
import type { CallAudioHandle } from './call-audio.js';

/**
 * Why a conversation ended. `visitor`: the visitor ended it. `page`: the page called `stop()`. `limit`: `max-duration`.
 * `idle`: `idle-timeout`. `agent`: the service ended it. `lost`: a problem ended it. `elsewhere`: the visitor took the call to
 * another tab.
 */
export type EndReason = 'visitor' | 'page' | 'limit' | 'idle' | 'agent' | 'lost' | 'elsewhere';

export interface ConversationState {
  readonly status: SessionStatus;
  readonly messages: readonly Message[];
  /** The session as the service reported it last. */
  readonly session: ResponseSession | undefined;
  readonly problem: Problem | undefined;
  /** True while there is a conversation or one is starting. */
  readonly active: boolean;
  /** True while there is a call, with microphone and speaker, or one is starting. */
  readonly inCall: boolean;
  /** The audio of the call; undefined without one. */
  readonly audio: CallAudioHandle | undefined;
  /** Why the latest conversation ended; undefined before the first end. */
  readonly endReason: EndReason | undefined;
}

export interface ConversationHandle extends ConversationState {
  /** Sends a command to the engine. Nothing happens while there is no engine. */
  tell<Name extends keyof EngineApi>(name: Name, ...values: Parameters<EngineApi[Name]>): void;
  /** Reports a problem; the conversation continues. */
  note(problem: Problem): void;
  /** Reports a problem and ends the conversation. */
  fail(problem: Problem): unknown;
  /** Clears the problem, because the visitor dismissed it or it no longer exists. */
  dismissProblem(): void;
  /** Ends the conversation. Its messages stay. */
  stop(reason: EndReason): Promise<void>;
  /** Replaces the messages of the conversation by these. */
  restore(messages: readonly Message[]): void;
}
