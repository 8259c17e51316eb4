/** A log of what a client sent, for tests. It holds no audio and no credential. */
import type { JsonObject } from '../shared/json.js';

/** Consecutive appends share one entry: a minute of speech has thousands of them. */
export interface LogEntry {
  readonly type: string;
  /** Unix milliseconds */
  readonly atMs: number;
  readonly lastAtMs: number;
  readonly count: number;
  /** characters of audio left out of `event`, summed over the entry */
  readonly audioCharacters: number;
  readonly event: JsonObject;
}

const MAX_ENTRIES = 5000;

/** What a client sent, in order and without its audio. */
export class EventLog {
  readonly #entries: LogEntry[] = [];
  readonly #counts = new Map<string, number>();

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  add(event: JsonObject, atMs: number): void {
    const type = String(event['type']);
    const { audio, ...rest } = event;
    const audioCharacters = typeof audio === 'string' ? audio.length : 0;
    this.#counts.set(type, (this.#counts.get(type) ?? 0) + 1);
    const last = this.#entries.at(-1);
    if (last?.type === type && type === 'input_audio_buffer.append') {
      const total = last.audioCharacters + audioCharacters;
      this.#entries.splice(-1, 1, { ...last, lastAtMs: atMs, count: last.count + 1, audioCharacters: total });
      return;
    }
    this.#entries.push({ type, atMs, lastAtMs: atMs, count: 1, audioCharacters, event: rest });
    if (this.#entries.length > MAX_ENTRIES) this.#entries.shift();
  }
}
