/**
 * The HTTP routes under `/emulator/`, by which tests look into the emulator. It knows an interface only, not the emulator.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { encodeWav } from './audio/wav.js';
import type { Connection } from './connection/connection.js';
import { type PendingFaults, readFaults } from './faults.js';
import { isLocal } from './local.js';
import { hideSecrets, isObject } from './shared/json.js';
import { urlOf } from './shared/request-url.js';
import type { Result } from './shared/result.js';

const PREFIX = '/emulator/';
const MAX_BODY_CHARACTERS = 1_000_000;

/** What the routes need. `Emulator` implements it. */
export interface ControlTarget {
  readonly connections: readonly Connection[];
  readonly faults: PendingFaults;
  readonly agents: { save(name: string, definition: unknown): Result<unknown> };
  connection(id: string): Connection | undefined;
}

interface Reply {
  readonly status: number;
  /** bytes are sent as WAV, anything else as JSON */
  readonly body?: unknown;
}

interface Call {
  readonly emulator: ControlTarget;
  readonly id: string;
  readonly body: unknown;
}

const NOT_FOUND: Reply = { status: 404, body: { error: 'not found' } };
const DONE: Reply = { status: 204 };

/** Every route: method and path; `:id` is the id of a connection, or the name of an agent. The first that fits is used. */
const routes: readonly (readonly [route: RegExp, answer: (call: Call) => Reply])[] = [
  [/^GET connections$/, ({ emulator }) => ({ status: 200, body: emulator.connections.map(describeConnection) })],
  [
    /^GET connections\/([^/]+)$/,
    withConnection((connection) => ({ status: 200, body: describeConnection(connection) })),
  ],
  [
    /^GET connections\/([^/]+)\/audio$/,
    withConnection((connection) => ({ status: 200, body: encodeWav(connection.received) })),
  ],
  [
    /^GET connections\/([^/]+)\/reference$/,
    withConnection(({ reference, session }) => ({
      status: 200,
      body: encodeWav({ pcm: reference.read(), rateHz: session.input_audio_sampling_rate }),
    })),
  ],
  [/^POST connections\/([^/]+)\/send$/, withConnection(sendEvent)],
  [/^POST connections\/([^/]+)\/close$/, withConnection(closeConnection)],
  [/^PUT agents\/([^/]+)$/, saveAgent],
  [/^POST faults$/, setFaults],
  [
    /^DELETE faults$/,
    ({ emulator }) => {
      emulator.faults.clear();
      return DONE;
    },
  ],
];

/** Handles a request under `/emulator/`. Returns false for any other request. */
export function handleControl(emulator: ControlTarget, request: IncomingMessage, response: ServerResponse): boolean {
  const { pathname } = urlOf(request) ?? {};
  if (!pathname?.startsWith(PREFIX)) return false;
  const origin = request.headers.origin;
  if (origin !== undefined && !mayLook(origin, request.headers.host)) {
    send(response, { status: 403, body: { error: 'this origin may not look into the emulator' } });
    return true;
  }
  if (origin !== undefined) allowOrigin(response, origin);
  if (request.method === 'OPTIONS') {
    send(response, DONE);
    return true;
  }
  const line = `${request.method} ${pathname.slice(PREFIX.length)}`;
  void readBody(request)
    .then((body) => answer(emulator, line, body))
    .catch((error: unknown) => ({ status: 400, body: { error: String(error) } }))
    .then((reply) => send(response, reply));
  return true;
}

function answer(emulator: ControlTarget, line: string, body: unknown): Reply {
  for (const [route, act] of routes) {
    const match = route.exec(line);
    if (match) return act({ emulator, id: decodeURIComponent(match[1] ?? ''), body });
  }
  return NOT_FOUND;
}

function withConnection(act: (connection: Connection, body: unknown) => Reply): (call: Call) => Reply {
  return ({ emulator, id, body }) => {
    const connection = emulator.connection(id);
    return connection ? act(connection, body) : NOT_FOUND;
  };
}

function describeConnection(connection: Connection) {
  const { id, request, isOpen, closeCode, openedAt, toldSession: session, log, conversation } = connection;
  return {
    id,
    open: isOpen,
    closeCode: closeCode ?? null,
    openedAtMs: openedAt,
    query: request.query,
    session,
    activeResponseId: connection.responder.activeId ?? null,
    heardMs: connection.inputAudio.heardMs,
    counts: log.counts,
    received: log.entries,
    items: conversation.items,
  };
}

function sendEvent(connection: Connection, body: unknown): Reply {
  if (typeof body === 'string') connection.sendRaw(body);
  else if (isObject(body) && typeof body['type'] === 'string') connection.sendAsItIs({ ...body, type: body['type'] });
  else return { status: 400, body: { error: 'expected an event with a type, or a string to send as it is' } };
  return DONE;
}

/** Without a code, or with 1006, the connection is torn down without a close frame. */
function closeConnection(connection: Connection, body: unknown): Reply {
  const code = isObject(body) ? body['code'] : undefined;
  if (code === undefined) connection.drop();
  else if (typeof code === 'number') connection.drop(code);
  else return { status: 400, body: { error: 'code must be a number' } };
  return DONE;
}

/** Besides the faults, the body may say for how many `connections` they hold. */
function setFaults({ emulator, body }: Call): Reply {
  const { connections, ...rest } = isObject(body) ? body : {};
  const faults = readFaults(rest);
  if (!faults.ok) return { status: 400, body: { error: faults.fault.message } };
  emulator.faults.set(faults.value, typeof connections === 'number' ? connections : undefined);
  return DONE;
}

/** Saves a voice agent for the sessions to come. */
function saveAgent({ emulator, id, body }: Call): Reply {
  const saved = emulator.agents.save(id, body);
  return saved.ok ? DONE : { status: 400, body: { error: saved.fault.message } };
}

/** Only the demo's own page and pages of this machine may ask, because the answers hold what a visitor said. */
function mayLook(origin: string, host: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return url.host === host || isLocal(origin);
}

function allowOrigin(response: ServerResponse, origin: string): void {
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE');
  response.setHeader('Access-Control-Allow-Headers', 'Content-Type');
  response.setHeader('Vary', 'Origin');
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) {
    text += String(piece);
    if (text.length > MAX_BODY_CHARACTERS) throw new Error('the body is too long');
  }
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.statusCode = status;
  response.setHeader('Cache-Control', 'no-store');
  if (body instanceof Uint8Array) {
    response.setHeader('Content-Type', 'audio/wav');
    response.end(body);
  } else if (body === undefined) {
    response.end();
  } else {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(body, hideSecrets));
  }
}
