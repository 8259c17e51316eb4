/**
 * The contract between agent and features: what a feature gets, what it may provide, and how the table lists it. A
 * feature knows this contract. It knows neither the classes of the agent nor another feature.
 */
import type { TemplateResult } from 'lit';
import type { Mode, Notice } from '../../worker/contract/conversation.js';
import type { Credential, EngineSettings, Outcome } from '../../worker/contract/engine-api.js';
import type { Fault, Problem } from '../../worker/contract/faults.js';
import type { RequestSession } from '../../worker/protocol/objects/index.js';
import type { AgentHost } from './agent.js';
import type { AssetLocator } from './asset.js';
import type { AudioTrouble } from './call-audio.js';
import type { Finding } from './checks.js';
import type { ConversationHandle } from './conversation.js';
import type { VoiceLiveAgentDetails } from './events.js';
import type { Tool } from './tools.js';
import type { View } from './view.js';

export type AgentEventName = keyof VoiceLiveAgentDetails;

export interface EmitOptions {
  /** True when the page may prevent the event; false by default. */
  readonly cancelable?: boolean;
  /** The element on which the event is dispatched; the agent by default. */
  readonly source?: Element | undefined;
}

/** Everything needed to start a second engine, beside that of the conversation. */
export interface EngineSetup {
  readonly assets: AssetLocator;
  /** Resolves when what the settings need is loaded. `engineSettings` is complete then. */
  settled(): Promise<unknown>;
  /**
   * The settings that follow from the attributes, or a problem when some are missing. Dispatches no `vla-before-start`.
   */
  engineSettings(mode: Mode): EngineSettings | Problem;
  /** Calls `tokenProvider`. Resolves to undefined when it failed or when there is none. */
  credential(): Promise<Credential | undefined>;
}

/** The agent as a feature sees it. The runtime implements it; tests pass a small fake. */
export interface FeatureContext extends EngineSetup {
  readonly host: AgentHost;
  readonly conversation: ConversationHandle;
  /** The functions of the page that the agent may call now: first those of the property `tools`, then the registered ones. */
  readonly tools: readonly Tool[];
  /** Translates these labels into the visitor's language. The page's own labels replace them. */
  labels<L extends object>(english: L): L;
  /** Sends an event to the features, then to the page. Returns false when the page prevented it. */
  emit<Name extends AgentEventName>(name: Name, detail: VoiceLiveAgentDetails[Name], options?: EmitOptions): boolean;
  /** Makes a screen reader read the sentence once, also while the panel is closed. */
  announce(sentence: string): void;
  /** Resolves when there is a conversation. If there was none, a written one begins. Rejects with a `Fault`. */
  ready(): Promise<void>;
  /** Turns a problem into a fault, with sentences in the visitor's language. */
  faultOf(problem: Problem): Promise<Fault>;
  /** Rejects with a `Fault` unless the outcome is ok. */
  mustHaveWorked(outcome: Outcome): Promise<void>;
  /** What loaded features add to the result of `diagnose()`. */
  readonly features: { findings(): readonly Finding[] };
  /** Opens the card "Check my microphone". */
  checkMicrophone(): void;
  requestUpdate(): void;
}

/** Handlers of events, by the event's name. */
export type EventHandlers = {
  readonly [Name in AgentEventName]?: (detail: VoiceLiveAgentDetails[Name]) => void;
};

/** The hooks that a feature may provide. All of them are optional. */
export interface Feature {
  /** Handlers of the agent's events. They are called directly, before the event is dispatched to the page. */
  readonly on?: EventHandlers;
  onNotice?(notice: Notice): void;
  onAudioTrouble?(trouble: AudioTrouble): void;
  /** Called with each update of the element: an attribute, a property or the view has changed. */
  onUpdate?(): void;
  /** Resolves when a call may begin; rejects with a `Fault` when it may not. */
  beforeCall?(): Promise<void>;
  /**
   * Returns the session to send, changed as this feature needs it. The page can still change it in `vla-before-start`.
   */
  beforeSession?(session: RequestSession): RequestSession;
  /** Called when a conversation begins with this session. The conversation does not wait for it. */
  onStart?(session: RequestSession): void;
  /**
   * Called when settings changed while a conversation goes on. `session`: as it is wanted now. `fixed`: the properties of
   * attributes that changed too, and that hold from the next conversation on.
   */
  onSettings?(session: RequestSession, fixed: readonly string[]): void;
  /** What this feature adds to the result of `diagnose()`. */
  findings?(): readonly Finding[];
  /** Called when the page is left or the element removed, before the conversation ends with it. */
  onLeave?(): void;
  /** The card of this feature, above the call's buttons. Cards have the order of the table. */
  card?(): TemplateResult | HTMLElement | undefined;
  /** Values that replace or extend those of the view. */
  view?(): Partial<View>;
}

/** An occasion on which a feature may be loaded. `over`: the conversation ended or failed; `settings`: they changed in it. */
export type Moment = Notice['kind'] | 'over' | 'audio-trouble' | 'settings';

/** The occurrence that caused a feature to be loaded. */
export type Cause = Notice | { readonly kind: 'audio-trouble' };

/** One row of the table of features. */
export interface FeatureEntry {
  /** Imports the feature. Each row has its own literal `import()`, because bundlers cannot follow a computed path. */
  load(): Promise<{ readonly create: (agent: FeatureContext) => Feature | object }>;
  /**
   * The feature is loaded as soon as this returns true. It is called with every update of the element, so it must be
   * cheap.
   */
  when?(agent: FeatureContext): boolean;
  /**
   * The feature is loaded when this returns true. It is called when the visitor turns to the widget, and once for each
   * conversation, then with the session that is about to be sent.
   */
  atStart?(agent: FeatureContext, session: RequestSession | undefined): boolean;
  /** When this is true, a call waits for the feature, and does not begin without it. */
  beforeCall?(agent: FeatureContext): boolean | Promise<boolean>;
  /** The feature is loaded at the first of these moments. It receives that one too, however long loading takes. */
  readonly on?: readonly Moment[];
  /**
   * Called when the feature could not be loaded. `cause` is the occurrence that it was loaded for. It is undefined when
   * `when` asked for the feature; that failure is reported once.
   */
  unloaded?(agent: FeatureContext, cause: Cause | undefined): void;
  /** True when no other card is shown beside the card of this feature. */
  readonly alone?: boolean;
}

export type FeatureTable = Readonly<Record<string, FeatureEntry>>;

/** The feature that a row loads. */
export type FeatureOf<Entry extends FeatureEntry> = ReturnType<Awaited<ReturnType<Entry['load']>>['create']>;
