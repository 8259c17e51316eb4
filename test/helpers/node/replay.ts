/** Plays the conversations of test/fixtures/conversations over a real socket, as the service would. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { causeOf, idOfCreated, itemOf, type Line, readLines, renamed } from '../pure/recorded.js';

const FOLDER = new URL('../../fixtures/conversations/', import.meta.url);

/** The record of a conversation that was played to a client. */
export interface Played {
  /** Whether the conversation was played to its end. */
  over: boolean;
  /** Types of the client's events that the recording does not contain, without audio. */
  readonly beyond: string[];
}

export class Replay implements AsyncDisposable {
  readonly #server = createServer();
  readonly #sockets = new WebSocketServer({ server: this.#server });
  readonly #played = new Map<string, Played>();

  constructor() {
    this.#sockets.on('connection', (socket, { url }) => {
      const query = new URL(url ?? '/', 'http://localhost').searchParams;
      const lines = readLines(readFileSync(new URL(`${query.get('conversation')}.jsonl`, FOLDER), 'utf8'));
      const played: Played = { over: false, beyond: [] };
      this.#played.set(query.get('key') ?? '', played);
      void play(socket, lines, played);
    });
  }

  /** @returns the address of the socket, without a path */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, 'localhost', resolve));
    return `ws://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The record of the client that connected with this key. */
  played(key: string): Played | undefined {
    return this.#played.get(key);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Sends each line as soon as the client has sent the event that it answers. Recorded ids are replaced by the client's own. */
async function play(socket: WebSocket, lines: readonly Line[], played: Played): Promise<void> {
  const names = new Map<string, string>();
  const said = new Set<number>();
  let wake = (): void => undefined;
  socket.on('message', (data) => {
    const event = JSON.parse((data as Buffer).toString('utf8')) as Line['event'];
    const place = lines.findIndex(
      (line, index) => line.dir === 'sent' && !said.has(index) && isAlike(line.event, event),
    );
    if (place < 0) {
      if (event.type !== 'input_audio_buffer.append') played.beyond.push(event.type);
      return;
    }
    said.add(place);
    const own = event.type === 'conversation.item.create' ? itemOf({ dir: 'sent', event }).id : undefined;
    const told = idOfCreated(lines, place);
    if (own && told) names.set(told, own);
    wake();
  });
  for (const [index, { dir, event }] of lines.entries()) {
    if (dir === 'sent') continue;
    const cause = causeOf(lines, index);
    while (cause !== undefined && !said.has(cause)) await new Promise<void>((resolve) => (wake = resolve));
    if (socket.readyState !== socket.OPEN) return;
    socket.send(JSON.stringify(renamed(event, names)));
  }
  played.over = true;
}

function isAlike(wanted: Line['event'], said: Line['event']): boolean {
  if (wanted.type !== said.type) return false;
  if (said.type !== 'conversation.item.create') return true;
  const [a, b] = [itemOf({ dir: 'sent', event: wanted }), itemOf({ dir: 'sent', event: said })];
  return a.type === b.type && a.role === b.role && a.call_id === b.call_id;
}
