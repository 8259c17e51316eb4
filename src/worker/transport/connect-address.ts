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

/** Fields of the query. Each has the value of the setting of the same name in camelCase. */
const OF_AGENT = [
  'agent-name',
  'agent-project-name',
  'agent-version',
  'conversation-id',
  'agent-authentication-identity-client-id',
  'foundry-resource-override',
];
const OF_MODEL = ['model', 'profile'];

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
  const add = (name: string, value: string | undefined): void => void (value && url.searchParams.set(name, value));
  add('client-request-id', clientRequestId);
  for (const name of ['api-version', 'features', ...(isAgentMode(settings) ? OF_AGENT : OF_MODEL)]) {
    add(name, settings[name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) as 'model']);
  }
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
