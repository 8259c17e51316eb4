/**
 * The table of features: when each one is loaded, and from where. The order of the rows is the order of their cards,
 * and the order in which they receive notices and events.
 */
import type { AgentHost } from '../contract/agent.js';
import type { FeatureContext, FeatureTable } from '../contract/feature.js';
import { isInOtherTab } from '../session/hold-microphone.js';
import { isGptRealtime, voiceKind } from '../session/model-facts.js';
import type { RequestSession } from '../../worker/protocol/objects/index.js';

/** True when the HTML around the agent, its document or shadow root, has a tool. */
export const hasHtmlTools = (host: Element): boolean =>
  (host.getRootNode() as ParentNode).querySelector('voice-tool,form[voice-tool]') !== null;

const wantsCallFlow = ({ consentRequired, storage }: AgentHost): boolean => consentRequired || storage !== 'none';

/**
 * True when the call needs more than it has: a volume above 1, a chosen speaker, or another microphone than it began
 * with.
 */
const wantsDevices = ({ host, conversation: { audio } }: FeatureContext): boolean =>
  audio !== undefined && (host.volume > 1 || !!host.outputDevice || host.inputDevice !== audio.inputDevice);

/** True when the session has settings that some models or voices do not accept, so that the service may refuse it. */
export function isUnusual({ host }: FeatureContext, session: RequestSession | undefined): boolean {
  if (!session) return false;
  if (host.session || host.agentKind === 'voice' || host.transcriptionModel || session.temperature !== undefined)
    return true;
  const { voice, turn_detection: detection, input_audio_noise_reduction: reduction } = session;
  const isNativeVoice = voiceKind(voice) === 'azure-realtime-native';
  const isVoiceOfAnother = voiceKind(voice) === 'openai' && !isGptRealtime(host);
  const isUnknownVoice = host.voice !== undefined && !voice;
  const judgesWords = detection?.type === 'semantic_vad' || !!detection?.end_of_utterance_detection;
  return isNativeVoice || isVoiceOfAnother || isUnknownVoice || judgesWords || /_field$/.test(reduction?.type ?? '');
}

export const FEATURES = {
  serviceActivity: { load: () => import('../features/service-activity/service-activity.js'), on: ['activity'] },
  htmlTools: {
    load: () => import('../features/html-tools/html-tools.js'),
    atStart: ({ host }) => hasHtmlTools(host),
  },
  microphoneCheck: {
    load: () => import('../features/microphone-check/microphone-check.js'),
    alone: true,
  },
  callFlow: {
    load: () => import('../features/call-flow/call-flow.js'),
    when: ({ host }) => wantsCallFlow(host),
    beforeCall: ({ host }) => host.consentRequired,
    on: ['problem', 'over'],
  },
  otherTab: { load: () => import('../features/other-tab/other-tab.js'), beforeCall: isInOtherTab },
  callLimits: {
    load: () => import('../features/call-limits/call-limits.js'),
    when: ({ host }) => !!(host.maxDuration ?? host.idleTimeout ?? host.idlePrompt),
  },
  reconnecting: {
    load: () => import('../features/reconnecting/reconnecting.js'),
    when: ({ conversation }) => !!conversation.session,
  },
  systemControls: {
    load: () => import('../features/system-controls/system-controls.js'),
    when: ({ conversation }) => !!conversation.session && conversation.inCall,
  },
  captions: { load: () => import('../features/captions/captions.js'), when: ({ host }) => host.captions },
  echoHint: { load: () => import('../features/echo-hint/echo-hint.js'), on: ['interrupt'] },
  tools: {
    load: () => import('../features/tools/tools.js'),
    when: ({ tools }) => tools.length > 0,
    on: ['tool-call'],
    // Answers the call with an error, because the model would otherwise wait for its output.
    unloaded: ({ conversation }, cause) => {
      if (cause?.kind !== 'tool-call') return;
      conversation.tell('sendToolOutput', cause.call.callId, '{"error":"the page could not load its tools"}');
    },
  },
  voiceAgent: { load: () => import('../features/voice-agent/voice-agent.js'), on: ['agent'] },
  activityNotes: {
    load: () => import('../features/activity-notes/activity-notes.js'),
    when: ({ tools }) => tools.length > 0,
    on: ['activity', 'tool-call', 'agent'],
  },
  pushToTalk: {
    load: () => import('../features/push-to-talk/push-to-talk.js'),
    when: ({ host }) => host.pushToTalk,
  },
  devices: {
    load: () => import('../features/devices/devices.js'),
    when: wantsDevices,
    on: ['audio-trouble'],
    unloaded: ({ conversation }) =>
      conversation.note({ code: 'audio-blocked', cause: 'the code for other devices could not be loaded' }),
  },
  sessionChecks: {
    load: () => import('../features/session-checks/session-checks.js'),
    atStart: isUnusual,
    on: ['settings'],
  },
  record: { load: () => import('../features/record/record.js'), when: ({ host }) => host.record !== 'none' },
  // The rows below have no condition: a method of the element, or the visitor, loads them.
  images: { load: () => import('../features/images/images.js') },
  ask: { load: () => import('../features/ask/ask.js') },
  say: { load: () => import('../features/say/say.js') },
  diagnostics: { load: () => import('../features/diagnostics/diagnostics.js') },
} as const satisfies FeatureTable;
