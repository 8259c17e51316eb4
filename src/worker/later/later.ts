/** What a conversation may need once its session stands, as one object (`later-part.ts`). */
import { BUILD } from '../contract/build.js';
import type { Later } from '../later-part.js';
import { onAgentEvent } from './agent-events.js';
import { asideOf, beginAside, onAsideEvent, refusedAside } from './asides.js';
import * as cues from './cue-handlers.js';
import { onError } from './error-handlers.js';
import { G711 } from './g711-formats.js';
import { Lines } from './lines.js';
import { endMcpCalls, onMcpCallOver } from './mcp-calls.js';
import { explain } from './service-problem.js';
import { voiceAgentLayer } from './voice-agent-layer.js';
import { recorded } from './wire-tap.js';

export const later: Later = {
  build: BUILD,
  Lines,
  formats: G711,
  layers: { recorded, voiceAgent: voiceAgentLayer },
  rules: {
    asideOf,
    beginAside,
    endMcpCalls,
    explain,
    onAsideEvent,
    refusedAside,
    rows: {
      error: onError,
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
