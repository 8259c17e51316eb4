/** The events of `<voice-live-agent>` and their details. All of them bubble and are composed. */
import type {
  Blendshapes,
  Caption,
  Interruption,
  Metrics,
  Reconnect,
  Role,
  SessionStatus,
  TranscriptChange,
  Viseme,
} from '../../worker/contract/conversation.js';
import type { Fault } from '../../worker/contract/faults.js';
import type {
  RateLimitsItem,
  RequestSession,
  ResponseSession,
  ServerEventWarningDetails,
  TokenUsage,
} from '../../worker/protocol/objects/index.js';
import type { EndReason } from './conversation.js';
import type { ToolArguments } from './tools.js';

/** `vla-before-start`: the page may change or replace `session` before it is sent. Cancelable. */
export interface BeforeStartDetail {
  session: RequestSession;
}

/** `vla-state`: the state changed. */
export interface StateDetail {
  readonly state: SessionStatus;
  readonly previous: SessionStatus;
  /** Why the conversation ended; only with the states `ended` and `error`. */
  readonly reason?: EndReason | undefined;
}

/**
 * `vla-transcript`: the text of a message changed. Partials and the final have the same `itemId`. After a barge-in it
 * is dispatched once more, with the text that was heard.
 */
export type TranscriptDetail = Omit<TranscriptChange, 'unheard'>;

/** `vla-speech`: one side started or stopped speaking. */
export interface SpeechDetail {
  readonly who: Role;
  readonly speaking: boolean;
}

/** `vla-tool-call`: the agent calls a tool. Cancelable. */
export interface ToolCallDetail {
  readonly callId: string;
  readonly name: string;
  readonly arguments: ToolArguments;
  /** Answers the call with a value or a promise of one, in place of a registered handler. */
  respondWith(value: unknown): void;
}

/** `vla-tool-result`: a tool call was answered. */
export interface ToolResultDetail {
  readonly callId: string;
  readonly name: string;
  /** The text that was sent to the model. */
  readonly output: string;
  readonly failed: boolean;
  readonly durationMs: number;
}

/** `vla-usage`: token usage of one response, as the service counted it, and of all responses so far. */
export interface UsageDetail {
  readonly responseId: string;
  readonly response: TokenUsage;
  /** The rate limits that the service reported last. */
  readonly rateLimits?: readonly RateLimitsItem[] | undefined;
  readonly total: { readonly totalTokens: number; readonly inputTokens: number; readonly outputTokens: number };
}

/** `vla-device`: another microphone or speaker is in use, or the list of devices changed. */
export interface DeviceDetail {
  readonly kind: 'input' | 'output';
  /** Id of the device in use; empty when the browser does not tell it. */
  readonly deviceId: string;
  readonly label: string;
  /**
   * `chosen`: the visitor or the page chose the device. `unplugged`: the device before is gone, and the default
   * replaced it. `changed`: the list of devices changed; call `devices()`. `echo`: the agent seems to hear itself
   * through this microphone, and to interrupt itself.
   */
  readonly reason: 'chosen' | 'unplugged' | 'changed' | 'echo';
}

/** `vla-consent`: the visitor agreed or declined, before the browser asks for the microphone. */
export interface ConsentDetail {
  readonly given: boolean;
  /** Version of the text that was shown, from `consent-version`. */
  readonly version: string;
  /** Time of the answer, in ISO 8601. */
  readonly time: string;
  /** Language in which the text was shown, if the page declares it. */
  readonly language: string;
}

/** `vla-session`: the settings of the session, as the service reported them. */
export interface SessionDetail {
  readonly session: ResponseSession;
  /**
   * The id of the connection, by which the support of the service finds it. Faults of the connection have it, too.
   * Undefined when the token endpoint gave a complete address.
   */
  readonly clientRequestId?: string | undefined;
}

/** `vla-feedback`: the visitor rated a conversation. */
export interface FeedbackDetail {
  /** Stars, 1 to 5. */
  readonly rating: number;
  /** The visitor's comment; may be empty. */
  readonly text: string;
  readonly sessionId: string | undefined;
}

/** `vla-mcp`: an MCP server lists its tools or runs one, or an agent of the service is asked. */
export interface McpDetail {
  readonly kind: 'list' | 'call' | 'agent';
  readonly status: 'in_progress' | 'completed' | 'failed';
  readonly itemId: string;
  readonly serverLabel: string;
  readonly name: string;
  /** Names of the tools, once they are listed. */
  readonly tools?: readonly string[];
  /** Output of a call. If it arrives after the call completed, the event is dispatched again with it. */
  readonly output?: string;
  readonly error?: unknown;
}

/** `vla-approval`: an MCP tool needs approval. Cancelable, for a page that asks the visitor itself. */
export interface ApprovalDetail {
  readonly requestId: string;
  readonly serverLabel: string;
  readonly name: string;
  readonly arguments: unknown;
  /** With true the tool runs once, with false it does not run. */
  respondWith(yes: boolean): void;
}

/** `vla-search`: the progress of a search of the web or of files. */
export interface SearchDetail {
  readonly kind: 'web' | 'file';
  readonly status: 'in_progress' | 'searching' | 'completed' | 'failed';
  readonly itemId: string;
}

/** `vla-annotation`: a source of the words in an answer. */
export interface AnnotationDetail {
  /** Id of the message that has this source. */
  readonly itemId: string;
  /** The service's name for the kind of source, such as `url_citation`. */
  readonly kind: string;
  readonly title: string;
  /** Address of the source. Absent unless it is an https address. */
  readonly url?: string;
  /** Host of `url`. */
  readonly host?: string;
  /** Index of the part of the message's content. */
  readonly contentIndex?: number;
  /** Index of the source among those of its part. */
  readonly annotationIndex?: number;
  /** Where the words begin that have this source, in characters of the part. */
  readonly startIndex?: number;
  /** Where they end. */
  readonly endIndex?: number;
}

/** `vla-handoff`: a voice agent hands the conversation over to another behaviour of its own. */
export interface HandoffDetail {
  readonly status: 'started' | 'completed' | 'aborted';
  readonly handoffId: string;
  /** Ids of the behaviours in the agent's definition; `$entrypoint` is the first. */
  readonly from: string;
  readonly to: string;
  /** What the definition says of the behaviour `to`, for people. Absent when it says nothing. */
  readonly description?: string;
  /** Why it was aborted, such as `user_interruption`; `timeout` when the service did not tell its end within 30 s. */
  readonly reason?: string;
  /** How long it took, in ms. */
  readonly durationMs?: number;
}

/** `vla-subagent`: a voice agent asks another agent, while the conversation goes on. */
export interface SubagentDetail {
  readonly status: 'started' | 'completed' | 'aborted';
  readonly consultationId: string;
  readonly name: string;
  /** Why it was aborted, such as `timeout`. */
  readonly reason?: string;
}

/** The `detail` of each event, by its name. */
export interface VoiceLiveAgentDetails {
  'vla-before-start': BeforeStartDetail;
  'vla-state': StateDetail;
  'vla-transcript': TranscriptDetail;
  'vla-speech': SpeechDetail;
  'vla-interrupt': Interruption;
  'vla-tool-call': ToolCallDetail;
  'vla-tool-result': ToolResultDetail;
  'vla-error': Fault;
  'vla-session': SessionDetail;
  'vla-usage': UsageDetail;
  'vla-metrics': Metrics;
  'vla-caption': Caption;
  'vla-viseme': Viseme;
  'vla-blendshapes': Blendshapes;
  'vla-device': DeviceDetail;
  'vla-consent': ConsentDetail;
  'vla-feedback': FeedbackDetail;
  'vla-mcp': McpDetail;
  'vla-approval': ApprovalDetail;
  'vla-search': SearchDetail;
  'vla-annotation': AnnotationDetail;
  'vla-handoff': HandoffDetail;
  'vla-subagent': SubagentDetail;
  /** The connection was lost and is being made again, or the next session took over. The conversation goes on. */
  'vla-reconnect': Reconnect;
  /** A warning of the service. The conversation goes on. */
  'vla-warning': ServerEventWarningDetails;
  'vla-mute': { readonly muted: boolean };
  'vla-open': Record<never, never>;
  'vla-close': Record<never, never>;
  /** The visitor hid the widget for this page view. */
  'vla-dismiss': Record<never, never>;
  'vla-event': Readonly<Record<string, unknown>>;
}

/** The events by their names, as `addEventListener` needs them. */
export type VoiceLiveAgentEventMap = {
  readonly [Name in keyof VoiceLiveAgentDetails]: CustomEvent<VoiceLiveAgentDetails[Name]>;
};

/** The type of one event by its name, to type a handler: `(event: VlaEvent<'vla-state'>) => …`. */
export type VlaEvent<Name extends keyof VoiceLiveAgentEventMap> = VoiceLiveAgentEventMap[Name];

declare global {
  // The events bubble out of every shadow root, so listeners on ancestors, document and window have them typed too.
  /* eslint-disable @typescript-eslint/no-empty-object-type -- an interface is the only way to add to one */
  interface HTMLElementEventMap extends VoiceLiveAgentEventMap {}
  interface DocumentEventMap extends VoiceLiveAgentEventMap {}
  interface WindowEventMap extends VoiceLiveAgentEventMap {}
  /* eslint-enable @typescript-eslint/no-empty-object-type */
}

export const vlaEvent = <Name extends keyof VoiceLiveAgentDetails>(
  name: Name,
  detail: VoiceLiveAgentDetails[Name],
  cancelable = false,
): VoiceLiveAgentEventMap[Name] =>
  new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }) as VoiceLiveAgentEventMap[Name];
