/** Decides by address and credential whether a client may speak with a voice agent. It opens no socket. */
import type { IncomingMessage } from 'node:http';
import {
  badRequest,
  checkToken,
  publicQuery,
  type Refusal,
  tokenOfProtocols,
  unauthorized,
  type UpgradeRequest,
} from '../connection/upgrade.js';
import type { Faults } from '../faults.js';
import { newId } from '../shared/ids.js';
import type { JsonObject } from '../shared/json.js';
import { urlOf } from '../shared/request-url.js';
import type { AgentStore } from './agent-store.js';
import type { Definition } from './definition-types.js';
import { inputsOf, parseInputs, render } from './structured-inputs.js';

const ROUTE = /^\/api\/projects\/([^/]+)\/agents\/([^/]+)\/endpoint\/protocols\/voice$/;
const OPT_IN = 'VoiceAgents=V1Preview';
const DEFAULT_MODEL = 'gpt-realtime';

export const isAgentRoute = (path: string): boolean => ROUTE.test(path);

/** The subprotocol to answer with: never the one that carries the token. */
export const chooseAgentSubprotocol = (offered: ReadonlySet<string>): string | false =>
  offered.has('realtime') && 'realtime';

/** What a session with an agent begins with. */
export interface AgentStart {
  /** with its placeholders filled */
  readonly definition: Definition;
  readonly inputs: JsonObject;
  readonly store: boolean;
}

export type AgentVerdict =
  | { readonly accepted: true; readonly request: UpgradeRequest; readonly start: AgentStart }
  | { readonly accepted: false; readonly refusal: Refusal };

const refuse = (refusal: Refusal): AgentVerdict => ({ accepted: false, refusal });
const notFound = (message: string): Refusal => ({ status: 404, code: 'not_found', message });

/** What a client must prove, whichever agent it asks for. */
export interface Entry {
  readonly secret: string;
  readonly now: number;
  readonly agents: AgentStore;
  readonly faults: Pick<Faults, 'structuredInput'>;
}

export function checkAgentUpgrade(message: IncomingMessage, { secret, now, agents, faults }: Entry): AgentVerdict {
  const url = urlOf(message);
  const query = url?.searchParams ?? new URLSearchParams();
  const refusal = checkCredential(message, query, secret, now) ?? checkOptIn(message, query);
  if (refusal) return refuse(refusal);
  const name = decoded(ROUTE.exec(url?.pathname ?? '')?.[2] ?? '');
  const saved = name === undefined ? undefined : agents.get(name);
  if (name === undefined || !saved) return refuse(notFound(`There is no voice agent '${(name ?? '').slice(0, 80)}'.`));
  if (saved.enabled === false) {
    return refuse({ status: 409, code: 'agent_disabled', message: `The agent '${name}' is disabled.` });
  }
  const wrong = checkQuery(query);
  if (wrong) return refuse(wrong);
  const start = readStart(message, query, saved, faults);
  if (!start.ok) return refuse(badRequest(start.message));
  const id = query.get('client-request-id') ?? newId('conn');
  const { model = DEFAULT_MODEL } = saved;
  const rest = { agent: undefined, voiceAgent: name, query: publicQuery(query) };
  return { accepted: true, request: { id, apiVersion: 'v1', model, ...rest }, start: start.value };
}

function checkCredential(message: IncomingMessage, query: URLSearchParams, secret: string, now: number) {
  const { headers } = message;
  const inQuery = [...query.keys()].some((name) => /^(authorization|api-key|access_token)$/i.test(name));
  if (inQuery) return unauthorized('A credential in the address is not accepted: send a header or a subprotocol.');
  if (headers['api-key'] !== undefined) return unauthorized('Voice agents take Entra tokens only, and no api-key.');
  const bearer = /^Bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1];
  const token = bearer ?? tokenOfProtocols(message);
  return token === undefined ? unauthorized('A token is missing.') : checkToken(token, secret, now);
}

function checkOptIn({ headers }: IncomingMessage, query: URLSearchParams): Refusal | undefined {
  const features = `${String(headers['foundry-features'] ?? '')},${query.get('foundry_features') ?? ''}`;
  const asked = features.split(',').some((feature) => feature.trim() === OPT_IN);
  return asked ? undefined : notFound(`The preview is not switched on: send 'Foundry-Features: ${OPT_IN}'.`);
}

function checkQuery(query: URLSearchParams): Refusal | undefined {
  const version = query.get('api-version');
  if (version !== 'v1') return badRequest(`The api-version must be 'v1', not '${(version ?? '').slice(0, 40)}'.`);
  const transport = query.get('transport') ?? 'websocket';
  if (transport === 'webrtc') return notFound('The emulator has no WebRTC: use the WebSocket.');
  if (transport !== 'websocket') return badRequest("'transport' must be 'websocket' or 'webrtc'.");
  const store = query.get('store') ?? 'true';
  return store === 'true' || store === 'false' ? undefined : badRequest("'store' must be 'true' or 'false'.");
}

function readStart(message: IncomingMessage, query: URLSearchParams, saved: Definition, faults: Entry['faults']) {
  const wrong = (text: string) => ({ ok: false as const, message: text });
  const inQuery = query.get('structured_input') ?? undefined;
  if (inQuery !== undefined && faults.structuredInput === 'refuse') {
    return wrong("The query parameter 'structured_input' is not accepted: send the header.");
  }
  const inHeader = message.headers['x-ms-voice-structured-inputs'];
  const given = parseInputs(inHeader === undefined ? inQuery : String(inHeader));
  if (!given.ok) return wrong(given.fault.message);
  const inputs = inputsOf(saved, given.value);
  if (!inputs.ok) return wrong(inputs.fault.message);
  const definition = render(saved, inputs.value);
  if (!definition.ok) return wrong(definition.fault.message);
  const store = query.has('store') ? query.get('store') === 'true' : (saved.store ?? false);
  return { ok: true as const, value: { definition: definition.value, inputs: inputs.value, store } };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
