/**
 * An engine without devices and threads. It runs the real lines and the real rules of a conversation, with numbers in place of
 * audio, and records what the page would see. A fault can be planted in it, to verify that the checks find it.
 */
import type { Mode } from '../../../src/worker/contract/conversation.js';
import type { Problem } from '../../../src/worker/contract/faults.js';
import { FirstLine, type Succession } from '../../../src/worker/first-line.js';
import type { Line } from '../../../src/worker/later/line.js';
import { later } from '../../../src/worker/later/later.js';
import { Lines } from '../../../src/worker/later/lines.js';
import type { LinesHooks } from '../../../src/worker/lines-hooks.js';
import { readFrame } from '../../../src/worker/read-frame.js';
import { Outbox } from '../../../src/worker/outbox.js';
import { KeptSound } from '../../../src/worker/later/kept-sound.js';
import { EarlySound, type SoundKeeper } from '../../../src/worker/media/early-sound.js';
import type { ClientEvent } from '../../../src/worker/protocol/client-events.js';
import { callId } from '../../../src/worker/protocol/ids.js';
import type { RequestSession } from '../../../src/worker/protocol/objects/index.js';
import type { ServerEvent } from '../../../src/worker/protocol/server-events.js';
import { stepLine } from '../../../src/worker/later/reconnect.js';
import { newTurn, type Step, type Turn } from '../../../src/worker/session/turn.js';
import { stepTurn, type TurnEvent } from '../../../src/worker/session/turn-handlers.js';
import type { Connected, OpenLine } from '../../../src/worker/transport/connect.js';
import type { TransportEvents } from '../../../src/worker/transport/transport.js';
import type { FakeClock } from './clock.js';
import type { Chunk } from './service.js';

/** The faults that a test can plant. Each name says what goes wrong. */
export type Planted =
  | 'a line is not closed'
  | 'the end does not reach the lines'
  | 'a credential is used twice'
  | 'tries are not counted'
  | 'a typed text is not told again'
  | 'the history is told twice'
  | 'the history is told out of order'
  | 'an answer is asked for while outputs are owed'
  | 'an answer is asked for twice'
  | 'sound goes out before the session is set up'
  | 'sound is sent twice'
  | 'sound is not kept'
  | 'a wait has no timer'
  | 'reconnecting is not told'
  | 'the end is told twice'
  | 'the greeting is asked for again'
  | 'the mode is forgotten'
  | 'a held turn is forgotten';

type Connect = (events: TransportEvents, signal: AbortSignal, credential: number) => PromiseLike<Connected>;

const PIECE_MS = 12.5;
const APPEND = '{"type":"input_audio_buffer.append","audio":"[]"}';
const ASK = '{"type":"response.create"}';

/** Lines with a planted fault. Each override breaks one step. */
class SpoiledLines extends Lines {
  planted: Planted | undefined;
  /** Ids of messages that were given up because a frame was too large. */
  readonly given = new Set<string>();
  turn: () => Turn = () => newTurn('voice', undefined);

  override setUp(line: OpenLine): void {
    if (this.planted === 'sound goes out before the session is set up') line.transport.send(APPEND);
    super.setUp(line);
  }

  override replay(line: OpenLine): number {
    const texts: string[] = [];
    const count = super.replay({ ...line, transport: { bufferedAmount: 0, send: (text) => void texts.push(text) } });
    for (const text of this.#spoil(texts)) line.transport.send(text);
    return count;
  }

  #spoil(texts: readonly string[]): readonly string[] {
    switch (this.planted) {
      case 'a typed text is not told again':
        return texts.filter((text) => !/"id":"vla_item/.test(text) || !/"role":"user"/.test(text));
      case 'the history is told twice':
        return texts.flatMap((text) => [text, text]);
      case 'the history is told out of order':
        return [...texts].reverse();
      default:
        return texts;
    }
  }

  override shed(): string | undefined {
    const id = super.shed();
    if (id) this.given.add(id);
    return id;
  }

  override adopt(line: OpenLine): void {
    super.adopt(line);
    const isOwed = this.turn().ready && this.turn().tools.owed.length > 0;
    if (isOwed && this.planted === 'an answer is asked for while outputs are owed') line.transport.send(ASK);
  }
}

export class SmallEngine {
  lines: FirstLine | SpoiledLines;
  turn: Turn = newTurn('voice', undefined);
  // The state that the page sees.
  reconnects = 0;
  isReconnecting = false;
  isAlive = false;
  problems = 0;
  notices = 0;
  sound: SoundKeeper<Chunk> = new EarlySound<Chunk>();
  session: RequestSession = {};
  mode: Mode = 'voice';
  held = false;
  readonly #outbox = new Outbox();
  #isSetUp = false;
  /** Chunks that were captured while the button is held. */
  #captured = 0;
  #heldPiece: unknown;
  readonly #arrivals: unknown[] = [];
  #gate: unknown;
  #credentials = 0;
  readonly #clock: FakeClock;
  readonly #connect: Connect;
  readonly #planted: Planted | undefined;
  readonly #detects: boolean;
  readonly #hooks: LinesHooks;
  readonly #makeLines: () => SpoiledLines;
  /** In how many ms the later part comes, and how often it fails before. Undefined: it is there. */
  readonly #arrival: () => readonly [number | undefined, number];

  constructor(
    clock: FakeClock,
    connect: Connect,
    detects: boolean,
    arrival: () => readonly [number | undefined, number],
    planted?: Planted,
  ) {
    this.#arrival = arrival;
    this.#clock = clock;
    this.#connect = connect;
    this.#detects = detects;
    this.#planted = planted;
    const unbounded: typeof stepLine = (line, ...rest) => stepLine({ ...line, tries: 0, triesFrom: rest[1] }, ...rest);
    const timer =
      planted === 'a wait has no timer'
        ? Object.assign(Object.create(clock) as FakeClock, {
            after: (ms: number, run: () => void) => (this.isReconnecting ? undefined : clock.after(ms, run)),
            now: () => clock.now(),
            random: () => clock.random(),
            clear: (id: unknown) => clock.clear(id),
          })
        : clock;
    const uplink = Object.defineProperty(
      { channels: 1, flow: () => this.#flow(), msOf: () => 0, kept: undefined as never },
      'kept',
      {
        get: () => this.sound,
        set: (kept: KeptSound<Chunk>) => (this.sound = this.#spoilt(kept)),
      },
    );
    this.#hooks = {
      turn: () => this.turn,
      take: (step) => this.#take(step),
      receive: (event) => this.#receive(event),
      read: (text, hear) => {
        const flaw = readFrame(text, hear);
        if (flaw) throw new Error(flaw);
      },
      uplink: () => uplink,
      endPlayback: () => undefined,
      tell: (notice) => {
        this.notices++;
        if (notice.kind === 'reconnect') this.reconnects++;
      },
      connect: (events, signal) => this.#dial(events, signal),
      use: () => undefined,
      sessionFor: () => (planted === 'the mode is forgotten' ? { modalities: ['text', 'audio'] } : this.session),
      changed: (session) => (this.session = { ...this.session, ...session }),
      tellStatus: () => {
        this.isReconnecting = this.lines.isReconnecting && planted !== 'reconnecting is not told';
      },
      over: (problem) => this.#over(problem),
    };
    this.#makeLines = () => {
      const rules = planted === 'tries are not counted' ? unbounded : stepLine;
      const lines = new SpoiledLines(this.#hooks, timer, rules);
      lines.planted = planted;
      lines.turn = () => this.turn;
      return lines;
    };
    this.lines = this.#firstLine();
  }

  /** The later part is there, or comes after a while, or (once) does not come. */
  #firstLine(): FirstLine {
    const [delayMs, fails] = this.#arrival();
    let tries = 0;
    const load: Succession['load'] = () => ({
      then: ((done: (later: unknown) => void, failed: (reason: unknown) => void) => {
        const settle = (): void => (tries++ < fails ? failed(new Error('planted')) : done(later));
        if (delayMs === undefined) settle();
        else this.#arrivals.push(this.#clock.after(delayMs, settle));
      }) as never,
    });
    const succeed = () => (this.lines = this.#makeLines());
    return new FirstLine(this.#hooks, { load, succeed }, this.#clock);
  }

  /** The state of the lines, of whatever object. */
  get state(): Line {
    const { lines } = this;
    if (lines instanceof Lines) return lines.state;
    const none = {
      first: !this.turn.ready,
      last: 1,
      agent: false,
      tries: 1,
      triesFrom: 0,
      shortLives: 0,
      forgiven: [],
    };
    if (!this.isAlive) return none;
    const times = { id: 1, since: 0, by: 0, endsAt: 0, due: 0, stage: 'dialling' } as const;
    if (!this.turn.ready) return { ...none, dial: times };
    return lines.transport ? { ...none, live: times } : { ...none, at: 0 };
  }

  /** The line in use. */
  get adopted(): { readonly id: number } | undefined {
    return this.lines instanceof Lines ? this.lines.adopted : this.state.live;
  }

  /** Ids of messages that were given up. */
  get given(): ReadonlySet<string> {
    return this.lines instanceof SpoiledLines ? this.lines.given : new Set();
  }

  #spoilt(sound: KeptSound<Chunk>): KeptSound<Chunk> {
    if (this.#planted === 'sound is sent twice') {
      sound.handOver = () => KeptSound.prototype.handOver.call(sound, true);
    }
    if (this.#planted === 'sound is not kept') {
      sound.hold = () => {
        KeptSound.prototype.hold.call(sound);
        sound.clear();
      };
    }
    return sound;
  }

  open(greeting: string | undefined, agent = false): void {
    this.end();
    this.isAlive = true;
    this.problems = 0;
    this.turn = newTurn(this.mode, greeting, this.#clock.now());
    this.session = { modalities: this.mode === 'text' ? ['text'] : ['text', 'audio'] };
    this.lines = this.#firstLine();
    this.lines.start(agent);
  }

  /** Ends the conversation, as the visitor or the page does. */
  end(): void {
    if (this.isAlive && this.#planted !== 'the end does not reach the lines') this.lines.stop();
    this.#close();
  }

  #close(): void {
    this.isAlive = this.isReconnecting = this.held = this.#isSetUp = false;
    this.#outbox.takeAll();
    this.sound = new EarlySound();
    this.#clock.clear(this.#gate);
    this.#clock.clear(this.#heldPiece);
    for (const arrival of this.#arrivals.splice(0)) this.#clock.clear(arrival);
  }

  // Actions of the visitor and of the page.

  step(event: TurnEvent): void {
    if (this.isAlive) this.#take(stepTurn(this.turn, event, later.rules));
  }

  setMode(mode: Mode): void {
    this.mode = mode;
    this.step({ type: 'visitor.mode', mode });
  }

  /** Presses or releases push to talk, with the same order of calls as on the page. */
  hold(on: boolean): void {
    if (this.held === on || this.#detects) return;
    this.held = on;
    if (on) {
      this.#captured = 0;
      this.step({ type: 'visitor.interrupt' });
      this.lines.hold(true);
      return this.step({ type: 'visitor.hold', on });
    }
    // The page drops a turn without audio.
    if (this.#captured > 0) {
      this.step({ type: 'page.event', event: { type: 'input_audio_buffer.commit' } });
      this.step({ type: 'page.event', event: { type: 'response.create' } });
    }
    this.lines.hold(false);
    this.step({ type: 'visitor.hold', on });
  }

  /** Takes the next chunk of the microphone. */
  capture(chunk: Chunk, level: number): void {
    this.#captured++;
    this.sound.push(chunk, level);
    this.#flow();
  }

  answerTool(): void {
    const [call] = this.turn.tools.owed;
    if (call) this.step({ type: 'tool.output', callId: callId(call), output: '"ok"' });
  }

  // Effects of the conversation's rules.

  #take({ effects, turn }: Step): void {
    const forgets = this.#planted === 'a held turn is forgotten' && this.lines.isReconnecting;
    this.turn = forgets ? { ...turn, visitorSpeaking: false } : turn;
    for (const effect of effects) {
      if (effect.kind === 'send') this.#send(effect.event);
      else if (effect.kind === 'notify') this.notices++;
      else if (effect.kind === 'ready') this.#ready();
      else if (effect.kind === 'flush') this.step({ type: 'playback.flushed', heard: [] });
      else if (effect.kind === 'timer') {
        this.#clock.clear(this.#gate);
        const { ms } = effect;
        if (ms !== undefined) this.#gate = this.#clock.after(ms, () => this.step({ type: 'timer.gate' }));
      }
    }
  }

  #ready(): void {
    this.sound.flow();
    this.#flow();
    this.#isSetUp = true;
    for (const event of this.#outbox.takeAll()) this.lines.send(event);
  }

  #send(event: ClientEvent): void {
    if (this.turn.ready && this.#isSetUp) this.lines.send(event);
    else this.#outbox.add(event);
    const twice = this.#planted === 'an answer is asked for twice' && event.type === 'response.create';
    if (twice && this.reconnects > 0) this.lines.transport?.send(ASK);
  }

  #flow(): void {
    for (;;) {
      const chunks = this.sound.pull(this.#clock.now());
      if (chunks.length === 0) break;
      const audio = JSON.stringify(chunks);
      this.lines.transport?.send(JSON.stringify({ type: 'input_audio_buffer.append', audio }));
    }
    this.#clock.clear(this.#heldPiece);
    if (this.sound.isBehind) this.#heldPiece = this.#clock.after(PIECE_MS, () => this.#flow());
    else this.lines.settle();
  }

  #dial(events: TransportEvents, signal: AbortSignal): PromiseLike<Connected> {
    if (this.#planted !== 'a credential is used twice') this.#credentials++;
    const lasting = new AbortController().signal;
    return this.#connect(events, this.#planted === 'a line is not closed' ? lasting : signal, this.#credentials);
  }

  #receive(event: ServerEvent): void {
    const greets = this.#planted === 'the greeting is asked for again' && event.type === 'session.updated';
    if (greets) this.turn = { ...this.turn, ready: false, greeting: 'Hello' };
    this.step(event);
    if (event.type === 'session.updated') this.#flow();
  }

  #over(problem: Problem | undefined): void {
    this.#close();
    this.notices++;
    if (problem) this.problems += this.#planted === 'the end is told twice' ? 2 : 1;
  }
}
