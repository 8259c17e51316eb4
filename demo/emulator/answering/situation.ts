/** The input from which an answer is chosen. Types only. */
import type { Entry } from '../conversation/conversation.js';
import type { Tool } from '../session/session-types.js';
import type { JsonObject } from '../shared/json.js';

/** Everything that an answer is chosen from. */
export interface Situation {
  readonly context: readonly Entry[];
  readonly tools: readonly Tool[];
  /** the function that must be called, if one must */
  readonly mustCall: string | undefined;
  /** for a hosted agent, in place of the conversation */
  readonly invokeInput: JsonObject | undefined;
}
