/** The element as the rooms below see it, which is what a page sees too. The class `implements` it, so it cannot drift. */
import type { ReactiveControllerHost } from 'lit';
import type { DeviceList } from '../../audio/io/device-list.js';
import type { Message, SessionStatus } from '../../worker/contract/conversation.js';
import type { Credential } from '../../worker/contract/engine-api.js';
import type { Fault } from '../../worker/contract/faults.js';
import type { ClientEvent } from '../../worker/protocol/client-events.js';
import type { RequestSession } from '../../worker/protocol/objects/index.js';
import type { AttributeProperties } from './attributes.js';
import type { Check } from './checks.js';
import type { Tool, ToolArguments, ToolDefinition, ToolHandler } from './tools.js';
import type { Words } from '../i18n/locale.js';

export interface ImageOptions {
  /** How closely the model looks: `auto` holds when it is not said. */
  readonly detail?: 'auto' | 'low' | 'high';
  /** What the visitor says about it. */
  readonly text?: string;
  /** False when an answer is not wanted yet. */
  readonly answer?: boolean;
}

/** The methods of the public contract that faces and features call. */
export interface AgentMethods {
  start(): Promise<void>;
  stop(): Promise<void>;
  sendText(text: string): Promise<void>;
  sendImage(image: Blob, options?: ImageOptions): Promise<void>;
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
}

export interface AgentHost extends HTMLElement, ReactiveControllerHost, AttributeProperties, AgentMethods {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly state: SessionStatus;
  readonly messages: readonly Message[];
  readonly sessionId: string | undefined;
  readonly fault: Fault | undefined;
  readonly unusable: boolean;
  readonly session: RequestSession | undefined;
  readonly tools: readonly Tool[] | undefined;
  readonly labels: Words | undefined;
  readonly tokenProvider: ((signal: AbortSignal) => Promise<Credential>) | undefined;
}
