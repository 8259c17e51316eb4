/** Measures the latency of a conversation's turns. Pure arithmetic on events and their times: it has no clock of its own. */
import type { Measurement, Meter } from '../media/conversation-audio.js';
import type { ResponseSession } from '../protocol/objects/index.js';
import type { TurnEvent } from '../session/turn-handlers.js';

/** The pause that most kinds of turn detection wait for. The others do not tell theirs. */
interface Pausing {
  readonly silence_duration_ms?: number;
}

/**
 *   from                                                           to                                 measured as
 *   speech ends, a held turn is committed, a message is sent       the first sample is heard          responseLatencyMs
 *   speech begins, the visitor interrupts, a message is sent       the playback that was cut is silent      bargeInMs
 */
export class LatencyMeter implements Meter {
  /** The silence after which the service takes a turn for ended, by the session in force. */
  #silenceMs = 0;
  /** When the visitor's turn ended. 0: no answer is expected. */
  #askedAt = 0;
  /** When the visitor interrupted. 0: not since playback began. */
  #brokeInAt = 0;

  /** @param session the one in force */
  constructor(session?: ResponseSession) {
    this.#follow(session);
  }

  #follow(session: ResponseSession | undefined): void {
    this.#silenceMs = (session?.turn_detection as Pausing | null | undefined)?.silence_duration_ms ?? 0;
  }

  /**
   * @param now       when the event came, in ms
   * @param latencyMs the time from a rendered sample to the ear
   * @returns the latency, when this event ends a measurement
   */
  step(event: TurnEvent, now: number, latencyMs: number): Measurement | undefined {
    const askedAt = this.#askedAt;
    switch (event.type) {
      case 'session.updated':
        this.#follow(event.session);
        return;
      case 'input_audio_buffer.speech_stopped':
        this.#askedAt = now - this.#silenceMs;
        return;
      case 'page.event':
        if (event.event.type === 'input_audio_buffer.commit') this.#askedAt = now;
        return;
      case 'visitor.text':
        this.#askedAt = this.#brokeInAt = now;
        return;
      case 'input_audio_buffer.speech_started':
      case 'visitor.interrupt':
        this.#askedAt = 0; // the answer will be interrupted
        this.#brokeInAt = now;
        return;
      case 'playback.started':
        this.#askedAt = this.#brokeInAt = 0;
        // Without a time it is a greeting, or the next item of an answer.
        return askedAt ? { startedAt: askedAt, responseLatencyMs: now + latencyMs - askedAt } : undefined;
      case 'playback.flushed':
        // No item was cut: nothing was playing. An item was cut without an interruption: the speaker was lost.
        return event.heard[0] && this.#brokeInAt
          ? { startedAt: this.#brokeInAt, bargeInMs: now - this.#brokeInAt }
          : undefined;
      default:
        return;
    }
  }
}
