/** Decides by address and credential whether a client may connect. It opens no socket. */
import type { IncomingMessage } from 'node:http';
import { type TokenVerdict, verifyToken } from '../credentials.js';
import { newId } from '../shared/ids.js';
import type { AgentTarget } from '../session/session-state.js';
import { urlOf } from '../shared/request-url.js';

export const REALTIME_PATH = '/voice-live/realtime';
const SUBPROTOCOL = 'authorization.bearer.';
const API_VERSIONS: ReadonlySet<string> = new Set([
  ...['2025-10-01', '2026-04-10', '2026-07-15'],
  ...['2025-05-01-preview', '2026-01-01-preview', '2026-06-01-preview', '2026-07-31-preview'],
]);

/** What a client asked for when it connected. */
export interface UpgradeRequest {
  readonly id: string;
  readonly apiVersion: string;
  readonly model: string | undefined;
  readonly agent: AgentTarget | undefined;
  /** name of the voice agent, on the route of voice agents */
  readonly voiceAgent?: string;
  /** the query without credentials */
  readonly query: Readonly<Record<string, string>>;
}

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export interface Secrets {
  readonly secret: string;
  readonly apiKey: string | undefined;
}

export type UpgradeVerdict =
  | { readonly accepted: true; readonly request: UpgradeRequest }
  | { readonly accepted: false; readonly refusal: Refusal };

/** Decides whether a connection may open. The checks have the order of the service's, so that the first error is the same. */
export function checkUpgrade(message: IncomingMessage, secrets: Secrets, now: number): UpgradeVerdict {
  const query = urlOf(message)?.searchParams ?? new URLSearchParams();
  const refusal = checkCredential(message, query, secrets, now) ?? checkQuery(query);
  if (refusal) return { accepted: false, refusal };
  return {
    accepted: true,
    request: {
      id: query.get('client-request-id') ?? newId('conn'),
      apiVersion: query.get('api-version') ?? '',
      model: query.get('model') ?? undefined,
      agent: readAgent(query),
      query: publicQuery(query),
    },
  };
}

/** The subprotocol to answer with; browsers fail when they offered some and none is chosen. */
export function chooseSubprotocol(offered: ReadonlySet<string>): string | false {
  const names = [...offered];
  return names.find((name) => name.startsWith(SUBPROTOCOL)) ?? names[0] ?? false;
}

export const badRequest = (message: string): Refusal => ({ status: 400, code: 'invalid_request', message });
export const unauthorized = (message: string): Refusal => ({ status: 401, code: 'unauthorized', message });

function checkQuery(query: URLSearchParams): Refusal | undefined {
  const version = query.get('api-version');
  if (!version) return badRequest("The query parameter 'api-version' is missing.");
  if (!API_VERSIONS.has(version)) return badRequest(`The api-version '${version.slice(0, 40)}' is not supported.`);
  if (query.get('model') || readAgent(query)) return undefined;
  return badRequest("Either 'model', or 'agent-name' and 'agent-project-name' must be given.");
}

const readAgent = (query: URLSearchParams): AgentTarget | undefined => {
  const name = query.get('agent-name');
  const project = query.get('agent-project-name');
  if (!name || !project) return undefined;
  const version = query.get('agent-version') ?? undefined;
  return { name, project, version, conversationId: query.get('conversation-id') ?? undefined };
};

function checkCredential(
  message: IncomingMessage,
  query: URLSearchParams,
  { secret, apiKey }: Secrets,
  now: number,
): Refusal | undefined {
  const token = findToken(message, query);
  if (token !== undefined) return checkToken(token, secret, now);
  const key = query.get('api-key') ?? message.headers['api-key'];
  if (key === undefined || key === null) return unauthorized('A credential is missing.');
  if (apiKey === undefined || key !== apiKey) return unauthorized('The api-key is not valid.');
  return readAgent(query) ? unauthorized('Agents take Entra tokens only.') : undefined;
}

export const checkToken = (token: string, secret: string, now: number): Refusal | undefined =>
  TOKEN_REFUSALS[verifyToken(secret, token, now)];

const TOKEN_REFUSALS: { readonly [V in TokenVerdict]: Refusal | undefined } = {
  valid: undefined,
  expired: unauthorized('The token has expired.'),
  invalid: unauthorized('The token is not valid.'),
};

/** Browsers cannot set headers, so the token may come in the query or as a subprotocol. */
function findToken(message: IncomingMessage, query: URLSearchParams): string | undefined {
  const bearer = query.get('Authorization') ?? query.get('authorization') ?? message.headers.authorization;
  if (bearer !== undefined) return bearer.replace(/^Bearer\s+/i, '');
  return tokenOfProtocols(message);
}

/** The token of the subprotocol `authorization.bearer.<token>`. */
export function tokenOfProtocols({ headers }: IncomingMessage): string | undefined {
  const offered = headers['sec-websocket-protocol']?.split(',').map((name) => name.trim()) ?? [];
  return offered.find((name) => name.startsWith(SUBPROTOCOL))?.slice(SUBPROTOCOL.length);
}

export const publicQuery = (query: URLSearchParams): Readonly<Record<string, string>> =>
  Object.fromEntries([...query].filter(([name]) => !/auth(?!entication-identity)|key|token/i.test(name)));
