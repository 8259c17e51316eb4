/** What a conversation may need once its session stands, as one object (`later-part.ts`). */
import { BUILD } from '../contract/build.js';
import { refusalOf } from '../credential/refusal.js';
import type { Later } from '../later-part.js';
import { ACTIVITY } from './activity.js';
import { onAgentEvent } from './agent-events.js';
import { asideOf, beginAside, onAsideEvent, refusedAside } from './asides.js';
import * as cues from './cue-handlers.js';
import { CueScheduler } from './cue-scheduler.js';
import { onError, onWarning } from './error-handlers.js';
import { G711 } from './g711-formats.js';
import { LatencyMeter } from './latency-meter.js';
import { Lines } from './lines.js';
import { endMcpCalls, onMcpCallOver } from './mcp-calls.js';
import { RELIED_ON } from './relied-on.js';
import { explain } from './service-problem.js';
import { wayOf } from './way-of.js';

export const later: Later = {
  build: BUILD,
  Lines,
  formats: G711,
  Cues: CueScheduler,
  LatencyMeter,
  wayOf,
  refusalOf,
  reliedOn: RELIED_ON,
  rules: {
    asideOf,
    beginAside,
    endMcpCalls,
    explain,
    onAsideEvent,
    refusedAside,
    rows: {
      ...ACTIVITY,
      error: onError,
      warning: onWarning,
      'response.audio_timestamp.delta': cues.onWordTime,
      'response.animation_viseme.delta': cues.onViseme,
      'response.animation_blendshapes.delta': cues.onBlendshapes,
      'response.mcp_call.completed': onMcpCallOver,
      'response.mcp_call.failed': onMcpCallOver,
      'session.handoff.started': onAgentEvent,
      'session.handoff.completed': onAgentEvent,
      'session.handoff.aborted': onAgentEvent,
      'session.subagent.started': onAgentEvent,
      'session.subagent.completed': onAgentEvent,
      'session.subagent.aborted': onAgentEvent,
    },
  },
};
