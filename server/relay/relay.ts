/** `/voice/relay`: turns upgrades with a ticket into calls, and knows the calls of this process. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import type { Gate } from '../http/gate.js';
import { CLOSE, type Refusal } from '../limits/refusal.js';
import type { Ticket, Tickets } from '../tickets/tickets.js';
import { Call } from './call.js';
import type { CallServices } from './call-services.js';
import { began } from './notices.js';
import { loadWs } from './open-upstream.js';

/** A picture of 1 MiB or half a minute of sound, as base64. */
const MOST_FRAME_BYTES = 2 * 1024 * 1024;

export class Relay {
  readonly #services: Omit<CallServices, 'onEnd'>;
  readonly #tickets: Tickets;
  readonly #gate: Gate;
  readonly #calls = new Map<string, Call>();
  #sockets: WebSocketServer | undefined;
  #draining = false;
  #drained: Promise<void> | undefined;
  #whenEmpty: (() => void) | undefined;

  constructor(services: Omit<CallServices, 'onEnd'>, tickets: Tickets, gate: Gate) {
    this.#services = services;
    this.#tickets = tickets;
    this.#gate = gate;
  }

  /** Calls that run in this process. */
  get size(): number {
    return this.#calls.size;
  }

  get isDraining(): boolean {
    return this.#draining;
  }

  mayResume(call: string, secret: string): boolean {
    return this.#calls.get(call)?.mayResume(secret) ?? false;
  }

  /**
   * Takes an upgrade of this path. A page of another origin gets a bare 403; any other refusal is a close code, the only
   * thing that a browser shows to a page.
   */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => undefined);
    const { origin, host } = request.headers;
    if (!this.#gate({ origin, host })) {
      this.#services.observer.socketRefused('origin');
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server().handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', () => undefined);
      // Nothing is read before somebody is let in.
      webSocket.pause();
      void this.#admit(webSocket, request);
    });
  }

  /** Ends every call within the timings of a drain; resolves when none is left. */
  drain(): Promise<void> {
    return (this.#drained ??= this.#drainAll());
  }

  stop(): void {
    this.#draining = true;
    for (const call of this.#calls.values()) call.stop();
  }

  #drainAll(): Promise<void> {
    this.#draining = true;
    for (const call of this.#calls.values()) call.drain();
    if (this.#calls.size === 0) return Promise.resolve();
    return new Promise((resolve) => (this.#whenEmpty = resolve));
  }

  async #admit(socket: WebSocket, { url = '/', headers: { origin = '' } }: IncomingMessage): Promise<void> {
    const { observer, admission } = this.#services;
    const refuse = (code: number, sentence: string, reason: string): void => {
      observer.socketRefused(reason);
      socket.resume();
      socket.close(code, sentence);
    };
    const refuseFor = ({ closeCode, sentence, reason }: Refusal): void => refuse(closeCode, sentence, reason);
    try {
      // The ticket is not used up: the page asks for another, and gets to another instance.
      if (this.#draining) return refuse(CLOSE.away, 'This server is about to stop.', 'draining');
      const secret = new URL(url, 'http://localhost').searchParams.get('ticket') ?? '';
      const ticket = await this.#tickets.take(secret);
      if (!ticket) return refuse(CLOSE.ticket, 'The ticket is unknown, used or too old.', 'ticket');
      if (ticket.origin !== origin) return refuse(CLOSE.refused, 'The ticket is not of this page.', 'ticket-origin');
      if (ticket.resumes && this.#calls.get(ticket.call)?.attach(socket, ticket)) return socket.resume();
      const granted = ticket.resumes ? asNewCall(ticket) : ticket;
      const refusal = await admission.enter(granted);
      if (refusal) return refuseFor(refusal);
      if (this.#draining) {
        // It began meanwhile: nobody would ask this call to go elsewhere.
        await admission.leave(granted);
        return refuse(CLOSE.away, 'This server is about to stop.', 'draining');
      }
      if (granted !== ticket) {
        this.#calls.get(ticket.call)?.stop();
        socket.send(began(granted.call));
      }
      await this.#begin(granted, socket);
    } catch (error) {
      observer.failed('admit', error);
      refuse(CLOSE.away, 'Calls cannot be started at the moment.', 'failed');
    }
  }

  async #begin(ticket: Ticket, socket: WebSocket): Promise<void> {
    const call: Call = new Call({ ...this.#services, onEnd: () => this.#over(ticket, call) }, ticket);
    this.#calls.set(ticket.call, call);
    socket.resume();
    await call.start(socket);
    if (call.isOver) await this.#leave(ticket, call);
  }

  /** While the service is still being asked the places stay taken: see #begin. */
  #over(ticket: Ticket, call: Call): void {
    if (!call.isConnecting) void this.#leave(ticket, call);
  }

  /** A drain is over when the last place is given back: whoever closes the store after it cuts nothing off. */
  async #leave(ticket: Ticket, call: Call): Promise<void> {
    const { admission, observer } = this.#services;
    await admission.leave(ticket).catch((error: unknown) => observer.failed('leave', error));
    if (this.#calls.get(ticket.call) === call) this.#calls.delete(ticket.call);
    if (this.#calls.size === 0) this.#whenEmpty?.();
  }

  #server(): WebSocketServer {
    return (this.#sockets ??= new (loadWs().WebSocketServer)({
      noServer: true,
      clientTracking: false,
      maxPayload: MOST_FRAME_BYTES,
      perMessageDeflate: false, // speech does not shrink, and contexts cost memory for every call
      // A browser that offers names and is answered none breaks the line off.
      handleProtocols: (offered) => (offered.has('realtime') ? 'realtime' : false),
    }));
  }
}

/**
 * A call that cannot be resumed here begins anew, as one that follows the lost one. It gets an id of its own: under the old
 * one the end of the lost call would give the place of the new one back.
 */
const asNewCall = ({ resumes: _, ...ticket }: Ticket): Ticket => ({
  ...ticket,
  call: randomUUID(),
  follows: ticket.call,
});
