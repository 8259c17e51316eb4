/**
 * What a feature gets, what it may bring, and how the table lists it. A feature knows this contract, never the classes of
 * the agent and never another feature.
 */
import type { TemplateResult } from 'lit';
import type { Mode, Notice } from '../../worker/contract/conversation.js';
import type { Credential, EngineSettings } from '../../worker/contract/engine-api.js';
import type { Fault, Problem } from '../../worker/contract/faults.js';
import type { RequestSession } from '../../worker/protocol/objects/index.js';
import type { AgentHost } from './agent.js';
import type { AssetLocator } from './asset.js';
import type { AudioTrouble } from './call-audio.js';
import type { ConversationHandle } from './conversation.js';
import type { VoiceLiveAgentDetails } from './events.js';
import type { Tool } from './tools.js';
import type { View } from './view.js';

export type AgentEventName = keyof VoiceLiveAgentDetails;

export interface EmitOptions {
  /** The page may prevent it. */
  readonly cancelable?: boolean;
  /** Where the DOM event is dispatched; the agent itself when it is not said. */
  readonly source?: Element | undefined;
}

/** What it takes to start an engine beside the one of the conversation. */
export interface EngineSetup {
  readonly assets: AssetLocator;
  /** What the attributes say now; a problem when the page is not set up. The page is not asked. */
  engineSettings(mode: Mode): EngineSettings | Problem;
  /** The answer of `tokenProvider`; undefined when it failed or there is none. */
  credential(): Promise<Credential | undefined>;
}

/** What a feature gets. The runtime implements it; a test passes a small fake. */
export interface FeatureContext extends EngineSetup {
  readonly host: AgentHost;
  readonly conversation: ConversationHandle;
  /** What the agent may call now: the property `tools`, then what was registered. */
  readonly tools: readonly Tool[];
  /** These sentences in the visitor's language, with the page's own over them. */
  labels<L extends object>(english: L): L;
  /** Tells the other features, then the page. False when the page prevented it. */
  emit<Name extends AgentEventName>(name: Name, detail: VoiceLiveAgentDetails[Name], options?: EmitOptions): boolean;
  /** Read out once by a screen reader, also while the panel is closed. */
  announce(sentence: string): void;
  /** Resolves when there is a conversation, which begins in writing where there was none. Rejects with a `Fault`. */
  ready(): Promise<void>;
  /** The problem in the visitor's words. */
  faultOf(problem: Problem): Promise<Fault>;
  /** Opens the card "Check my microphone". */
  checkMicrophone(): void;
  requestUpdate(): void;
}

/** By name of event. */
export type EventHandlers = {
  readonly [Name in AgentEventName]?: (detail: VoiceLiveAgentDetails[Name]) => void;
};

/** What a feature may bring. Everything is optional. */
export interface Feature {
  /** Called before the page hears of it, and not through the DOM. */
  readonly on?: EventHandlers;
  onNotice?(notice: Notice): void;
  onAudioTrouble?(trouble: AudioTrouble): void;
  /** An attribute, a property or something shown has changed. */
  onUpdate?(): void;
  /** Resolves when a call may begin; rejects with a `Fault` when it may not. */
  beforeCall?(): Promise<void>;
  /** The wire session that is about to be sent, as this feature wants it. The page has the last word. */
  beforeSession?(session: RequestSession): RequestSession;
  /** A conversation begins with this session. Nobody waits for it, and it may come a little later. */
  onStart?(session: RequestSession): void;
  /** One card above the buttons of the call. Cards stand in the order of the table. */
  card?(): TemplateResult | HTMLElement | undefined;
  /** What it changes of the view. */
  view?(): Partial<View>;
}

/** What a row of the table may be loaded with. `over`: the conversation ended, or failed. */
export type Moment = Notice['kind'] | 'over' | 'audio-trouble';

/** What a feature may be loaded for. */
export type Cause = Notice | { readonly kind: 'audio-trouble' };

/** One row of the table of features. */
export interface FeatureEntry {
  /** Written out, so that bundlers see the file. */
  load(): Promise<{ readonly create: (agent: FeatureContext) => Feature | object }>;
  /** Loaded as soon as this holds. It is asked with every update of the element, so it must be cheap. */
  when?(agent: FeatureContext): boolean;
  /** Asked when the visitor turns to the widget, and once a conversation: then with the session that was made. */
  atStart?(agent: FeatureContext, session: RequestSession | undefined): boolean;
  /** A call waits for the feature where this holds, and does not begin without it. */
  beforeCall?(agent: FeatureContext): boolean;
  /** Loaded with the first of these. It gets that one too, however long the loading takes. */
  readonly on?: readonly Moment[];
  /** The feature could not be loaded. `cause`: what happened; undefined when `when` asked for it, which is told once. */
  unloaded?(agent: FeatureContext, cause: Cause | undefined): void;
  /** Its card stands alone: no other is shown beside it. */
  readonly alone?: boolean;
}

export type FeatureTable = Readonly<Record<string, FeatureEntry>>;

/** The feature that a row loads. */
export type FeatureOf<Entry extends FeatureEntry> = ReturnType<Awaited<ReturnType<Entry['load']>>['create']>;
