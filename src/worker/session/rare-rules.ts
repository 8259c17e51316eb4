/** Rules that most conversations never need. They come with the later part, and without it their events change nothing. */
import type { Aside, Effect, Step, Turn } from './turn.js';
import type { ResponseId } from '../protocol/ids.js';
import type { Response, ResponseItem } from '../protocol/objects/index.js';
import type { ForwardedEvent } from '../protocol/forwarded-events.js';
import type { ServerEvent, ServerEventOf } from '../protocol/server-events.js';
import type { AgentEvent } from '../contract/conversation.js';

/** Events that only these rules handle. */
export type RareEvent = ServerEventOf<
  | 'warning'
  | 'response.audio_timestamp.delta'
  | 'response.animation_viseme.delta'
  | 'response.animation_blendshapes.delta'
  | 'response.mcp_call.completed'
  | 'response.mcp_call.failed'
>;

export interface RareRules {
  /** Answers outside the conversation. */
  readonly asideOf: (turn: Turn, event: unknown) => Aside | undefined;
  readonly onAsideEvent: (turn: Turn, aside: Aside, event: ServerEvent) => Step;
  readonly beginAside: (turn: Turn, response: Response) => Step | undefined;
  readonly refusedAside: (turn: Turn, eventId: string | undefined, error: unknown) => Effect | undefined;
  /** Calls of tools on an MCP server, when a response is done. */
  readonly endMcpCalls: (turn: Turn, responseId: ResponseId, output: readonly ResponseItem[]) => Step;
  /** Tells a problem by its words. */
  readonly explain: (cause: string) => Effect;
  /** They also know more of an error than the table without them. */
  readonly rows: { readonly [T in RareEvent['type'] | 'error']: (turn: Turn, event: ServerEventOf<T>) => Step } & {
    readonly [T in AgentEvent['type']]: (turn: Turn, event: AgentEvent) => Step;
  } & {
    readonly [T in Exclude<ForwardedEvent['type'], RareEvent['type']>]: (turn: Turn, event: ForwardedEvent) => Step;
  };
}
