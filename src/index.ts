/** The door: registers the tag and re-exports the public types. Importing it outside a browser does nothing. */
import { VoiceLiveAgent } from './components/agent/voice-live-agent.js';
import { defineWidget } from './components/ui/shared/face-element.js';

defineWidget('voice-live-agent', VoiceLiveAgent);

export { VoiceLiveAgent };
export type * from './components/contract/events.js';
export type { Check } from './components/features/diagnostics/diagnose.js';
export type { ImageOptions } from './components/features/images/images.js';
export type { Device, DeviceList } from './components/features/devices/device-manager.js';
export type { Tool, ToolContext, ToolDefinition, ToolHandler } from './components/features/tools/tool-runner.js';
export type { Pack as Labels } from './components/i18n/locale.js';
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
