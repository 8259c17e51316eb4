/** Turns the attributes as they are now into the settings that the engine gets. */
import { sendsReference } from './call-audio.js';
import type { Target } from './model-facts.js';
import { sessionConfig } from './session-config.js';
import { warnOnce } from '../base/warn-once.js';
import type { AgentHost } from '../contract/agent.js';
import { valuesOf } from '../contract/attributes.js';
import type { Mode } from '../../worker/contract/conversation.js';
import type { EngineSettings } from '../../worker/contract/engine-api.js';
import type { Problem } from '../../worker/contract/faults.js';
import type { Tool, WireTool } from '../contract/tools.js';
import type { Tool as ProtocolTool } from '../../worker/protocol/objects/index.js';

export const NOT_SET_UP: Problem = { code: 'setup', cause: 'no token-url, no tokenProvider' };

/** What a conversation keeps until its end: with whom it is, and whether turns are held. */
export type Kept = Target & Pick<AgentHost, 'pushToTalk'>;

/** @param kept of the conversation that goes on, when there is one */
export function engineSettings(
  host: AgentHost,
  tools: readonly (Tool | WireTool)[],
  mode: Mode,
  kept: Kept = host,
): EngineSettings | Problem {
  if (host.unusable) return NOT_SET_UP;
  const said = valuesOf(host);
  const { tokenUrl } = said;
  return {
    connection: {
      ...said,
      tokenUrl: host.tokenProvider || !tokenUrl ? undefined : new URL(tokenUrl, document.baseURI).href,
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
    ),
    greeting: said.greeting,
    mode,
    modalities: host.session?.modalities,
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
