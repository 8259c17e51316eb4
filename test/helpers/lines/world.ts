/**
 * Simulates everything around the lines: sockets that open late, fail, close or go silent; a network; a clock; a page whose
 * visitor types, speaks and ends the conversation. It checks the invariants after each move; `faults` lists the violations.
 */
import type { Connected } from '../../../src/worker/transport/connect.js';
import type { TransportEvents } from '../../../src/worker/transport/transport.js';
import { failed } from '../../../src/worker/contract/failed.js';
import { itemId } from '../../../src/worker/protocol/ids.js';
import { messageIds, messageOf } from '../../../src/worker/session/transcript.js';
import { random, type Random } from '../pure/random.js';
import { FakeClock } from './clock.js';
import { ServiceSession, type Chunk } from './service.js';
import { SmallEngine, type Planted } from './small-engine.js';

interface Socket {
  readonly credential: number;
  readonly events: TransportEvents;
  readonly settle: (connected: Connected) => void;
  state: 'connecting' | 'open' | 'closed';
  session: ServiceSession | undefined;
  /** True when no frame arrives any more, and no close event either. */
  isSilent: boolean;
  openedAt: number;
  sent: number;
}

const LIVES = [9_000, 18_000, 40_000, 90_000, 1_800_000, 1_800_000];
/** In how many ms the later part of the engine comes; undefined: it is there. */
const ARRIVALS = [undefined, 0, 50, 700, 30_000];
const CODES = [1000, 1001, 1006, 1006, 1006, 1009, 1011, 1012, 1013, 1008, 3000, 4401, 4403, 4408, 4429, 4503];
const PAUSES = [20, 100, 300, 1000, 1000, 3000, 6000, 12_000, 40_000, 120_000];
/** Up to this many items, the history must be complete. A longer one may be cut to its budget. */
const FEW = 50;

export class World {
  readonly faults: string[] = [];
  readonly trail: string[] = [];
  readonly clock: FakeClock;
  readonly engine: SmallEngine;
  readonly sockets: Socket[] = [];
  readonly #chance: Random;
  readonly #detects: boolean;
  #ids = 0;
  #chunks = 0;
  #muted = false;
  #everAdopted = false;
  /** Item ids of the typed texts of this conversation. */
  #typed: string[] = [];
  #items = 0;
  // Counters for the limits of reconnecting.
  #dials = 0;
  #online = true;
  #onlineMs = 0;
  #accountedAt = 0;
  #lastHand = -Infinity;
  #handOf: unknown;
  #adopted: Socket | undefined;
  #adoptedAt = 0;
  #told = { notices: 0, sends: 0, sockets: 0 };
  /** Numbers of the loud chunks of the current turn. After a loss the next session must receive them again. */
  #unheard: number[] = [];
  /** Chunks before this number were sent on a line that was not lost. No other line may receive them. */
  #over = 0;
  #dropped = 0;
  #isTurn = false;
  /** Whether the other side closed the line in use. */
  #wasLost = false;
  #sleeps = 0;
  readonly #lineOf = new Map<number, Socket>();

  constructor(seed: number, planted?: Planted) {
    this.#chance = random(seed);
    this.#detects = this.#chance.next() < 0.75;
    this.clock = new FakeClock(this.#chance);
    this.engine = new SmallEngine(
      this.clock,
      (events, signal, credential) => this.#connect(events, signal, credential),
      this.#detects,
      () => [this.#chance.pick(ARRIVALS), this.#chance.next() < 0.2 ? 1 : 0],
      planted,
    );
    this.start();
  }

  #connect(events: TransportEvents, signal: AbortSignal, credential: number): PromiseLike<Connected> {
    const { clock, engine, sockets } = this;
    if (!engine.isAlive) this.#fault('2: dialled after the end');
    if (!this.#online && this.#everAdopted && !engine.lines.transport) this.#fault('4: dialled while offline');
    if (sockets.some((socket) => socket.credential === credential)) this.#fault('3: a credential was used twice');
    if (this.#adopted) {
      // A further connection beside the same line may open only 12 s after the previous one.
      if (this.#handOf === this.#adopted && clock.now() - this.#lastHand < 12_000)
        this.#fault('4: hand-overs too often');
      this.#handOf = this.#adopted;
      this.#lastHand = clock.now();
    } else {
      if (++this.#dials > 8) this.#fault('4: more than eight tries');
      if (this.#everAdopted && this.#onlineMs > 90_500 + this.#sleeps * 1000) this.#fault('4: a try after 90 s');
    }
    let settle: (connected: Connected) => void = () => undefined;
    const socket: Socket = {
      ...{ credential, events, state: 'connecting', session: undefined, isSilent: false, openedAt: 0, sent: 0 },
      settle: (connected) => settle(connected),
    };
    sockets.push(socket);
    signal.addEventListener('abort', () => (socket.state = 'closed'));
    // A thenable in place of a promise: its callback runs at once when the simulation settles it, not in a microtask.
    return {
      then: (done: (connected: Connected) => void) => void (settle = done),
    } as unknown as PromiseLike<Connected>;
  }

  #fault(text: string): void {
    if (this.faults.length < 5) this.faults.push(text);
  }

  // Moves of the visitor and of the page.

  start(): void {
    this.#typed = [];
    this.#items = 0;
    this.#everAdopted = false;
    this.#dials = 0;
    this.#onlineMs = 0;
    this.#adopted = undefined;
    this.#unheard = [];
    this.#over = this.#chunks;
    this.#dropped = 0;
    this.#isTurn = false;
    for (const socket of this.sockets) socket.session = undefined;
    this.engine.open(this.#chance.next() < 0.5 ? 'Hello' : undefined);
    if (!this.#online) this.engine.lines.wake(false);
  }

  stop(): void {
    this.engine.end();
    this.#ended();
  }

  type(): void {
    if (!this.engine.isAlive) return;
    this.engine.step({ type: 'visitor.text', text: `text ${this.#ids++}` });
    this.#typed.push(messageIds(this.engine.turn.transcript).at(-1)!);
    this.#items++;
  }

  context(): void {
    const item = {
      type: 'message',
      role: 'system',
      content: [{ type: 'input_text', text: 'about the page' }],
    } as const;
    this.engine.step({ type: 'page.event', event: { type: 'conversation.item.create', item } });
    this.#items++;
  }

  speak(chunks: number, loud: boolean): void {
    for (let i = 0; i < chunks; i++) {
      const heard = loud && !this.#muted && (this.#detects || this.engine.held);
      const chunk: Chunk = { number: this.#chunks++, loud: heard };
      if (heard && this.engine.isAlive) this.#unheard.push(chunk.number);
      this.engine.capture(chunk, this.#muted || (!this.#detects && !this.engine.held) ? 0 : heard ? 0.2 : 0.001);
      this.pass(20);
    }
  }

  mute(on: boolean): void {
    this.#muted = on;
  }

  interrupt(): void {
    this.engine.step({ type: 'visitor.interrupt' });
  }

  // Moves of the network, of the clock and of the service.

  pass(ms: number): void {
    this.#deliver();
    this.clock.advance(ms, () => this.#deliver());
    this.#deliver();
  }

  /** Adds up the time without a line. It does not count while the browser is offline or the machine asleep. */
  #account(counts = true): void {
    const now = this.clock.now();
    if (counts && this.#online && this.#everAdopted && !this.#adopted) this.#onlineMs += now - this.#accountedAt;
    this.#accountedAt = now;
  }

  sleep(ms: number): void {
    this.#account();
    this.#sleeps++; // the engine measures a sleep with an error of up to a second
    this.clock.sleep(ms);
    this.#account(false);
    this.#lastHand = -Infinity;
  }

  network(online: boolean): void {
    this.#account();
    this.#online = online;
    this.engine.lines.wake(online);
  }

  open(): void {
    const socket = this.sockets.find(({ state }) => state === 'connecting');
    if (!socket) return;
    socket.state = 'open';
    socket.openedAt = this.clock.now();
    socket.session = new ServiceSession({
      detects: this.#detects,
      lifeMs: this.#chance.pick(LIVES),
      now: () => this.clock.now(),
      id: (kind) => `${kind}_${++this.#ids}`,
    });
    const transport = { bufferedAmount: 0, send: (text: string) => this.#send(socket, text) };
    socket.settle({ ok: true, transport, credential: {}, clientRequestId: undefined });
    const line = this.engine.state.dial ?? this.engine.state.live;
    if (line) this.#lineOf.set(line.id, socket);
  }

  fail(): void {
    const socket = this.sockets.find(({ state }) => state === 'connecting');
    if (!socket) return;
    socket.state = 'closed';
    const code = this.#chance.pick([
      'token-failed',
      'connect-failed',
      'connect-failed',
      'throttled',
      'token-refused',
    ] as const);
    const retryAt = code === 'throttled' ? this.clock.now() + this.#chance.integer(0, 100_000) : undefined;
    socket.settle(failed(code, 'planted', retryAt));
  }

  close(code: number): void {
    const socket = this.#chance.pick(this.sockets.filter(({ state }) => state === 'open'));
    if (!socket) return;
    socket.state = 'closed';
    this.#wasLost = socket === this.#adopted;
    socket.events.onClose({ code, reason: '' });
  }

  silence(): void {
    const socket = this.#chance.pick(this.sockets.filter(({ state }) => state === 'open'));
    if (socket) socket.isSilent = true;
  }

  service(move: 'speak' | 'call' | 'finish' | 'transcribe'): void {
    this.#adopted?.session?.[move]();
    this.#deliver();
  }

  #send(socket: Socket, text: string): void {
    if (socket.state !== 'open') return;
    if (!this.engine.isAlive) this.#fault('2: sent after the end');
    socket.sent++;
    if (!socket.isSilent && socket.session) {
      const { session } = socket;
      if (text.includes('_buffer.append')) this.#checkSound(socket, text);
      session.receive(text);
    }
  }

  #checkSound(socket: Socket, text: string): void {
    this.#follow();
    const { audio } = JSON.parse(text) as { readonly audio: string };
    for (const { number } of JSON.parse(audio) as Chunk[]) {
      if (number >= this.#over) return;
      const before = this.sockets.some((other) => other !== socket && other.session?.heard.has(number));
      if (before) this.#fault('7: a chunk was given to two lines');
    }
  }

  /** Follows the visitor's turns by the events that reach the page. */
  #followTurns(frame: string): void {
    if (frame.includes('speech_started')) {
      this.#isTurn = true;
      // Loud chunks before the reported start were not speech.
      const { audio_start_ms: ms } = JSON.parse(frame) as { readonly audio_start_ms: number };
      const first = [...(this.#adopted?.session?.heard ?? [])][ms / 20] ?? 0;
      this.#unheard = this.#unheard.filter((number) => number >= first);
    }
    if (/speech_stopped|committed/.test(frame)) this.#turnEnded();
    const last = this.#unheard.at(-1);
    if (!this.#isTurn && last !== undefined && this.#chunks - last > 100 && this.#detects) this.#turnEnded();
  }

  #turnEnded(): void {
    this.#isTurn = false;
    const heard = this.#adopted?.session?.heard;
    this.#unheard = this.#unheard.filter((number) => !heard?.has(number));
  }

  #deliver(): void {
    for (let [again, count] = [true, 0]; again; count++) {
      if (count > 2000) throw new Error('frames without end');
      again = false;
      for (const { events, isSilent, session, state } of this.sockets) {
        const frame = state === 'open' && !isSilent ? session?.outbound.shift() : undefined;
        if (frame === undefined) continue;
        again = true;
        if (session === this.#adopted?.session) this.#followTurns(frame);
        events.onText(frame);
        this.#follow();
      }
    }
    this.#follow();
  }

  /** Notices when another line is in use, and updates the counters of tries. */
  #follow(): void {
    this.#account();
    const { engine } = this;
    const line = engine.adopted;
    const socket = line && this.#lineOf.get(line.id);
    if (socket === this.#adopted) return;
    const now = this.clock.now();
    if (this.#adopted && now - this.#adoptedAt >= 10_000 && engine.state.shortLives < 3) {
      this.#dials = 0;
      this.#onlineMs = 0;
    }
    if (socket && this.#adopted) this.#dials = Math.min(this.#dials, 7); // a hand-over does not count as a try
    // After a loss the current turn is sent again. At a hand-over, which happens in silence, each chunk goes to one line only.
    const handed =
      this.#detects && socket && this.#adopted && !this.#adopted.isSilent && !this.#isTurn && !this.#wasLost;
    this.#over = handed ? this.#chunks : 0;
    this.#wasLost = false;
    // A hand-over waits for silence. Loud chunks before it were not a turn unless the service reported one.
    if (socket && this.#adopted && !this.#isTurn) this.#unheard = [];
    this.#isTurn = false;
    this.#adopted = socket;
    this.#adoptedAt = now;
    if (socket) this.#everAdopted = true;
  }

  #ended(): void {
    this.#told = { notices: this.engine.notices, sends: this.#sends(), sockets: this.sockets.length };
  }

  #sends(): number {
    return this.sockets.reduce((sum, { sent }) => sum + sent, 0);
  }

  move(number: number): void {
    const arg = Math.floor(number / NAMES.length);
    const name = NAMES[number % NAMES.length]!;
    const wasAlive = this.engine.isAlive;
    this.trail.push(`${name} ${arg}`);
    const pick = <T>(from: readonly T[]): T => from[arg % from.length]!;
    switch (name) {
      case 'start':
        if (!this.engine.isAlive || arg % 20 === 0) this.start();
        break;
      case 'stop':
        if (arg % 20 === 0) this.stop();
        break;
      case 'type':
        this.type();
        break;
      case 'context':
        this.context();
        break;
      case 'say':
        this.speak(1 + (arg % 12), true);
        break;
      case 'pause':
        this.speak(1 + (arg % 40), false);
        break;
      case 'mute':
        this.mute(arg % 3 === 0);
        break;
      case 'hold':
        this.engine.hold(arg % 2 === 0);
        break;
      case 'mode':
        if (this.engine.isAlive) this.engine.setMode(pick(['voice', 'text']));
        break;
      case 'interrupt':
        this.interrupt();
        break;
      case 'tool':
        this.engine.answerTool();
        break;
      case 'pass':
        this.pass(pick(PAUSES));
        break;
      case 'sleep':
        this.sleep(pick([4000, 60_000, 3_600_000]));
        break;
      case 'online':
        this.network(true);
        break;
      case 'offline':
        if (arg % 3 === 0) this.network(false);
        break;
      case 'wake':
        this.engine.lines.wake();
        break;
      case 'open':
        this.open();
        this.#deliver();
        break;
      case 'fail':
        this.fail();
        break;
      case 'close':
        this.close(pick(CODES));
        break;
      case 'silence':
        if (arg % 3 === 0) this.silence();
        break;
      default:
        this.service(name);
    }
    this.#deliver();
    if (wasAlive && !this.engine.isAlive && name !== 'stop') this.#ended();
    this.#check();
  }

  #check(): void {
    const { clock, engine, sockets } = this;
    const { at, dial, first, live } = engine.state;
    const open = sockets.filter(({ state }) => state !== 'closed');
    if (open.length > (live ? 1 : 0) + (dial ? 1 : 0)) this.#fault('1: a socket that belongs to no line');
    if (Boolean(live) !== Boolean(engine.adopted)) this.#fault('1: the line in use is not the adopted one');
    if (!engine.isAlive) {
      const { notices, sends, sockets: count } = this.#told;
      if (open.length > 0 || clock.waiting > 0) this.#fault('2: something is left after the end');
      if (engine.notices !== notices || this.#sends() !== sends || sockets.length !== count) {
        this.#fault('2: something was told, sent or dialled after the end');
      }
    }
    for (const { session } of sockets) for (const fault of session?.faults ?? []) this.#fault(fault);
    if (engine.isAlive && !live && clock.waiting === 0) this.#fault('8: nothing wakes the wait');
    if (engine.isAlive && at === undefined && !dial && !live) this.#fault('8: alive without a line to come');
    if (engine.isReconnecting !== (engine.isAlive && !first && !live)) this.#fault('9: reconnecting is told wrongly');
    if (engine.problems > 1) this.#fault('10: the end was told twice');
    this.#checkSession();
  }

  #checkSession(): void {
    const { engine } = this;
    const socket = this.#adopted;
    if (!engine.isAlive || !socket?.session) return;
    const greeted = this.sockets.reduce((sum, { session }) => sum + (session?.greeted ?? 0), 0);
    if (greeted > 1) this.#fault('11: the visitor was greeted twice');
    if (socket.isSilent || socket.state !== 'open') return;
    const { heard, items, modalities } = socket.session;
    this.#dropped += engine.sound.takeDropped();
    const lost = engine.sound.isBehind ? 0 : this.#unheard.filter((number) => !heard.has(number)).length;
    if (lost > this.#dropped) this.#fault(`7: ${lost} chunks of speech are missing, ${this.#dropped} were counted`);
    if (modalities.includes('audio') !== (engine.mode === 'voice')) this.#fault('12: the mode is another');
    if (!this.#detects && engine.held !== engine.turn.visitorSpeaking) this.#fault('12: the held turn is forgotten');
    const ids = items.map(({ id }) => id);
    const words = messageIds(engine.turn.transcript).filter(
      (id) => messageOf(engine.turn.transcript, itemId(id))?.text,
    );
    const few = items.length < FEW && this.#items < 20;
    const missing = (few ? words : []).filter((id) => !ids.includes(id) && !engine.given.has(id));
    if (missing.length > 0) this.#fault(`5: the session does not know ${missing.join()}`);
    if (!few)
      for (const id of this.#typed.slice(-5))
        if (!ids.includes(id) && !engine.given.has(id)) this.#fault(`5: ${id} is not known`);
    const both = ids.filter((id) => words.includes(itemId(id)));
    const onScreen = words.filter((id) => ids.includes(id));
    if (few && both.join() !== onScreen.join())
      this.#fault(`5: ${both.join()} on the line, ${onScreen.join()} on screen`);
  }
}

export const NAMES = [
  ...[
    'start',
    'stop',
    'type',
    'type',
    'context',
    'say',
    'say',
    'pause',
    'pause',
    'mute',
    'hold',
    'hold',
    'mode',
    'interrupt',
  ],
  ...[
    'tool',
    'pass',
    'pass',
    'pass',
    'sleep',
    'online',
    'offline',
    'wake',
    'open',
    'open',
    'open',
    'open',
    'fail',
    'close',
  ],
  ...['silence', 'speak', 'speak', 'call', 'finish', 'finish', 'transcribe', 'transcribe'],
] as const as readonly (
  | 'start'
  | 'stop'
  | 'type'
  | 'context'
  | 'say'
  | 'pause'
  | 'mute'
  | 'hold'
  | 'mode'
  | 'interrupt'
  | 'tool'
  | 'pass'
  | 'sleep'
  | 'online'
  | 'offline'
  | 'wake'
  | 'open'
  | 'fail'
  | 'close'
  | 'silence'
  | 'speak'
  | 'call'
  | 'finish'
  | 'transcribe'
)[];

/** Plays a sequence of moves. Returns the violated invariants, with the moves that led to them. */
export function play(seed: number, moves: readonly number[], planted?: Planted): readonly string[] {
  const world = new World(seed, planted);
  for (const move of moves) {
    world.move(move);
    if (world.faults.length > 0) break;
  }
  world.stop();
  return world.faults.length > 0 ? [...world.faults, world.trail.join(', ')] : [];
}
