/**
 * The main entry: registers `<voice-live-agent>` and re-exports the public types. Importing it outside a browser does
 * nothing.
 */
import { VoiceLiveAgent } from './components/agent/voice-live-agent.js';
import { explain } from './components/agent/read-attribute.js';
import { defineWidget } from './components/base/define.js';

if (!defineWidget('voice-live-agent', VoiceLiveAgent)) explain(({ SECOND_COPY }) => [SECOND_COPY]);

export { VoiceLiveAgent };
export type * from './components/contract/events.js';
export type { Check } from './components/contract/checks.js';
export type { AskOptions, ImageOptions } from './components/contract/agent.js';
export type { Device, DeviceList } from './audio/io/device-list.js';
export type {
  SearchTool,
  Tool,
  ToolArguments,
  ToolContext,
  ToolDefinition,
  ToolHandler,
  WireTool,
} from './components/contract/tools.js';
export type { AllLabels as Labels } from './components/agent/all-labels.js';
export type { VlaAvatar } from './components/ui/visualizer/vla-avatar.js';
export type { VlaCaptions } from './components/features/captions/vla-captions.js';
export type { VlaComposer } from './components/ui/composer/vla-composer.js';
export type { VlaMicButton } from './components/ui/controls/vla-mic-button.js';
export type { VlaOrb } from './components/ui/visualizer/vla-orb.js';
export type { VlaStatus } from './components/ui/panel/vla-status.js';
export type { VlaTranscript } from './components/ui/transcript/vla-transcript.js';
export type { Message, Metrics, Role, SessionStatus } from './worker/contract/conversation.js';
export type { Credential, CredentialScheme } from './worker/contract/engine-api.js';
export type { Fault, FaultCode } from './worker/contract/faults.js';
export type * from './worker/protocol/client-events.js';
export type * from './worker/protocol/enums.js';
export type * from './worker/protocol/objects/index.js';
export type * from './worker/protocol/server-events.js';
