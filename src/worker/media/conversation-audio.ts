/**
 * The audio of a conversation: uplink, downlink and their measurements, in the formats of the session in force. It knows when
 * audio may flow, and no rule of the conversation.
 */
import { Downlink } from './downlink.js';
import { Uplink } from './uplink.js';
import type { Metrics } from '../contract/conversation.js';
import type { ResponseSession } from '../protocol/objects/index.js';
import type { LocalEvent } from '../session/local-events.js';
import type { Effect } from '../session/turn.js';
import type { TurnEvent } from '../session/turn-handlers.js';
import type { Transport } from '../transport/transport.js';

/** A bound on memory, if the file with the meters never comes. */
const MOST_UNMEASURED = 100;

/** What the audio needs from its conversation. */
interface ConversationHooks {
  readonly transport: () => Transport | undefined;
  /** All captured sound is sent. */
  readonly caughtUp: () => void;
  /** True when playback is lowered as soon as the visitor seems to speak. */
  readonly ducks: () => boolean;
  readonly step: (event: LocalEvent) => void;
}

/** A notice that waits for its moment of the agent's speech. */
export type Cue = Extract<Effect, { readonly kind: 'cue' }>;

/** The cues of a conversation. Few have any. */
export interface Cues {
  add(cue: Cue): void;
  /** `heardMs`: the playhead at the ear. `untilMs`: the end of the audio that is certain to be heard. Both in ms of the item. */
  heard(itemId: string, heardMs: number, untilMs: number): void;
  /** The audio will not be heard. */
  forget(): void;
}

/** A measured latency. `startedAt` is a time of the caller's clock. */
export type Measurement = Pick<Metrics, 'startedAt' | 'responseLatencyMs' | 'bargeInMs'>;

/** Measures turns. `now`: when the event came, in ms. `latencyMs`: the time from a rendered sample to the ear. */
export interface Meter {
  step(event: TurnEvent, now: number, latencyMs: number): Measurement | undefined;
}

/** `session`: the one in force. */
export type NewMeter = new (session: ResponseSession | undefined) => Meter;

export class ConversationAudio {
  readonly uplink: Uplink;
  readonly downlink: Downlink;
  cues: Cues | undefined;
  #meter: Meter | undefined;
  /** Events with their times. */
  readonly #unmeasured: (readonly [TurnEvent, number])[] = [];
  #session: ResponseSession | undefined;
  #started = false;

  constructor({ transport, caughtUp, ducks, step }: ConversationHooks) {
    this.uplink = new Uplink(
      (frame) => transport()?.send(frame),
      (on) => this.downlink.duck(on && ducks()),
      () => transport()?.bufferedAmount ?? 0,
      caughtUp,
    );
    this.downlink = new Downlink(step, (itemId, heardMs, untilMs) => this.cues?.heard(itemId, heardMs, untilMs));
  }

  /** Takes the session in force. Its formats may change during a conversation. */
  follow(session: ResponseSession): void {
    const was = this.#session;
    this.#session = session;
    if (!this.#started) return;
    if (was?.output_audio_format !== session.output_audio_format) {
      this.downlink.setFormat(session.output_audio_format);
    }
    if (
      was?.input_audio_format !== session.input_audio_format ||
      was?.input_audio_sampling_rate !== session.input_audio_sampling_rate
    ) {
      this.#openUplink();
    }
  }

  /** The session is set up. The audio that was captured before is sent now. */
  begin(): void {
    this.#started = true;
    this.downlink.setFormat(this.#session?.output_audio_format);
    this.#openUplink();
  }

  #openUplink(): void {
    const session = this.#session;
    this.uplink.open(
      session?.input_audio_format,
      session?.input_audio_sampling_rate,
      session?.input_audio_echo_cancellation?.channels,
    );
  }

  /** The latencies that this event ends. What comes before there are meters waits for them. */
  measure(event: TurnEvent, LatencyMeter: NewMeter | undefined): readonly Measurement[] {
    const now = performance.timeOrigin + performance.now();
    // Sound is most of what comes, and measures nothing.
    if (event.type !== 'response.audio.delta' && this.#unmeasured.push([event, now]) > MOST_UNMEASURED) {
      this.#unmeasured.shift();
    }
    if (!LatencyMeter) return [];
    const meter = (this.#meter ??= new LatencyMeter(this.#session));
    return this.#unmeasured.splice(0).flatMap(([each, at]) => meter.step(each, at, this.downlink.latencyMs) ?? []);
  }

  /** Counts and largest values since the last call. */
  takeFigures(): Omit<Metrics, keyof Measurement> {
    return { ...this.downlink.takeFigures(), ...this.uplink.takeFigures() };
  }

  flush(): void {
    this.cues?.forget();
    this.downlink.flush();
  }

  /** The conversation is over. Audio that is captured from now on waits for the next one. */
  end(): void {
    this.#started = false;
    this.uplink.hold();
    this.cues?.forget();
    this.downlink.forget();
    this.#meter = undefined;
    this.#unmeasured.length = 0;
  }
}
