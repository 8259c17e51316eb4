/**
 * A TCP proxy as a bad network: each direction can be slow, stand still, or swallow what is sent, and connections can break.
 * It knows nothing of what travels on it.
 */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** `up`: from the client to the server. */
export type Direction = 'up' | 'down';

/**
 * `flow`: after the delay. `stall`: kept until it flows again. `swallow`: gone, and so is the news that the other side closed,
 * as on a half-open connection.
 */
export type Mode = 'flow' | 'stall' | 'swallow';

export interface Condition {
  readonly mode?: Mode;
  /** One way, in ms. */
  readonly delayMs?: number;
}

export type Conditions = Partial<Record<Direction, Condition>>;

const CLOSE = Symbol('close');

/** One direction of one connection: what came from `source` and has not reached `target` yet. */
class Pipe {
  mode: Mode = 'flow';
  delayMs = 0;
  readonly #target: Socket;
  #waiting: { readonly at: number; readonly data: Buffer | typeof CLOSE }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(source: Socket, target: Socket) {
    this.#target = target;
    source.on('data', (data: Buffer) => this.#take(data));
    source.on('end', () => this.#take(CLOSE));
  }

  set({ mode = this.mode, delayMs = this.delayMs }: Condition): void {
    this.mode = mode;
    this.delayMs = delayMs;
    if (mode === 'swallow') this.#waiting = [];
    this.#arm();
  }

  drop(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  #take(data: Buffer | typeof CLOSE): void {
    if (this.mode === 'swallow') return;
    this.#waiting.push({ at: performance.now() + this.delayMs, data });
    if (this.#waiting.length === 1) this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const [first] = this.#waiting;
    if (!first || this.mode !== 'flow') return;
    // A timer of Node may fire a little early.
    this.#timer = setTimeout(() => this.#give(), Math.max(0, Math.ceil(first.at - performance.now())));
  }

  #give(): void {
    for (let first = this.#waiting[0]; first && first.at <= performance.now(); first = this.#waiting[0]) {
      this.#waiting.shift();
      if (first.data === CLOSE) this.#target.end();
      else this.#target.write(first.data);
    }
    this.#arm();
  }
}

class Connection {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #pipes: Readonly<Record<Direction, Pipe>>;

  constructor(client: Socket, server: Socket, conditions: Conditions, onEnd: () => void) {
    this.#client = client;
    this.#server = server;
    this.#pipes = { up: new Pipe(client, server), down: new Pipe(server, client) };
    this.set(conditions);
    for (const socket of [client, server]) {
      socket.setNoDelay();
      socket.on('error', () => this.cut());
      // A half-open connection keeps its other side.
      socket.on('close', (failed) => {
        const isHalfOpen = this.#pipes.up.mode === 'swallow' || this.#pipes.down.mode === 'swallow';
        if (failed || !isHalfOpen) setTimeout(() => this.cut(), this.#pipes.down.delayMs);
      });
    }
    client.on('close', onEnd);
  }

  set(conditions: Conditions): void {
    for (const way of ['up', 'down'] as const) this.#pipes[way].set(conditions[way] ?? {});
  }

  /** Both sides see a reset. */
  cut(): void {
    this.#pipes.up.drop();
    this.#pipes.down.drop();
    for (const socket of [this.#client, this.#server]) if (!socket.destroyed) socket.resetAndDestroy();
  }
}

export class TcpProxy implements AsyncDisposable {
  /** While it holds, new connections are reset: the network is away. */
  isAway = false;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  #conditions: Conditions = {};

  /** @param port of the server behind it, on this machine */
  constructor(port: number) {
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
      if (this.isAway) return void client.resetAndDestroy();
      const server = connect({ port, host: 'localhost', allowHalfOpen: true });
      const connection: Connection = new Connection(client, server, this.#conditions, () =>
        this.#connections.delete(connection),
      );
      this.#connections.add(connection);
    });
  }

  /** @returns the port on which it listens */
  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, 'localhost', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  get open(): number {
    return this.#connections.size;
  }

  /**
   * @param which `all`: also connections that are made later; `present`: only those that are there, as a lost network leaves
   *   them behind
   */
  set(conditions: Conditions, which: 'all' | 'present' = 'all'): void {
    if (which === 'all')
      for (const way of ['up', 'down'] as const)
        this.#conditions = { ...this.#conditions, [way]: { ...this.#conditions[way], ...conditions[way] } };
    for (const connection of this.#connections) connection.set(conditions);
  }

  /** Breaks every connection. */
  cut(): void {
    for (const connection of this.#connections) connection.cut();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
