/** One local port for everything: the shop, the built package, the token endpoint, the emulator. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { attachEmulator, type Emulator } from '../emulator/emulator.js';
import { isRefused } from '../emulator/local.js';
import { outliveErrors } from '../emulator/shared/outlive-errors.js';
import { urlOf } from '../emulator/shared/request-url.js';
import type { Service } from './environment.js';
import { buildHosts } from './build-hosts.js';
import { framePage } from './page-frame.js';
import { sendFile } from './static-files.js';
import { demoVoice, type Voice, type Way } from './voice.js';

const folder = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const DIST = folder('dist');
const SHOP = folder('demo/shop');
const PAGES = folder('demo/pages');
const REPLAY = folder('demo/replay');
/** The pages of demo/pages, by their address. */
const PAGE = /^\/(help|kiosk|voice-agent|headless|parts|themes|react|vue|replay)$/;

/** A strict content security policy: nothing inline, nothing from other hosts. It shows that the widget works under it. */
export const contentSecurityPolicy = (service: Service): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${service.kind === 'azure' ? `wss://${new URL(service.endpoint).host}` : 'ws:'}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html voice-live-agent vue', // vue: the policy of its runtime
  ].join('; ');

export type { Voice };

export interface DemoServer {
  readonly server: Server;
  /** Undefined when the real service is used. */
  readonly emulator: Emulator | undefined;
}

/**
 * @param way how pages reach the service; directly by default
 * @param recording what the page that plays recordings begins with
 */
export function createDemoServer(service: Service, way: Way = { relay: false }, recording?: string): DemoServer {
  const secret = randomBytes(32).toString('hex');
  const server = outliveErrors(createServer());
  const emulator = service.kind === 'emulator' ? attachEmulator(server, { secret }) : undefined;
  let voice: Promise<Voice> | undefined;
  // The emulator has the address of this server, which is known only now.
  server.on('listening', () => void (voice ??= openVoice(service, secret, addressOf(server), way)));
  server.on('close', () => void voice?.then((open) => open.close()));
  server.on('upgrade', (request, socket: Duplex, head: Buffer) => {
    if (!urlOf(request)) return void socket.destroy();
    void voice?.then((open) => open.upgrade(request, socket, head));
  });
  server.on('request', (request, response) => {
    if (isRefused(request, response)) return;
    if (emulator?.handleControl(request, response)) return;
    void voice?.then((open) => {
      if (open.handle(request, response)) return;
      if (recording !== undefined && urlOf(request)!.pathname === '/replay/given.json') sendJson(response, recording);
      else route(request, response, contentSecurityPolicy(service)).catch((error: unknown) => fail(response, error));
    });
  });
  return { server, emulator };
}

const openVoice = async (service: Service, secret: string, address: string, way: Way): Promise<Voice> =>
  way.behind ? way.behind(address, secret) : demoVoice(service, secret, address, way);

/** A page that could not be made, such as while dist/ is built, ends its request alone. */
function fail(response: ServerResponse, error: unknown): void {
  console.error(error);
  if (response.headersSent) response.destroy();
  else
    response
      .writeHead(500, { 'content-type': 'text/plain' })
      .end('This page could not be made; the console says why.\n');
}

async function route(request: IncomingMessage, response: ServerResponse, policy: string): Promise<void> {
  const { pathname } = urlOf(request)!;
  const page = { 'content-security-policy': policy, 'permissions-policy': 'microphone=(self)' };
  const sent = await sendPage(response, pathname, page);
  if (!sent) response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such file here.\n');
}

async function sendPage(
  response: ServerResponse,
  pathname: string,
  page: Readonly<Record<string, string>>,
): Promise<boolean> {
  const below = (prefix: string) => (pathname.startsWith(prefix) ? pathname.slice(prefix.length) : undefined);
  if (pathname === '/') return sendFramed(response, pathname, 'index', page);
  if (pathname === '/shop/') return sendFile(response, SHOP, 'index.html', page);
  const name = PAGE.exec(pathname)?.[1];
  if (name) return sendFramed(response, pathname, name, page);
  const built = below('/dist/');
  if (built) return sendFile(response, DIST, built, { 'access-control-allow-origin': '*' });
  const host = below('/hosts/');
  if (host) return sendHost(response, host);
  const own = below('/pages/');
  if (own) return sendFile(response, PAGES, own);
  const replay = below('/replay/');
  if (replay) return sendFile(response, REPLAY, replay);
  const shop = below('/shop/');
  return shop !== undefined && sendFile(response, SHOP, shop);
}

const sendJson = (response: ServerResponse, json: string): unknown =>
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(json);

/** A page of demo/pages, with the head and the links that all of them share. */
async function sendFramed(
  response: ServerResponse,
  pathname: string,
  name: string,
  page: Readonly<Record<string, string>>,
): Promise<boolean> {
  const content = await readFile(`${PAGES}/${name}.html`, 'utf8');
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache', ...page });
  response.end(framePage(content, pathname));
  return true;
}

let hosts: ReturnType<typeof buildHosts> | undefined;

/** Sends the script of a page in React or Vue. The first request bundles all of them. */
async function sendHost(response: ServerResponse, name: string): Promise<boolean> {
  // A build that failed is tried again with the next request.
  hosts ??= buildHosts().catch((error: unknown) => {
    hosts = undefined;
    throw error;
  });
  const code = (await hosts).get(name);
  if (code === undefined) return sendFile(response, DIST, name); // worker and worklets, loaded from beside the bundle
  response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' }).end(code);
  return true;
}

function addressOf(server: Server): string {
  const address = server.address();
  return `http://localhost:${typeof address === 'object' ? address?.port : ''}`;
}

/** Listens on `port`, or on the next free one when it is taken; resolves with the address. */
export function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && port > 0) resolve(listen(server, port + 1));
      else reject(error);
    });
    // The loopback name counts as a secure context, so the microphone works without a certificate.
    server.listen(port, 'localhost', () => resolve(addressOf(server)));
  });
}
