/**
 * The first line of a conversation, which is all that most calls ever need: it dials, sets the session up and passes events.
 * It keeps what happened, and once the session stands the later part goes on with it (`later/lines.ts`). When the line is lost
 * before that, the loss waits for the later part. Without it, the conversation is over.
 */
import type { Problem } from './contract/faults.js';
import type { ConversationLines, LaterLines, LinesHooks, PastEvent, Spoken } from './lines-hooks.js';
import type { ClientEvent } from './protocol/client-events.js';
import type { ServerEvent } from './protocol/server-events.js';
import { withItemId } from './named-item.js';
import { setUpText } from './session/session-handlers.js';
import { openGate } from './session/response-gate.js';
import { step } from './session/turn.js';
import { CLOCK } from './transport/clock.js';
import type { OpenLine } from './transport/connect.js';
import { closeCause, type SocketClose, type TransportEvents } from './transport/transport.js';

/** For everything before the socket is open. Each part of it has a shorter limit. Our choices. */
const OPEN_WITHIN_MS = 60_000;
const SET_UP_WITHIN_MS = 15_000;
/** A bound on memory. */
const MOST_PAST = 1000;

/** A format of the later part, as a session names it on the wire. */
const FORMAT = /_format"\s*:\s*"g711/;
/** What a session may have that the later part handles. It is loaded before such a session stands. */
const NEEDS = new RegExp(
  `${FORMAT.source}|timestamp_types"\\s*:\\s*\\[\\s*"|"animation"\\s*:\\s*{|"type"\\s*:\\s*"mcp"`,
);
/** Events that the later part knows: errors, warnings, and what the service does beside answering. */
const OF_LATER = /^(error|warning)$|mcp|search|foundry|annotation|retrieved/;

export interface Succession {
  /** Loads the later part. Rejects when it cannot be had now. */
  readonly load: () => PromiseLike<unknown>;
  /** Makes the lines of the later part those of the conversation. */
  readonly succeed: () => LaterLines;
}

type Happened = PastEvent extends infer E ? (E extends PastEvent ? Omit<E, 'at' | 'captured'> : never) : never;

export class FirstLine implements ConversationLines {
  readonly #hooks: LinesHooks;
  readonly #later: Succession;
  readonly #clock: typeof CLOCK;
  readonly #lifetime = new AbortController();
  readonly #past: PastEvent[] = [];
  #agent = false;
  #startedAt = 0;
  #line: OpenLine | undefined;
  #isLost = false;
  /** The conversation is over, or others go on with it. */
  #isOver = false;
  /** How many chunks the line had when the last held turn ended. */
  #sentBefore = 0;
  #wasHeld = false;
  #isEmpty = false;
  #timer: unknown;
  /** Frames that wait for what their session needs. */
  #waiting: string[] | undefined;
  #hasWaited = false;
  #to: TransportEvents = { onText: (text) => this.#read(text), onClose: (end) => this.#lost(end) };

  constructor(hooks: LinesHooks, later: Succession, clock = CLOCK) {
    this.#hooks = hooks;
    this.#later = later;
    this.#clock = clock;
  }

  get transport(): OpenLine['transport'] | undefined {
    return this.#isLost ? undefined : this.#line?.transport;
  }

  get isReconnecting(): boolean {
    return this.#isLost && !this.#isOver && this.#hooks.turn().ready;
  }

  start(agent: boolean, earlier?: readonly Spoken[]): void {
    this.#agent = agent;
    this.#startedAt = this.#clock.now();
    if (!earlier) return this.#dial();
    // The first line must be told it, which the later part can. Without that it is left out.
    this.#load(
      () => this.#succeed().start(agent, earlier),
      () => this.#dial(),
    );
  }

  stop(): void {
    this.#isOver = true;
    this.#clock.clear(this.#timer);
    this.#lifetime.abort();
    this.#line = undefined;
  }

  wake(online?: boolean): void {
    if (online !== undefined) this.#happened({ kind: 'network', online });
    if (this.#hooks.turn().ready) this.#load(() => this.#goOn());
  }

  /**
   * A turn that was held without a sound, since the microphone was muted, is none: the service would refuse it. Takes its
   * request for an answer back, which the gate just passed.
   */
  #isOfEmptyTurn({ type }: ClientEvent): boolean {
    const { take, turn, uplink } = this.#hooks;
    const wasEmpty = this.#isEmpty;
    if (type === 'input_audio_buffer.commit') {
      const { sent } = uplink().kept;
      this.#isEmpty = this.#wasHeld && sent === this.#sentBefore;
      this.#wasHeld = false;
      this.#sentBefore = sent;
      return this.#isEmpty;
    }
    if (!wasEmpty || type !== 'response.create') return false;
    this.#isEmpty = false;
    take(step({ ...turn(), gate: openGate }));
    return true;
  }

  hold(on: boolean): void {
    this.#wasHeld ||= on;
    this.#isEmpty = false;
    this.#happened({ kind: 'held', on });
    if (on) this.#hooks.uplink().kept.begin();
  }

  send(sent: ClientEvent): void {
    const event = withItemId(sent, this.#hooks);
    if (event.type === 'session.update') this.#hooks.changed(event.session);
    if (this.transport && this.#isOfEmptyTurn(event)) return;
    this.#happened({ kind: 'sent', event });
    this.transport?.send(JSON.stringify(event));
  }

  settle(): void {
    // All sound goes out at once, so that nothing waits for it.
  }

  #happened(event: Happened): void {
    const { captured } = this.#hooks.uplink().kept;
    this.#past.push({ ...event, at: this.#clock.now(), captured });
    if (this.#past.length > MOST_PAST) this.#past.shift();
  }

  #arm(ms: number): void {
    this.#clock.clear(this.#timer);
    const cause = 'the session was not set up in time';
    this.#timer = this.#clock.after(ms, () => this.#over({ code: 'connect-timeout', cause }));
  }

  #dial(): void {
    if (this.#isOver) return;
    const { signal } = this.#lifetime;
    this.#arm(OPEN_WITHIN_MS);
    const events: TransportEvents = {
      onText: (text) => this.#to.onText(text),
      onClose: (end) => this.#to.onClose(end),
    };
    void this.#hooks.connect(events, signal, {}).then(
      (connected) => {
        if (signal.aborted) return;
        if (!connected.ok) return this.#over(connected.problem);
        this.#line = { ...connected, id: 1 };
        this.#happened({ kind: 'opened' });
        this.#arm(SET_UP_WITHIN_MS);
        const text = setUpText(this.#hooks.sessionFor(this.#line));
        if (NEEDS.test(text)) this.#load();
        this.#line.transport.send(text);
      },
      ({ name }: Error) => this.#over({ code: 'token-failed', cause: name }),
    );
  }

  #over(problem?: Problem): void {
    if (this.#isOver) return;
    this.stop();
    this.#hooks.over(problem);
  }

  #read(text: string): void {
    if (this.#isOver || !this.#line) return;
    if (this.#waiting) return void this.#waiting.push(text);
    this.#hooks.read(text, (event) => this.#hear(event, text));
  }

  #hear(event: ServerEvent, text: string): void {
    const needs = event.type === 'session.updated' ? NEEDS.test(text) : OF_LATER.test(event.type);
    if (needs && !this.#hasWaited) return this.#wait(text);
    if (!/delta$/.test(event.type)) this.#happened({ kind: 'received', event });
    const { ready } = this.#hooks.turn();
    this.#hooks.receive(event);
    if (ready || !this.#hooks.turn().ready) return;
    this.#clock.clear(this.#timer);
    this.#load(() => this.#goOn());
  }

  /** The later part is needed. Without it the conversation goes on with less, unless its audio could not be understood. */
  #wait(text: string): void {
    this.#hasWaited = true;
    this.#waiting = [text];
    const go = (): void => this.#drain();
    const cause = 'engine.later.js, which has the audio format of this session, did not load';
    this.#load(go, () => (FORMAT.test(text) ? this.#over({ code: 'worker-failed', cause }) : go()));
  }

  /** Handles what waited, or whoever goes on does. */
  #drain(): void {
    const frames = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const frame of frames) this.#to.onText(frame);
  }

  #lost(end: SocketClose): void {
    if (this.#isOver) return;
    const { ready } = this.#hooks.turn();
    this.#clock.clear(this.#timer);
    if (ready && end.code === 1000) return this.#over();
    this.#isLost = true;
    if (ready) this.#hooks.uplink().kept.hold();
    this.#happened({ kind: 'closed', ...end });
    this.#hooks.tellStatus();
    const goOn = (): void => this.#goOn();
    const over = (): void => this.#over({ code: 'connection-lost', cause: closeCause(end) });
    this.#load(goOn, () => this.#load(goOn, over));
  }

  #load(then = (): void => undefined, failed = (): void => undefined): void {
    if (this.#isOver) return;
    void this.#later.load().then(
      () => this.#isOver || then(),
      () => this.#isOver || failed(),
    );
  }

  #succeed(): LaterLines {
    this.#isOver = true;
    this.#clock.clear(this.#timer);
    return this.#later.succeed();
  }

  #goOn(): void {
    const line = this.#line!;
    this.#to = this.#succeed().takeOver({
      agent: this.#agent,
      startedAt: this.#startedAt,
      line,
      lifetime: this.#lifetime,
      past: this.#past,
    });
    this.#drain();
  }
}
