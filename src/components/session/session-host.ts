import type { ReactiveControllerHost } from 'lit';
import type { Mode, Notice, SessionStatus } from '../../worker/contract/conversation.js';
import type { Credential, EngineSettings } from '../../worker/contract/engine-api.js';
import type { Problem } from '../../worker/contract/faults.js';
import type { ClientEvent } from '../../worker/protocol/client-events.js';
import type { RequestSession } from '../../worker/protocol/objects/index.js';
import type { DeviceDetail } from '../contract/events.js';
import type { SoundSettings } from './call-audio.js';

/** What the controller needs of its element. */
export interface SessionHost extends Pick<ReactiveControllerHost, 'addController' | 'requestUpdate'>, SoundSettings {
  readonly element: { readonly isConnected: boolean };
  /** What the attributes say now; a problem when the page is not set up. */
  engineSettings(mode: Mode): EngineSettings | Problem;
  /** What the page said before there was a conversation: the first that is sent. */
  early: readonly ClientEvent[];
  /** A credential may be asked for before it is needed. */
  readonly asksEarly: boolean;
  credential(): Promise<Credential | undefined>;
  beforeStart(session: RequestSession): Promise<RequestSession | undefined>;
  /** Everything worth an event, after the controller has taken note of it. */
  onNotice(notice: Notice): void;
  onStatus(status: SessionStatus, previous: SessionStatus): void;
  onDevice(detail: DeviceDetail): void;
}
