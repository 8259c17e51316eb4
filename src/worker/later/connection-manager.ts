/**
 * Runs what the rules of lines want: dials, binds each socket's events to its line, keeps the time, asks silent lines. It has
 * no rule of its own (`session/reconnect.ts`, `session/line-probe.ts`), and knows little of what travels on a line.
 */
import type { Problem } from '../contract/faults.js';
import type { ServerEvent } from '../protocol/server-events.js';
import type { Calm, Line, LineEffect, LineEvent } from './line.js';
import { heard, isAnswer, question, slept, stepProbe, type Probe } from './line-probe.js';
import { closedLine, endOf, isReconnecting, stepLine, wakeAt } from './reconnect.js';
import { SET_UP } from '../session/session-handlers.js';
import { CLOCK, type Clock } from '../transport/clock.js';
import type { Connected, OpenLine } from '../transport/connect.js';
import type { SocketClose, TransportEvents } from '../transport/transport.js';

export type Reconnecting = Omit<Extract<LineEffect, { readonly kind: 'reconnect' }>, 'kind'>;

export interface LineHost {
  /** Opens a connection with a fresh credential. It ends with `signal`; a number as its reason is the code of the close. */
  connect(events: TransportEvents, signal: AbortSignal): PromiseLike<Connected>;
  /** Asks the service for the session. */
  setUp(line: OpenLine): void;
  onText(line: OpenLine, text: string): void;
  /** Tells a line what it was not told yet. Returns the number of items that the service will confirm. */
  replay(line: OpenLine): number;
  /** From now on the line's events are the conversation, and it gets the sound. */
  adopt(line: OpenLine): void;
  /** There is no line from now on, or (`attempt` 0) there is another. */
  reconnecting(told: Reconnecting): void;
  /** The largest message that was not confirmed must not be sent again. */
  shed(): void;
  over(problem: Problem | undefined): void;
  calm(): Calm;
  /** True while the service owes an answer or a confirmation. */
  isExpecting(): boolean;
  /** Sound that waits in the socket, in ms. */
  waitingMs(bytes: number): number;
  /** An item of the session in use that a question may be about. */
  newestItem(): string | undefined;
}

const TICK_MS = 1000;
/** A clock that jumps further than this was asleep with its machine. */
const JUMP_MS = 3000;
/** Our code for a line that says nothing. */
const SILENT = 3008;

interface Slot {
  readonly lifetime: AbortController;
  line: OpenLine | undefined;
  endsAt: number;
  ready: boolean;
  /** Items that it was told and has not confirmed. */
  owed: number;
}

export class ConnectionManager {
  #state: Line = closedLine;
  readonly #slots = new Map<number, Slot>();
  #adopted: OpenLine | undefined;
  #probe: Probe = { heardAt: 0 };
  #asked: string | undefined;
  #timer: unknown;
  /** When the timer runs out. */
  #wakesAt: number | undefined;
  #tickedAt = 0;
  readonly #host: LineHost;
  readonly #clock: Clock;

  readonly #rules: typeof stepLine;

  constructor(host: LineHost, clock: Clock = CLOCK, rules = stepLine) {
    this.#host = host;
    this.#clock = clock;
    this.#rules = rules;
  }

  get state(): Line {
    return this.#state;
  }

  /** The line in use. */
  get adopted(): OpenLine | undefined {
    return this.#adopted;
  }

  get isReconnecting(): boolean {
    return isReconnecting(this.#state);
  }

  start(agent: boolean): void {
    this.#tickedAt = this.#clock.now();
    this.#step({ kind: 'start', agent });
  }

  stop(): void {
    this.#step({ kind: 'stop' });
  }

  /** Goes on with a line that another object dialled. Returns where its events go from now on. */
  follow(line: OpenLine, lifetime: AbortController): TransportEvents {
    this.#tickedAt = this.#clock.now();
    return this.#bind(line.id, { lifetime, line, endsAt: 0, ready: false, owed: 0 });
  }

  /** What happened on that line before: the same rules at the same times. Their effects were run then. */
  relive(event: LineEvent, at: number): void {
    // Whether the opening took too long was decided then.
    if (event.kind === 'network' && !this.#state.live) {
      this.#state = { ...this.#state, offlineAt: event.online ? undefined : at };
    } else this.#state = this.#rules(this.#state, event, at, 0).line;
  }

  /** That line was closed, before this object was there. */
  lost({ id }: OpenLine, { code, reason }: SocketClose, at: number): void {
    this.#step({ kind: 'closed', id, code, reason }, at);
  }

  /** What that line told before. */
  reliveEvent({ id }: OpenLine, event: ServerEvent, at: number): void {
    const slot = this.#slots.get(id);
    if (!slot) return; // its close came first, since the event had to wait
    if (event.type === 'session.created') slot.endsAt = endOf(event.session.expires_at, at);
    if (slot.ready || event.type !== 'session.updated') return;
    slot.ready = true;
    this.relive({ kind: 'ready', id, endsAt: slot.endsAt || endOf(event.session.expires_at, at) }, at);
    this.#adopted = slot.line;
    this.#probe = { heardAt: at };
  }

  /** The page is seen again, its network is another one, or it goes online or offline. */
  wake(online?: boolean): void {
    const asleepMs = this.#sleep();
    this.#step(online === undefined ? { kind: 'wake', asleepMs } : { kind: 'network', online, asleepMs });
    if (online !== false) this.#examine(true);
  }

  /** The session in use ends at this time: the service announced it. */
  ends(at: number): void {
    this.#step({ kind: 'ends', at });
    this.calmed();
  }

  /** Something has become quiet, such as the end of an answer or of a chunk without speech. */
  calmed(): void {
    if (this.#state.live) this.#step({ kind: 'time', calm: this.#host.calm() });
  }

  /** Takes what a line told. Returns true when it belongs to the conversation. */
  hear(line: OpenLine, event: ServerEvent): boolean {
    const slot = this.#slots.get(line.id);
    if (!slot) return false;
    const { id } = line;
    const now = this.#clock.now();
    if (event.type === 'session.created') slot.endsAt = endOf(event.session.expires_at, now);
    if (!slot.ready && event.type === 'session.updated') {
      slot.ready = true;
      this.#step({ kind: 'ready', id, endsAt: slot.endsAt || endOf(event.session.expires_at, now) });
    } else if (!slot.ready && !this.#state.first && event.type === 'error' && event.error.event_id === SET_UP) {
      const { code, message } = event.error;
      this.#step({ kind: 'failed', id, problem: { code: 'session-rejected', cause: [code, message].join(' ') } });
    } else if (slot.owed && (event.type === 'conversation.item.created' || event.type === 'error')) {
      if (!--slot.owed) this.#parked(id);
    }
    if (isAnswer(event, this.#asked)) this.#asked = undefined;
    // What the first line tells before it is set up is the conversation's, too: there is no other that it could belong to.
    else return this.#adopted === line || this.#state.first;
    return false;
  }

  #parked(id: number): void {
    this.#step({ kind: 'parked', id });
    this.calmed();
  }

  #step(event: LineEvent, now = this.#clock.now()): void {
    const { line, effects } = this.#rules(this.#state, event, now, this.#clock.random());
    this.#state = line;
    for (const effect of effects) this.#run(effect);
    this.#arm();
  }

  #run(effect: LineEffect): void {
    switch (effect.kind) {
      case 'dial':
        return this.#dial(effect.id);
      case 'drop':
        return this.#drop(effect.id, 1000);
      case 'replay': {
        const slot = this.#slots.get(effect.id)!;
        slot.owed += this.#host.replay(slot.line!);
        // Nothing is told, so nothing will be confirmed.
        if (!slot.owed && this.#state.dial?.id === effect.id) this.#parked(effect.id);
        return;
      }
      case 'adopt':
        this.#adopted = this.#slots.get(effect.id)!.line!;
        this.#probe = { heardAt: this.#clock.now() };
        return this.#host.adopt(this.#adopted);
      case 'reconnect': {
        const { attempt, delayMs, reason } = effect;
        return this.#host.reconnecting({ attempt, delayMs, reason });
      }
      case 'shed':
        return this.#host.shed();
      case 'over':
        this.#host.over(effect.problem);
    }
  }

  #dial(id: number): void {
    const lifetime = new AbortController();
    const slot: Slot = { lifetime, line: undefined, endsAt: 0, ready: false, owed: 0 };
    const events = this.#bind(id, slot);
    const failed = (problem: Problem): void => {
      if (!lifetime.signal.aborted) this.#step({ kind: 'failed', id, problem });
    };
    void this.#host.connect(events, lifetime.signal).then(
      (connected) => {
        if (!connected.ok) return failed(connected.problem);
        if (lifetime.signal.aborted) return;
        slot.line = { ...connected, id };
        this.#step({ kind: 'opened', id });
        this.#host.setUp(slot.line);
      },
      ({ name }: Error) => failed({ code: 'token-failed', cause: name }),
    );
  }

  #bind(id: number, slot: Slot): TransportEvents {
    this.#slots.set(id, slot);
    return {
      onText: (text) => {
        if (!slot.line || this.#slots.get(id) !== slot) return;
        if (slot.line === this.#adopted) this.#probe = heard(this.#probe, this.#clock.now());
        this.#host.onText(slot.line, text);
      },
      onClose: ({ code, reason }) => this.#step({ kind: 'closed', id, code, reason }),
    };
  }

  #drop(id: number, code: number): void {
    const slot = this.#slots.get(id);
    this.#slots.delete(id);
    if (slot && slot.line === this.#adopted) this.#adopted = undefined;
    slot?.lifetime.abort(code);
  }

  /** Asks the line in use whether it stands, or gives it up. */
  #examine(woken: boolean): void {
    const line = this.#adopted;
    if (!line) return;
    const host = this.#host;
    const waiting = host.waitingMs(line.transport.bufferedAmount);
    const { probe, verdict } = stepProbe(this.#probe, host.isExpecting(), waiting, woken, this.#clock.now());
    this.#probe = probe;
    if (verdict === 'ask') {
      const asked = question(host.newestItem());
      this.#asked = asked.item_id;
      line.transport.send(JSON.stringify(asked));
    } else if (verdict === 'silent') {
      this.#drop(line.id, SILENT);
      this.#step({ kind: 'closed', id: line.id, code: SILENT });
    }
  }

  /** Keeps the timer that runs, unless it would come too late: each event of the service passes here. */
  #arm(): void {
    const { at, dial, live } = this.#state;
    const now = this.#clock.now();
    const isOver = at === undefined && !dial && !live;
    const wake = isOver ? undefined : Math.max(now, Math.min(now + TICK_MS, wakeAt(this.#state) ?? Infinity));
    if (wake !== undefined && this.#wakesAt !== undefined && this.#wakesAt <= wake) return;
    this.#clock.clear(this.#timer);
    this.#wakesAt = wake;
    if (wake !== undefined) this.#timer = this.#clock.after(wake - now, () => this.#tick());
  }

  #tick(): void {
    this.#wakesAt = undefined;
    const asleepMs = this.#sleep();
    if (asleepMs) this.#step({ kind: 'wake', asleepMs });
    this.#examine(asleepMs > 0);
    this.#step({ kind: 'time', calm: this.#adopted ? this.#host.calm() : 0 });
  }

  /** How long the clock stood still since the last tick, or 0. */
  #sleep(): number {
    const now = this.#clock.now();
    const asleepMs = now - this.#tickedAt;
    this.#tickedAt = now;
    if (asleepMs < TICK_MS + JUMP_MS) return 0;
    this.#probe = slept(this.#probe, asleepMs);
    return asleepMs;
  }
}
