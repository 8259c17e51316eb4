/**
 * A conversation over several lines. It keeps what the next line must be told (`session/history.ts`), what is owed when one
 * is gone (`session/line-change.ts`), and the order in which a new one gets all of it: history, kept sound, one request for
 * an answer. It opens nothing itself (`transport/connection-manager.ts`), and knows no rule of when to.
 */
import type { Problem } from '../contract/faults.js';
import type { ClientEvent } from '../protocol/client-events.js';
import { itemId, type ItemId } from '../protocol/ids.js';
import type { ServerEvent } from '../protocol/server-events.js';
import { Owed } from './owed.js';
import { LineHistory } from './line-history.js';
import { endsIn } from './service-problem.js';
import { calmOf } from './calm.js';
import { KeptSound } from './kept-sound.js';
import { relive } from './relive.js';
import { asBase64, takeSound } from './take-sound.js';
import { warnOfRate } from './warn-of-rate.js';
import type { Begun, LaterLines, LinesHooks, Spoken } from '../lines-hooks.js';
import type { SoundChunk } from '../media/uplink.js';
import { withItemId } from '../named-item.js';
import type { Calm, Line } from './line.js';
import type { stepLine } from './reconnect.js';
import { answerTools } from '../session/response-handlers.js';
import { setUpText } from '../session/session-handlers.js';
import { messageOf } from '../session/transcript.js';
import type { Clock } from '../transport/clock.js';
import type { Connected, OpenLine } from '../transport/connect.js';
import { ConnectionManager, type LineHost, type Reconnecting } from './connection-manager.js';
import type { TransportEvents } from '../transport/transport.js';

export class Lines implements LineHost, LaterLines {
  readonly #manager: ConnectionManager;
  readonly #hooks: LinesHooks;
  readonly #owed: Owed;
  readonly #history = new LineHistory();
  #kept = new KeptSound<SoundChunk>();
  /** How often the session was changed, and how often when the newest line was set up. */
  #changes = 0;
  #changesThen = 0;
  /** The session of the newest line, until it is the conversation's. */
  #nextSession: ServerEvent | undefined;
  #isDown = false;
  /** The item of the visitor's turn under way, and of the one before. */
  #speech: ItemId | undefined;
  #lastTurn: string | undefined;
  /** The newest answer of which everything has come. */
  #whole: string | undefined;
  #agent = false;
  #thread: string | undefined;
  /** The call of the line in use, as a relay names it. */
  #call: string | undefined;

  /** `more`: the clock and the rules, for tests. */
  constructor(hooks: LinesHooks, ...more: readonly [clock?: Clock, rules?: typeof stepLine]) {
    this.#manager = new ConnectionManager(this, ...more);
    this.#hooks = hooks;
    this.#owed = new Owed({ ...hooks, kept: () => this.#kept });
  }

  get state(): Line {
    return this.#manager.state;
  }

  get isReconnecting(): boolean {
    return this.#manager.isReconnecting;
  }

  get adopted(): OpenLine | undefined {
    return this.#manager.adopted;
  }

  get transport(): OpenLine['transport'] | undefined {
    return this.adopted?.transport;
  }

  start(agent: boolean, earlier?: readonly Spoken[]): void {
    this.#forget(earlier);
    takeSound(this.#hooks.uplink(), this.#kept)(Infinity);
    this.#agent = agent;
    this.#manager.start(agent);
  }

  stop(): void {
    this.#manager.stop();
    this.#forget();
  }

  #forget(earlier?: readonly Spoken[]): void {
    this.#history.begin(earlier);
    this.#isDown = false;
    this.#nextSession = undefined;
    this.#speech = this.#lastTurn = this.#whole = this.#thread = this.#call = undefined;
    this.#owed.forget();
  }

  wake(online?: boolean): void {
    this.#manager.wake(online);
  }

  hold(on: boolean): void {
    this.#owed.hold(on);
  }

  takeOver(begun: Begun): TransportEvents {
    const { agent, lifetime, line } = begun;
    this.#forget();
    this.#agent = agent;
    this.#call = line.credential.call;
    const manager = this.#manager;
    const events = manager.follow(line, lifetime);
    if (this.#hooks.turn().ready) this.#kept.flow();
    relive(begun, {
      ...{ manager, owed: this.#owed },
      capture: takeSound(this.#hooks.uplink(), this.#kept),
      receive: (event, stands) => this.#note(event, stands),
      send: (event) => this.send(event),
      sent: (event) => {
        this.#history.sent(event, line);
        // The gate of the turn knows the requests for an answer.
        if (event.type !== 'response.create') this.#owed.takes(event, line.transport);
      },
    });
    manager.calmed();
    return events;
  }

  /** Sends an event of the conversation whose session is set up, or keeps of it what the next line must know. */
  send(sent: ClientEvent): void {
    const event = withItemId(sent, this.#hooks);
    if (event.type === 'session.update') {
      this.#changes++;
      this.#hooks.changed(event.session);
    }
    const line = this.#manager.adopted;
    this.#history.sent(event, line);
    if (this.#owed.takes(event, line?.transport)) return;
    if (!line) return this.#drop(event.type);
    line.transport.send(JSON.stringify(event));
  }

  /** What is about the session that is gone needs no line. */
  #drop(type: string): void {
    if (/^(session\.update|conversation\.item\.(create|delete|truncate)|.*\.(cancel|clear))$/.test(type)) return;
    this.#hooks.tell({ kind: 'warning', text: `${type} was not sent: there is no connection now` });
  }

  /** All captured sound is sent: what follows it can go. */
  settle(): void {
    this.#owed.settle(this.transport, this.#agent);
  }

  connect(events: TransportEvents, signal: AbortSignal): PromiseLike<Connected> {
    const [thread, call] = [this.#thread, this.#call];
    return this.#hooks.connect(events, signal, {
      ...(thread && { conversationId: thread }),
      ...(call && { follows: call }),
      renews: this.#hooks.turn().ready || !this.#history.isEmpty,
    });
  }

  setUp(line: OpenLine): void {
    this.#changesThen = this.#changes;
    line.transport.send(setUpText(this.#hooks.sessionFor(line)));
  }

  onText(line: OpenLine, text: string): void {
    this.#hooks.read(text, (event) => this.#hear(line, event));
  }

  #hear(line: OpenLine, event: ServerEvent): void {
    const isEcho = this.#history.confirms(event, line);
    const isHeard = this.#manager.hear(line, event);
    if (!isHeard && event.type === 'session.updated') this.#nextSession = event;
    if (isHeard && !isEcho) this.#receive(event);
  }

  #receive(event: ServerEvent): void {
    const { ready } = this.#hooks.turn();
    this.#note(event, ready);
    // It announces the end of the session, and the next line follows: nothing that a visitor should read.
    const left = ready ? endsIn(event) : undefined;
    if (left !== undefined) return this.#manager.ends(Date.now() + left);
    this.#hooks.receive(event);
    this.settle();
    this.#manager.calmed();
  }

  /** Keeps what the next line must know. `stands`: the session of the conversation is set up. */
  #note(event: ServerEvent, stands: boolean): void {
    if (stands) this.#kept.heard();
    this.#history.received(event);
    switch (event.type) {
      case 'session.updated':
        this.#thread ??= event.session.agent?.thread_id;
        warnOfRate(event.session, this.#hooks);
        break;
      case 'input_audio_buffer.speech_started':
        this.#speech = event.item_id;
        this.#kept.begin(event.audio_start_ms);
        this.#owed.moveOn();
        break;
      case 'input_audio_buffer.speech_stopped':
        this.#lastTurn = this.#speech;
        this.#speech = undefined;
        this.#kept.end();
        break;
      case 'input_audio_buffer.committed':
        if (this.#owed.committed()) this.#lastTurn = event.item_id;
        break;
      case 'response.audio.done':
        this.#whole = event.item_id;
        break;
      case 'response.output_item.done':
        this.#whole = event.item?.id ?? undefined;
        break;
      case 'conversation.item.input_audio_transcription.completed':
        if (event.item_id === this.#lastTurn) this.#kept.forget();
    }
  }

  replay(line: OpenLine): number {
    const { transcript, tools, ready } = this.#hooks.turn();
    if (!ready && this.#history.isEmpty) return 0;
    return this.#history.tell(line, {
      words: (id) => messageOf(transcript, itemId(id)),
      sound: (id) => (id === this.#lastTurn ? asBase64(this.#kept.lastTurn()) : undefined),
      owed: tools.owed,
      carried: this.#agent && this.#thread !== undefined,
    });
  }

  adopt(line: OpenLine): void {
    this.#call = line.credential.call;
    if (!this.#hooks.turn().ready) return; // the first line: its session opens the conversation
    this.#history.forgetBefore(line);
    const kept = this.#kept;
    // What was changed since this line was set up was told to the one before it.
    if (this.#changesThen !== this.#changes) this.setUp(line);
    if (this.#isDown) kept.flow();
    else {
      const again = kept.isTurn;
      this.#leave();
      kept.handOver(again);
    }
    this.#isDown = false;
    if (this.#nextSession) this.#hooks.receive(this.#nextSession);
    this.#nextSession = undefined;
    const turn = this.#hooks.turn();
    if (turn.tools.answered.length > 0) this.#hooks.take(answerTools(turn));
    this.#hooks.uplink().flow();
    this.settle();
    this.#hooks.tellStatus();
  }

  reconnecting(told: Reconnecting): void {
    this.#hooks.tell({ kind: 'reconnect', ...told });
    if (told.attempt === 0 || this.#isDown) return;
    this.#isDown = true;
    this.#kept.hold();
    this.#leave();
    this.#hooks.endPlayback();
    this.#hooks.tellStatus();
  }

  #leave(): void {
    this.#owed.leave(this.#whole, this.#speech);
    this.#speech = undefined;
  }

  /** Returns the id of the item that was given up. */
  shed(): string | undefined {
    const largest = this.#history.shed();
    if (!largest) return undefined;
    const problem = { code: 'server-error', cause: 'a message was too large for the service' } as const;
    this.#hooks.tell({ kind: 'problem', problem, ended: false });
    return largest;
  }

  over(problem: Problem | undefined): void {
    this.#hooks.over(problem);
  }

  calm(): Calm {
    return calmOf(this.#hooks.turn(), this.#kept, this.#owed.held);
  }

  isExpecting(): boolean {
    const { phase } = this.#hooks.turn().gate.slot;
    const isOpen = this.#history.isOpen(this.#manager.adopted);
    return isOpen || phase === 'requested' || phase === 'reserved' || this.#kept.isUnnoticed;
  }

  waitingMs(bytes: number): number {
    return this.#hooks.uplink().msOf(bytes);
  }

  newestItem(): string | undefined {
    return this.#history.newest();
  }
}
