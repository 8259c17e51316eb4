import type { AgentHost } from '../contract/agent.js';
import type { AudioTrouble } from '../contract/call-audio.js';
import type { EngineSetup } from '../contract/feature.js';
import type { Notice, SessionStatus } from '../../worker/contract/conversation.js';
import type { EngineSettings } from '../../worker/contract/engine-api.js';
import type { ClientEvent } from '../../worker/protocol/client-events.js';
import type { RequestSession } from '../../worker/protocol/objects/index.js';

/** The part of the runtime that the session controller uses. */
export interface SessionHost extends EngineSetup {
  readonly host: AgentHost;
  /** Events that the page sent before there was a conversation. They go out first when one opens. */
  readonly early: { get(): readonly ClientEvent[]; clear(): void };
  /** True when the credential may be requested before a conversation begins. */
  readonly asksEarly: boolean;
  /** Lets features and the page change the session before it is sent. Returns undefined when the page prevented it. */
  beforeStart(settings: EngineSettings): RequestSession | undefined;
  /** Called with every notice except the status, after the controller has updated its own state. */
  onNotice(notice: Notice): void;
  onStatus(status: SessionStatus, previous: SessionStatus): void;
  /** Called when the audio may be disturbed. It can be a false alarm, so the receiver checks first. */
  onAudioTrouble(trouble: AudioTrouble): void;
  /** Called when the page is left or the element removed, before the conversation ends with it. */
  onLeave(): void;
  requestUpdate(): void;
}
