/** Turns the attributes as they are now into the settings that the engine gets. */
import { sendsReference } from './call-audio.js';
import { sessionConfig } from './session-config.js';
import { warnOnce } from '../base/warn-once.js';
import type { AgentHost } from '../contract/agent.js';
import { valuesOf } from '../contract/attributes.js';
import type { Mode } from '../../worker/contract/conversation.js';
import type { EngineSettings } from '../../worker/contract/engine-api.js';
import type { Problem } from '../../worker/contract/faults.js';
import type { Tool } from '../contract/tools.js';

export const NOT_SET_UP: Problem = { code: 'setup', cause: 'no token-url, no tokenProvider' };

export function engineSettings(host: AgentHost, tools: readonly Tool[], mode: Mode): EngineSettings | Problem {
  if (host.unusable) return NOT_SET_UP;
  const said = valuesOf(host);
  const { tokenUrl } = said;
  return {
    connection: {
      ...said,
      tokenUrl: host.tokenProvider || !tokenUrl ? undefined : new URL(tokenUrl, document.baseURI).href,
      features: sendsReference(host) ? 'client_ec_reference:true' : undefined,
    },
    session: sessionConfig(
      {
        ...said,
        turnDetection: said.pushToTalk ? 'none' : said.turnDetection,
        echoCancellation: echoCancellation(host),
        inputSamplingRate: said.inputSamplingRate ? Number(said.inputSamplingRate) : undefined,
        tools: definitionsOf(tools),
        session: host.session,
      },
      said,
      mode,
    ),
    greeting: said.greeting,
    mode,
    rawEvents: said.rawEvents,
    ducking: said.ducking,
  };
}

/** The tools in the form of the wire, without the fields that only the page uses. */
export const definitionsOf = (tools: readonly Tool[]) =>
  tools.map(({ handler: _, source: __, ...definition }) => ({ ...definition, type: 'function' as const }));

function echoCancellation(host: AgentHost): string {
  if (host.echoCancellation !== 'reference' || sendsReference(host)) return host.echoCancellation;
  warnOnce('echo-cancellation="reference" needs input-audio-format="pcm16". server is used.');
  return 'server';
}
