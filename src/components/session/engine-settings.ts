/** Turns the attributes as they are now into the settings that the engine gets. */
import { sendsReference } from './call-audio.js';
import { isVoiceAgent, type Target } from './model-facts.js';
import { sessionConfig } from './session-config.js';
import type * as SpeechNames from './speech-names.js';
import { warnOnce } from '../base/warn-once.js';
import type { AgentHost } from '../contract/agent.js';
import { ROWS, valuesOf } from '../contract/attributes.js';
import type { Mode } from '../../worker/contract/conversation.js';
import type { EngineSettings } from '../../worker/contract/engine-api.js';
import type { Problem } from '../../worker/contract/faults.js';
import type { Tool, WireTool } from '../contract/tools.js';
import type { Tool as ProtocolTool } from '../../worker/protocol/objects/index.js';

export const NOT_SET_UP: Problem = { code: 'setup', cause: 'no token-url, no tokenProvider' };

const NO_ADDRESS: Problem = { code: 'setup', cause: 'token-url is no address' };

/** These models hear and speak at the same time, by a protocol of their own. */
const GPT_LIVE: Problem = { code: 'unsupported', cause: 'GPT-Live models speak another protocol; take gpt-realtime' };

/** The version of the route of voice agents, unless the page names another. */
const VOICE_AGENT_API = 'v1';

/** What a conversation keeps until its end: with whom it is, and whether turns are held. */
export type Kept = Target & Pick<AgentHost, 'pushToTalk'>;

let names: typeof SpeechNames | undefined;

/**
 * Loads what these settings need; true when it was not there yet. It never rejects: without it a call has the service's own
 * voice, and finds the language.
 */
export async function settled({ voice, language }: AgentHost): Promise<boolean> {
  if (names || !(voice || language)) return false;
  names = await import('./speech-names.js').catch(() => void warnOnce(UNNAMED));
  return names !== undefined;
}

const UNNAMED = 'the names of voices and languages could not be loaded; this call has neither';

/** @param kept of the conversation that goes on, when there is one */
export function engineSettings(
  host: AgentHost,
  tools: readonly (Tool | WireTool)[],
  mode: Mode,
  kept: Kept = host,
): EngineSettings | Problem {
  if (host.unusable) return NOT_SET_UP;
  const said = valuesOf(host);
  const isVoice = isVoiceAgent(kept);
  if (!said.agentName && /^gpt-live/.test(said.model)) return GPT_LIVE;
  const { tokenUrl } = said;
  let address: string | undefined;
  try {
    address = host.tokenProvider || !tokenUrl ? undefined : new URL(tokenUrl, document.baseURI).href;
  } catch {
    return NO_ADDRESS;
  }
  return {
    connection: {
      ...said,
      tokenUrl: address,
      ...(isVoice && {
        dialect: 'voice-agent',
        apiVersion: said.apiVersion === ROWS['api-version'].initial ? VOICE_AGENT_API : said.apiVersion,
      }),
      store: said.storeConversation ? said.storeConversation === 'true' : undefined,
      structuredInputs: host.structuredInputs,
      ownSession: host.session,
      features: [said.features, sendsReference(host) && 'client_ec_reference:true'].filter(Boolean).join() || undefined,
    },
    session: sessionConfig(
      {
        ...said,
        turnDetection: kept.pushToTalk ? 'none' : said.turnDetection,
        echoCancellation: echoCancellation(host),
        inputSamplingRate: said.inputSamplingRate ? Number(said.inputSamplingRate) : undefined,
        tools: definitionsOf(tools),
        session: host.session,
      },
      kept,
      mode,
      names,
    ),
    greeting: isVoice ? undefined : said.greeting,
    mode,
    rawEvents: said.rawEvents,
    ducking: said.ducking,
  };
}

/** The tools in the form of the wire, without the fields that only the page uses. */
const definitionsOf = (tools: readonly (Tool | WireTool)[]): readonly ProtocolTool[] =>
  (tools as readonly Tool[]).map(({ handler: _, source: __, ...definition }) => ({ type: 'function', ...definition }));

function echoCancellation(host: AgentHost): string {
  if (host.echoCancellation !== 'reference' || sendsReference(host)) return host.echoCancellation;
  warnOnce('echo-cancellation="reference" needs input-audio-format="pcm16". server is used.');
  return 'server';
}
