/**
 * The public contract of `<voice-live-agent>` as types, for the rooms that must not import its class. The class
 * implements `AgentHost`, so the compiler reports any difference.
 */
import type { ReactiveControllerHost } from 'lit';
import type { DeviceList } from '../../audio/io/device-list.js';
import type { Message, SessionStatus } from '../../worker/contract/conversation.js';
import type { Credential } from '../../worker/contract/engine-api.js';
import type { Fault } from '../../worker/contract/faults.js';
import type { ClientEvent } from '../../worker/protocol/client-events.js';
import type { RequestSession } from '../../worker/protocol/objects/index.js';
import type { AttributeProperties } from './attributes.js';
import type { Check } from './checks.js';
import type { Tool, ToolArguments, ToolDefinition, ToolHandler, WireTool } from './tools.js';
import type { Words } from '../i18n/locale.js';

/** Options of `sendImage()`. */
export interface ImageOptions {
  /** How closely the model looks at the image; `auto` by default. */
  readonly detail?: 'auto' | 'low' | 'high';
  /** A text of the visitor that is sent together with the image. */
  readonly text?: string;
  /** Whether to ask for an answer; true by default. */
  readonly answer?: boolean;
}

/** Options of `ask()`. */
export interface AskOptions {
  /** A JSON Schema. The answer is then JSON that the model was asked to make fit it; whether it does is not checked. */
  readonly schema?: object;
  /** Aborts the request. */
  readonly signal?: AbortSignal;
}

/** The public methods that faces and features may call. They are documented in agent/agent-element.ts. */
export interface AgentMethods {
  start(): Promise<void>;
  stop(): Promise<void>;
  sendText(text: string): Promise<void>;
  sendImage(image: Blob, options?: ImageOptions): Promise<void>;
  ask(instructions: string, options?: AskOptions): Promise<string>;
  interrupt(): void;
  setInputDevice(deviceId: string): Promise<void>;
  setOutputDevice(deviceId: string): Promise<void>;
  show(): void;
  hide(): void;
  startTurn(): Promise<void>;
  endTurn(): Promise<boolean>;
  cancelTurn(): Promise<void>;
  sendEvent(event: ClientEvent): void;
  updateSession(session: RequestSession): void;
  updateContext(context: string | object): void;
  registerTool<Args extends object = ToolArguments>(
    definition: ToolDefinition & Pick<Tool, 'source'>,
    handler: ToolHandler<Args>,
  ): () => void;
  devices(): Promise<DeviceList>;
  diagnose(): Promise<readonly Check[]>;
  exportRecording(): Promise<File>;
}

export interface AgentHost extends HTMLElement, ReactiveControllerHost, AttributeProperties, AgentMethods {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly state: SessionStatus;
  readonly messages: readonly Message[];
  readonly sessionId: string | undefined;
  readonly fault: Fault | undefined;
  readonly unusable: boolean;
  readonly session: RequestSession | undefined;
  readonly tools: readonly (Tool | WireTool)[] | undefined;
  readonly structuredInputs: Readonly<Record<string, unknown>> | undefined;
  readonly activeAgent: string | undefined;
  readonly labels: Words | undefined;
  readonly tokenProvider: ((signal: AbortSignal) => Promise<Credential>) | undefined;
}
