/**
 * The microphone's chunks until somebody keeps them better (`later/kept-sound.ts`). Without a line they wait: all of a turn that
 * has begun, else only the newest 300 ms. A line gets them all at once, then each one as it is captured.
 */
import { CHUNK_MS, MUTED_TAIL_MS } from '../../audio/worklets/worklet-messages.js';

/** What keeps the sound of a conversation, as far as the uplink uses it. */
export interface SoundKeeper<Chunk> {
  /** True while kept sound waits for its time. */
  readonly isBehind: boolean;
  /** How many chunks the line in use got. */
  readonly sent: number;
  /** The number of chunks that were captured, without those that no line will get. */
  readonly captured: number;
  /** Takes the next chunk. Its memory belongs to this object. `level`: RMS, 0 to 1; 0 is a muted microphone. */
  push(chunk: Chunk, level: number): void;
  /** The chunks that go out now, oldest first. Call it until it is empty. `now` in ms. */
  pull(now: number): readonly Chunk[];
  /** The visitor holds a turn, or (`audioMs`) the service told where one began. */
  begin(audioMs?: number): void;
  /** A line is in use. */
  flow(): void;
  /** There is no line. */
  hold(): void;
  /** Nothing that was captured so far belongs to what comes. */
  clear(): void;
  /** Chunks that were spoken and that no line will get, since the last call. */
  takeDropped(): number;
}

/** The numbers are our choices; a chunk has 20 ms. */
export const MOST_KEPT = 1500;
/** Before the onset of speech, since a word begins softly. */
export const LEAD_IN = 15;
/** The silence of a muted microphone is kept for so long after speech: the service hears the end of a turn by it. */
export const TAIL = MUTED_TAIL_MS / CHUNK_MS;
/** RMS above which a chunk counts as speech, about -40 dB. */
export const SPEECH_LEVEL = 0.01;

/** A chunk with its level. Without a chunk: it was muted, or is gone. */
export interface Captured<Chunk> {
  readonly chunk: Chunk | undefined;
  readonly level: number;
}

export class EarlySound<Chunk> implements SoundKeeper<Chunk> {
  readonly isBehind = false;
  /** The newest chunks that were sent, and what was muted between them. */
  readonly past: Captured<Chunk>[] = [];
  /** How many there were, with those that are gone. */
  passed = 0;
  sent = 0;
  readonly waiting: Captured<Chunk>[] = [];
  #flowing = false;
  #turn = false;
  /** So many chunks of silence belong to what was spoken. */
  #tail = 0;
  #dropped = 0;

  get captured(): number {
    return this.passed + this.waiting.length;
  }

  push(chunk: Chunk, level: number): void {
    this.#turn ||= level > SPEECH_LEVEL;
    this.#tail = level > SPEECH_LEVEL ? TAIL : this.#tail - 1;
    // What nobody said is not kept, but a line in use gets it: the end of a turn is heard by its silence.
    this.waiting.push({ chunk: level || this.#flowing || this.#tail >= 0 ? chunk : undefined, level });
    if (this.waiting.length <= (this.#turn ? MOST_KEPT : LEAD_IN)) return;
    if (this.waiting.shift()!.chunk !== undefined && this.#turn) this.#dropped++;
  }

  pull(): readonly Chunk[] {
    const passed = this.#flowing ? this.waiting.splice(0) : [];
    this.past.push(...passed);
    this.past.splice(0, this.past.length - MOST_KEPT);
    this.passed += passed.length;
    const sent = passed.flatMap(({ chunk }) => chunk ?? []);
    this.sent += sent.length;
    return sent;
  }

  begin(): void {
    this.#turn = true;
  }

  flow(): void {
    this.#flowing = true;
  }

  /** Whether a turn is under way is not known here, so all is kept. */
  hold(): void {
    this.#flowing = false;
    this.begin();
  }

  clear(): void {
    this.waiting.length = this.past.length = this.#tail = 0;
    this.#turn = false;
  }

  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }
}
