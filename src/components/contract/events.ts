/** The events of `<voice-live-agent>`: all bubble and are composed, and tell what happened. */
import type {
  Blendshapes,
  Caption,
  Interruption,
  Metrics,
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
  TokenUsage,
} from '../../worker/protocol/objects/index.js';
import type { ToolArguments } from './tools.js';

/** `vla-before-start`: cancelable; the page may replace or change `session` before it is sent. */
export interface BeforeStartDetail {
  session: RequestSession;
}

export interface StateDetail {
  readonly state: SessionStatus;
  readonly previous: SessionStatus;
}

/** `vla-transcript`: partials and the final under one `itemId`; after a barge-in once more, with what was heard. */
export type TranscriptDetail = Omit<TranscriptChange, 'unheard'>;

export interface SpeechDetail {
  readonly who: Role;
  readonly speaking: boolean;
}

/** `vla-tool-call`: cancelable; `respondWith` in place of a registered handler. */
export interface ToolCallDetail {
  readonly callId: string;
  readonly name: string;
  readonly arguments: ToolArguments;
  respondWith(value: unknown): void;
}

export interface ToolResultDetail {
  readonly callId: string;
  readonly name: string;
  /** What the model read. */
  readonly output: string;
  readonly failed: boolean;
  readonly durationMs: number;
}

/** `vla-usage`: token usage of one response, as the service counts it, and of all so far. */
export interface UsageDetail {
  readonly responseId: string;
  readonly response: TokenUsage;
  /** What the service still grants, as it told last. */
  readonly rateLimits?: readonly RateLimitsItem[] | undefined;
  readonly total: { readonly totalTokens: number; readonly inputTokens: number; readonly outputTokens: number };
}

/** `vla-device`: another microphone or speaker is in use, or there are others to choose from. */
export interface DeviceDetail {
  readonly kind: 'input' | 'output';
  /** Of the device in use; empty when the browser does not tell. */
  readonly deviceId: string;
  readonly label: string;
  /**
   * `unplugged`: the default took the place of one that is gone. `changed`: so did the list; ask `devices()`. `echo`: by
   * this microphone the agent seems to hear, and to interrupt, itself.
   */
  readonly reason: 'chosen' | 'unplugged' | 'changed' | 'echo';
}

/** `vla-consent`: the visitor's answer, before the microphone is asked for. */
export interface ConsentDetail {
  readonly given: boolean;
  /** `consent-version`: of the text that was shown. */
  readonly version: string;
  /** ISO 8601. */
  readonly time: string;
  /** In which the text was shown, as far as the page tells. */
  readonly language: string;
}

/** `vla-feedback`: the visitor rated a conversation. */
export interface FeedbackDetail {
  /** Stars, 1 to 5. */
  readonly rating: number;
  /** What the visitor wrote with it; may be empty. */
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
  /** What a call gave; told again when it comes after the end. */
  readonly output?: string;
  readonly error?: unknown;
}

/** `vla-approval`: an MCP tool waits for the visitor's word; cancelable, by a page that asks by itself. */
export interface ApprovalDetail {
  readonly requestId: string;
  readonly serverLabel: string;
  readonly name: string;
  readonly arguments: unknown;
  respondWith(yes: boolean): void;
}

export interface SearchDetail {
  readonly kind: 'web' | 'file';
  readonly status: 'in_progress' | 'searching' | 'completed';
  readonly itemId: string;
}

/** `vla-annotation`: where words of an answer come from. */
export interface AnnotationDetail {
  /** The message it belongs to. */
  readonly itemId: string;
  /** As the service names it, such as `url_citation`. */
  readonly kind: string;
  readonly title: string;
  /** Of https only. */
  readonly url?: string;
  readonly host?: string;
}

export interface VoiceLiveAgentDetails {
  'vla-before-start': BeforeStartDetail;
  'vla-state': StateDetail;
  'vla-transcript': TranscriptDetail;
  'vla-speech': SpeechDetail;
  'vla-interrupt': Interruption;
  'vla-tool-call': ToolCallDetail;
  'vla-tool-result': ToolResultDetail;
  'vla-error': Fault;
  'vla-session': { readonly session: ResponseSession };
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
  'vla-mute': { readonly muted: boolean };
  'vla-open': Record<never, never>;
  'vla-close': Record<never, never>;
  /** The visitor sent the widget away for this page view. */
  'vla-dismiss': Record<never, never>;
  'vla-event': Readonly<Record<string, unknown>>;
}

export type VoiceLiveAgentEventMap = {
  readonly [Name in keyof VoiceLiveAgentDetails]: CustomEvent<VoiceLiveAgentDetails[Name]>;
};

/** One of them by its name, for whoever writes a handler apart: `(event: VlaEvent<'vla-state'>) => …`. */
export type VlaEvent<Name extends keyof VoiceLiveAgentEventMap> = VoiceLiveAgentEventMap[Name];

declare global {
  // They bubble out of every shadow root: whoever listens further up has them typed too.
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
