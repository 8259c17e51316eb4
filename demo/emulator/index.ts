/** `voice-live-agent/emulator`: a Voice Live service and a token endpoint on this machine, for tests of one's own site. */
import { loadStart } from './load-start.js';
import type { EmulatorOptions, RunningEmulator } from './public-types.js';

export type {
  Answers,
  EmulatorAgents,
  EmulatorConnection,
  EmulatorFaults,
  EmulatorOptions,
  ReceivedEvent,
  RunningEmulator,
  SaidMessage,
  TokenFailure,
  ToolCall,
  VoiceAgentDefinition,
  VisitorTurn,
} from './public-types.js';

/** Starts it; rejects with a sentence when an option cannot be right, or the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const { start } = await loadStart();
  return start(options);
}
