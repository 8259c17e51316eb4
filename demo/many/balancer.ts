/**
 * A round-robin load balancer for the relays that report that they are ready, without sticky sessions. It passes requests and
 * upgrades on unchanged.
 */
import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

const LOOK_MS = 200;

export class Balancer {
  readonly #ready = new Set<string>();
  readonly #origins = new Set<string>();
  readonly #look: NodeJS.Timeout;
  #turn = 0;

  constructor() {
    this.#look = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  add(origin: string): void {
    this.#origins.add(origin);
  }

  remove(origin: string): void {
    this.#origins.delete(origin);
    this.#ready.delete(origin);
  }

  /** Asks every relay whether it is ready. */
  async look(): Promise<void> {
    await Promise.all([...this.#origins].map((origin) => this.#ask(origin)));
  }

  handle(asked: IncomingMessage, answer: ServerResponse): boolean {
    if (!asked.url?.startsWith('/voice/')) return false;
    const origin = this.#next();
    if (!origin) {
      answer.writeHead(503, { 'retry-after': '1' }).end();
      return true;
    }
    const { method, headers } = asked;
    // A connection of its own: one that is kept may be of a relay that ends in this moment.
    const onward = request(new URL(asked.url, origin), { method, headers, agent: false }, (reply) => {
      answer.writeHead(reply.statusCode!, reply.headers);
      reply.pipe(answer);
    });
    onward.on('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()));
    asked.pipe(onward);
    return true;
  }

  upgrade(asked: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    if (!asked.url?.startsWith('/voice/')) return false;
    const origin = this.#next();
    if (!origin) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
      return true;
    }
    const { hostname, port } = new URL(origin);
    const behind = connect(Number(port), hostname, () => {
      const lines = [`GET ${asked.url} HTTP/1.1`];
      for (let i = 0; i < asked.rawHeaders.length; i += 2)
        lines.push(`${asked.rawHeaders[i]}: ${asked.rawHeaders[i + 1]}`);
      behind.write(`${lines.join('\r\n')}\r\n\r\n`);
      behind.write(head);
      behind.pipe(socket).pipe(behind);
    });
    for (const end of [behind, socket]) end.on('error', () => (behind.destroy(), socket.destroy()));
    return true;
  }

  close(): void {
    clearInterval(this.#look);
  }

  #next(): string | undefined {
    const all = [...this.#ready];
    return all[this.#turn++ % Math.max(1, all.length)];
  }

  async #ask(origin: string): Promise<void> {
    const { ok } = await fetch(`${origin}/voice/ready`).catch(() => ({ ok: false }));
    if (ok && this.#origins.has(origin)) this.#ready.add(origin);
    else this.#ready.delete(origin);
  }
}
