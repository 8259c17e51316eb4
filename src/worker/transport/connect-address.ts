/** The socket's address, from the settings and the credential. It knows how the service takes a credential, and opens nothing. */
import type { ConnectionSettings, Credential } from '../contract/engine-api.js';
import { THIS_MACHINE } from '../credential/credential.js';
import { parseUrl } from '../credential/parse-url.js';
import type { SocketAddress } from './websocket-transport.js';

/** True for an agent whose conversation the service keeps. A voice agent's cannot be continued. */
export const isAgentMode = ({ agentName, dialect }: ConnectionSettings): boolean =>
  Boolean(agentName) && dialect !== 'voice-agent';

const IS_THIS_MACHINE = new RegExp(`^${THIS_MACHINE}$`);

/**
 * Takes `https://name.services.ai.azure.com`, `wss://…` or a bare host. Undefined for anything else, also for a connection
 * without encryption to another machine. The result has this path.
 */
export function socketUrl(endpoint: string, path: string): URL | undefined {
  const address = /^[a-z]+:\/\//i.test(endpoint) ? endpoint : `https://${endpoint}`;
  const url = parseUrl(address);
  if (!url) return undefined;
  const secure = url.protocol === 'https:' || url.protocol === 'wss:';
  if (!secure && !(/^(?:http|ws):$/.test(url.protocol) && IS_THIS_MACHINE.test(url.hostname))) return undefined;
  // `URL` does not change https into wss in place, so a new one is made.
  return new URL(`${secure ? 'wss' : 'ws'}://${url.host}${path}`);
}

/**
 * The address of the realtime socket with its credential, or undefined when there is no usable endpoint. The result is
 * a secret: it never goes into a log, an event or an error.
 */
export function connectAddress(
  settings: ConnectionSettings,
  credential: Credential,
  clientRequestId?: string,
): SocketAddress | undefined {
  if (credential.url) return { url: credential.url, protocols: [] };
  const url = socketUrl(credential.endpoint ?? settings.endpoint ?? '', '/voice-live/realtime');
  if (!url?.hostname) return undefined;
  const query: Readonly<Record<string, string | undefined>> = {
    'api-version': settings.apiVersion,
    features: settings.features,
    'client-request-id': clientRequestId,
    ...(isAgentMode(settings)
      ? {
          'agent-name': settings.agentName,
          'agent-project-name': settings.agentProjectName,
          'agent-version': settings.agentVersion,
          'conversation-id': settings.conversationId,
          'agent-authentication-identity-client-id': settings.agentAuthenticationIdentityClientId,
          'foundry-resource-override': settings.foundryResourceOverride,
        }
      : { model: settings.model, profile: settings.profile }),
  };
  for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
  const token = credential.token ?? credential.access_token ?? '';
  switch (credential.scheme ?? 'entra') {
    case 'entra':
      // %20 instead of +: the service reads the value as a header.
      url.search += `&Authorization=${encodeURIComponent(`Bearer ${token}`)}`;
      break;
    case 'api-key':
      url.searchParams.set('api-key', token);
      break;
    case 'subprotocol':
      return { url: url.href, protocols: [`authorization.bearer.${token}`] };
    case 'none':
      break;
  }
  return { url: url.href, protocols: [] };
}
