/** The socket's address of a Foundry voice agent. Its route takes a token as a subprotocol alone. */
import type { ConnectionSettings, Credential } from '../contract/engine-api.js';
import { socketUrl } from './connect-address.js';
import type { SocketAddress } from './websocket-transport.js';

/** The route is in preview, and answers 404 to who does not ask for it. */
const PREVIEW = 'VoiceAgents=V1Preview';

/** The project, encoded, in an endpoint such as `https://shop.services.ai.azure.com/api/projects/shop`. */
const projectIn = (endpoint: string): string | undefined => /\/api\/projects\/([^/?#]+)/.exec(endpoint)?.[1];

/**
 * The address with its credential, or undefined when there is no usable endpoint or no agent. The result is a secret: it
 * never goes into a log, an event or an error. A key gives an address without a credential, since the route takes none.
 */
export function voiceAgentAddress(
  settings: ConnectionSettings,
  credential: Credential,
  clientRequestId?: string,
): SocketAddress | undefined {
  const { protocols = [], scheme, url: complete } = credential;
  const token = credential.token ?? credential.access_token;
  const bearer = token && scheme !== 'none' && scheme !== 'api-key' ? [`authorization.bearer.${token}`] : [];
  // With a complete address a token is offered only where the host says so: a relay knows its ticket from the address.
  if (complete) return { url: complete, protocols: [...protocols, ...(scheme === 'subprotocol' ? bearer : [])] };
  const endpoint = credential.endpoint ?? settings.endpoint ?? '';
  const { agentName, agentProjectName: named } = settings;
  const project = named ? encodeURIComponent(named) : projectIn(endpoint);
  if (!project || !agentName) return undefined;
  const url = socketUrl(
    endpoint,
    `/api/projects/${project}/agents/${encodeURIComponent(agentName)}/endpoint/protocols/voice`,
  );
  if (!url?.hostname) return undefined;
  const inputs = { ...settings.structuredInputs, ...credential.structuredInputs };
  const query: Readonly<Record<string, string | undefined>> = {
    // A page that does not know that it talks with a voice agent names the version of the other route.
    'api-version': settings.dialect ? settings.apiVersion : 'v1',
    foundry_features: PREVIEW,
    'x-agent-version-override': settings.agentVersion,
    store: settings.store === undefined ? undefined : String(settings.store),
    structured_input: Object.keys(inputs).length > 0 ? JSON.stringify(inputs) : undefined,
    'client-request-id': clientRequestId,
  };
  for (const [field, value] of Object.entries(query)) if (value) url.searchParams.set(field, value);
  return { url: url.href, protocols: bearer.length > 0 ? ['realtime', ...bearer] : [] };
}
