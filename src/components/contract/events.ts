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
import type {
  AnnotationDetail,
  ApprovalDetail,
  HandoffDetail,
  McpDetail,
  SearchDetail,
  SubagentDetail,
} from './activity-details.js';
import type { EndReason } from './conversation.js';
import type { ToolArguments } from './tools.js';

export type * from './activity-details.js';

/** `vla-before-start`: the page may change or replace `session` before it is sent. Cancelable. */
export interface BeforeStartDetail {
  /** The settings that would be sent, made of attributes, properties and tools. Change it, or put another in its place. */
  session: RequestSession;
}

/** `vla-state`: the state changed. */
export interface StateDetail {
  /** The state now. */
  readonly state: SessionStatus;
  /** The state before. */
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
  /** Who speaks, or spoke. */
  readonly who: Role;
  /** True at the beginning, false at the end. */
  readonly speaking: boolean;
}

/** `vla-tool-call`: the agent calls a tool. Cancelable. */
export interface ToolCallDetail {
  /** Id of this call. */
  readonly callId: string;
  /** Name of the tool. */
  readonly name: string;
  /** Its arguments, parsed. Where the tool has a schema, they fit it. */
  readonly arguments: ToolArguments;
  /** Answers the call with a value or a promise of one, in place of a registered handler. */
  respondWith(value: unknown): void;
}

/** `vla-tool-result`: a tool call was answered. */
export interface ToolResultDetail {
  /** Id of the call. */
  readonly callId: string;
  /** Name of the tool. */
  readonly name: string;
  /** The text that was sent to the model. */
  readonly output: string;
  /** True when there was no handler, it threw or took more than 30 s, the arguments did not fit, or the visitor went on. */
  readonly failed: boolean;
  /** From the call to its answer, in ms. */
  readonly durationMs: number;
}

/** `vla-usage`: token usage of one response, as the service counted it, and of all responses so far. */
export interface UsageDetail {
  /** Id of the response. */
  readonly responseId: string;
  /** Tokens of this response, by kind. */
  readonly response: TokenUsage;
  /** The rate limits that the service reported last. */
  readonly rateLimits?: readonly RateLimitsItem[] | undefined;
  /** Tokens of all responses of this conversation so far. */
  readonly total: { readonly totalTokens: number; readonly inputTokens: number; readonly outputTokens: number };
}

/** `vla-device`: another microphone or speaker is in use, or the list of devices changed. */
export interface DeviceDetail {
  /** Microphone (`input`) or speaker (`output`). */
  readonly kind: 'input' | 'output';
  /** Id of the device in use; empty when the browser does not tell it. */
  readonly deviceId: string;
  /** Its name as the browser tells it; may be empty. */
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
  /** True when the visitor agreed. */
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
  /** The settings that hold now. */
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
  /** The service's id of the rated conversation; undefined when it never had one. */
  readonly sessionId: string | undefined;
}

/** `vla-mute`: the microphone was muted, or is heard again. */
export interface MuteDetail {
  /** True when the microphone is muted now. */
  readonly muted: boolean;
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
  'vla-mute': MuteDetail;
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
