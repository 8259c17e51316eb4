import type { AgentHost } from '../contract/agent.js';
import type { AudioTrouble } from '../contract/call-audio.js';
import type { EngineSetup } from '../contract/feature.js';
import type { Notice, SessionStatus } from '../../worker/contract/conversation.js';
import type { ClientEvent } from '../../worker/protocol/client-events.js';
import type { RequestSession } from '../../worker/protocol/objects/index.js';

/** What the controller needs of its agent. */
export interface SessionHost extends EngineSetup {
  readonly host: AgentHost;
  /** What the page said before there was a conversation: the first that is sent. */
  readonly early: { get(): readonly ClientEvent[]; clear(): void };
  /** A credential may be asked for before it is needed. */
  readonly asksEarly: boolean;
  /** Lets features and the page change the session before it is sent; undefined when the page prevented it. */
  beforeStart(session: RequestSession): RequestSession | undefined;
  /** Everything worth an event, after the controller has taken note of it. */
  onNotice(notice: Notice): void;
  onStatus(status: SessionStatus, previous: SessionStatus): void;
  /** May be a false alarm: whoever hears it looks closer. */
  onAudioTrouble(trouble: AudioTrouble): void;
  requestUpdate(): void;
}
