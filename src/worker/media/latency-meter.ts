/** How quick the turns of a conversation are: pure arithmetic on events and the times they are given with. */
import type { Metrics } from '../contract/conversation.js';
import type { TurnEvent } from '../session/turn-handlers.js';

/** Most kinds of turn detection wait for a pause; what it is of the others nobody knows. */
interface Pausing {
  readonly silence_duration_ms?: number;
}

/** What was measured; `startedAt` is of the caller's clock. */
export type Measurement = Pick<Metrics, 'startedAt' | 'responseLatencyMs' | 'bargeInMs'>;

/**
 *   words end, are committed, or a message is sent ──▶ the first sample of the answer is heard     responseLatencyMs
 *   visitor begins, or interrupts ──▶ the playback that was cut is silent                          bargeInMs
 */
export class LatencyMeter {
  /** How long the service waits before it takes a pause for the end, as the session in force says. */
  #silenceMs = 0;
  /** 0: nothing waits for an answer. */
  #askedAt = 0;
  /** 0: nobody, since the last sound began. */
  #brokeInAt = 0;

  /**
   * @param now       when the event came, ms
   * @param latencyMs from a rendered sample to the ear
   * @returns what was measured, when the event ends it
   */
  step(event: TurnEvent, now: number, latencyMs: number): Measurement | undefined {
    const askedAt = this.#askedAt;
    switch (event.type) {
      case 'session.updated':
        this.#silenceMs = (event.session.turn_detection as Pausing | null | undefined)?.silence_duration_ms ?? 0;
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
        this.#askedAt = 0; // whatever was asked is not answered any more
        this.#brokeInAt = now;
        return;
      case 'playback.started':
        this.#askedAt = this.#brokeInAt = 0;
        // Else it is a greeting, or the next item of an answer.
        return askedAt ? { startedAt: askedAt, responseLatencyMs: now + latencyMs - askedAt } : undefined;
      case 'playback.flushed':
        // Nothing cut: there was nothing to break into. Cut, and nobody broke in: the speaker was lost.
        return event.heard[0] && this.#brokeInAt
          ? { startedAt: this.#brokeInAt, bargeInMs: now - this.#brokeInAt }
          : undefined;
      default:
        return;
    }
  }
}
