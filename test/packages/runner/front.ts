/**
 * The server of a visit. On one origin it serves the app (files, or a proxy to the app's own server) with the content
 * security policy, the token endpoint and the emulator, and it records all responses. A second origin serves the package,
 * as a CDN would.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { attachEmulator, type Emulator } from '../../../demo/emulator/emulator.js';
import { REALTIME_PATH } from '../../../demo/emulator/connection/upgrade.js';
import { listen } from '../../../demo/server/demo-server.js';
import { demoVoice } from '../../../demo/server/voice.js';
import type { VoiceServer } from '../../../server/options/voice-server-type.js';
import { policyOf } from './policy.js';

/** The placeholder in the apps for the second origin. */
const CDN = 'https://cdn.example';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.ico': 'image/x-icon',
};

export interface Sent {
  readonly path: string;
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

/** A folder of files, or the origin of the app's own server. */
export type Source = { readonly folder: string } | { readonly origin: string };

interface Settings {
  readonly source: Source;
  /** the installed package's `dist/` */
  readonly cdn: string;
  readonly scriptSrc: string | undefined;
}

export class Front {
  readonly sent: Sent[] = [];
  readonly emulator: Emulator;
  readonly #server = createServer();
  readonly #cdn = createServer();
  #voice: VoiceServer | undefined;
  readonly #settings: Settings;
  #address = '';
  #cdnAddress = '';

  static async open(settings: Settings): Promise<Front> {
    const secret = randomBytes(32).toString('hex');
    const front = new Front(settings, secret);
    front.#cdnAddress = await listen(front.#cdn, 0);
    front.#address = await listen(front.#server, 0);
    front.#voice = demoVoice({ kind: 'emulator' }, secret, front.#address, { relay: false });
    return front;
  }

  constructor(settings: Settings, secret: string) {
    this.#settings = settings;
    this.emulator = attachEmulator(this.#server, { secret });
    this.#server.on('request', (asked, answer) => void this.#answer(asked, answer));
    this.#server.on('upgrade', (asked, socket, head) => this.#upgrade(asked, socket, head));
    this.#cdn.on('request', (asked, answer) => void this.#answerAsCdn(asked, answer));
  }

  get address(): string {
    return this.#address;
  }

  async close(): Promise<void> {
    await this.#voice?.close();
    this.emulator.close();
    await Promise.all([this.#server, this.#cdn].map(closed));
  }

  async #answer(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { pathname } = new URL(asked.url ?? '/', this.#address);
    if (this.#voice?.handle(asked, answer)) return;
    const found = await this.#find(asked, pathname).catch((error: unknown) => missing(pathname, 502, String(error)));
    // Browsers request an icon of every page, and the apps have none.
    if (pathname === '/favicon.ico' && found.status === 404) return void answer.writeHead(204).end();
    this.#send(answer, found, this.#headers(found));
  }

  async #find(asked: IncomingMessage, pathname: string): Promise<Sent> {
    const { source } = this.#settings;
    return 'folder' in source ? readSent(source.folder, pathname) : await ask(source.origin, asked);
  }

  #headers({ type, body }: Sent): Record<string, string> {
    if (!type.startsWith('text/html')) return {};
    const { scriptSrc = '' } = this.#settings;
    return {
      'content-security-policy': policyOf(this.#here(body.toString()), this.#here(scriptSrc)),
      'permissions-policy': 'microphone=(self)',
    };
  }

  async #answerAsCdn(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { pathname } = new URL(asked.url ?? '/', this.#cdnAddress);
    this.#send(answer, await readSent(this.#settings.cdn, pathname), { 'access-control-allow-origin': '*' });
  }

  #send(answer: ServerResponse, found: Sent, headers: Readonly<Record<string, string>>): void {
    this.sent.push(found);
    const body = found.type.startsWith('text/html') ? Buffer.from(this.#here(found.body.toString())) : found.body;
    answer.writeHead(found.status, { 'content-type': found.type, 'cache-control': 'no-store', ...headers }).end(body);
  }

  #here(text: string): string {
    return text.replaceAll(CDN, this.#cdnAddress);
  }

  /** Passes WebSocket upgrades on to the app's development server. */
  #upgrade(asked: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { source } = this.#settings;
    if (asked.url?.startsWith(REALTIME_PATH)) return; // the emulator answers
    if ('folder' in source) return void socket.destroy();
    const behind = connect(Number(new URL(source.origin).port), 'localhost', () => {
      const lines = [`GET ${asked.url} HTTP/1.1`];
      for (let i = 0; i < asked.rawHeaders.length; i += 2)
        lines.push(`${asked.rawHeaders[i]}: ${asked.rawHeaders[i + 1]}`);
      behind.write(`${lines.join('\r\n')}\r\n\r\n`);
      behind.write(head);
      behind.pipe(socket).pipe(behind);
    });
    for (const end of [behind, socket]) end.on('error', () => (behind.destroy(), socket.destroy()));
  }
}

const missing = (name: string, status = 404, why = 'There is no such file here.'): Sent => ({
  path: name,
  status,
  type: 'text/plain',
  body: Buffer.from(`${why}\n`),
});

async function readSent(folder: string, pathname: string): Promise<Sent> {
  const name = path.normalize(decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
  const type = TYPES[path.extname(name)] ?? 'application/octet-stream';
  const body = await readFile(path.join(folder, name)).catch(() => undefined);
  return body ? { path: pathname, status: 200, type, body } : missing(pathname);
}

function ask(origin: string, asked: IncomingMessage): Promise<Sent> {
  const headers = { ...asked.headers, 'accept-encoding': 'identity' };
  delete headers['if-none-match'];
  return new Promise((resolve, reject) => {
    const onward = request(new URL(asked.url ?? '/', origin), { method: asked.method, headers }, (came) => {
      const parts: Buffer[] = [];
      came.on('data', (part: Buffer) => parts.push(part));
      came.once('error', reject);
      came.once('end', () => {
        const { statusCode = 502, headers } = came;
        const type = headers['content-type'] ?? 'application/octet-stream';
        resolve({ path: asked.url ?? '/', status: statusCode, type, body: Buffer.concat(parts) });
      });
    });
    onward.once('error', reject);
    asked.pipe(onward);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
