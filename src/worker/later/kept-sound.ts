/**
 * Keeps the microphone's chunks by number: the newest 30 s, and which of them the next line must get. While a line is in use
 * every chunk goes out at once. Without a line they wait: all of a turn that has begun, else only the newest 300 ms. It knows
 * neither formats nor sockets; the caller encodes what it hands out.
 *
 *      first        turn          next               number
 *   ─────┴────────────┴─────────────┴──────────────────┴────▶ chunks
 *    gone    kept, was sent before    waits to be sent
 */

import { LEAD_IN, MOST_KEPT, SPEECH_LEVEL, TAIL, type SoundKeeper } from '../media/early-sound.js';

/** After so many chunks without a loud one, the service should have told of speech. */
const NO_SPEECH = 100;
/** RMS above which the visitor speaks for sure, about -34 dB, and for how many chunks: 300 ms. Pauses count against them. */
const SURE_LEVEL = 0.02;
const SURE_CHUNKS = 15;
/** Kept sound goes out in pieces of 100 ms, eight times as fast as it was spoken. */
const PIECE = 5;
const PIECE_EVERY_MS = 12.5;

export class KeptSound<Chunk> implements SoundKeeper<Chunk> {
  readonly #ring = new Array<Chunk | undefined>(MOST_KEPT);
  /** The number of the next chunk that is captured. */
  #number = 0;
  /** The number of the next chunk that is sent. */
  #next = 0;
  /** Where the turn under way began: as the service said, or as its loudness says. */
  #turn: number | undefined;
  #said = false;
  /** The visitor holds a button, so that the page knows of the turn without the service. */
  #held = false;
  /** The last chunk with speech. */
  #loud = -Infinity;
  /** Chunks that were speech for sure, less those that were not. */
  #sure = 0;
  /** No turn begins before it: that sound was taken by a turn that is over, or by a line that was not lost. */
  #floor = 0;
  /** The last turn that ended and whose words have not come. */
  #ended: { readonly from: number; readonly to: number } | undefined;
  #flowing = false;
  #sent = 0;
  #pieceAt = 0;
  #dropped = 0;

  /** Takes the next chunk. Its memory belongs to this object. `level`: RMS, 0 to 1; 0 is a muted microphone. */
  push(chunk: Chunk, level: number): void {
    const slot = this.#number % MOST_KEPT;
    if (this.#number - this.#next >= MOST_KEPT) {
      this.#next++;
      if (this.#ring[slot] !== undefined) this.#dropped++;
    }
    // What nobody said is not kept, but a line in use gets it: the end of a turn is heard by its silence.
    const ends = this.#turn !== undefined && this.#number - this.#loud <= TAIL;
    this.#ring[slot] = level > 0 || this.#flowing || ends ? chunk : undefined;
    if (level > SPEECH_LEVEL) {
      this.#turn ??= Math.max(this.#number - LEAD_IN, this.#flowing ? this.#floor : this.#next);
      this.#loud = this.#number;
    }
    this.#sure = Math.max(0, Math.min(SURE_CHUNKS, this.#sure + (level > SURE_LEVEL ? 1 : -1)));
    this.#number++;
    if (!this.#flowing && this.#turn === undefined) this.#next = Math.max(this.#next, this.#number - LEAD_IN);
  }

  /** Takes a chunk that the line in use got before this object was there. Without a chunk it was muted; without a level it is gone. */
  pushSent(chunk: Chunk | undefined, level?: number): void {
    this.push(chunk!, level ?? 0);
    this.#next = this.#number;
    if (chunk !== undefined || level === undefined) this.#sent++;
  }

  /** Chunks that were lost before this object was there. */
  addDropped(count: number): void {
    this.#dropped += count;
  }

  /** The line told something: it stands. What was loud a while ago was no speech, if the service did not call it so. */
  heard(): void {
    if (!this.#said && !this.isBehind && this.#number - this.#loud > NO_SPEECH) this.#turn = undefined;
  }

  /** True while a turn is under way that the service, or the page, knows of. */
  get isTurn(): boolean {
    return this.#said;
  }

  /** True while the visitor seems to speak and the service did not say so: it should soon. */
  get isUnnoticed(): boolean {
    return this.#turn !== undefined && !this.#said;
  }

  /** True while the visitor speaks, and has done so for a while, as far as this side can tell. */
  get isSpoken(): boolean {
    return this.#sure >= SURE_CHUNKS;
  }

  /**
   * The chunks that go out now, oldest first: what was just captured, or a piece of what was kept. Empty when there is
   * nothing, or when it is too early for the next piece. Call it until it is empty.
   */
  pull(now: number): readonly Chunk[] {
    if (!this.#flowing) return [];
    while (this.#waiting > 0 && this.#ring[this.#next % MOST_KEPT] === undefined) this.#next++;
    if (this.#waiting > 1) {
      if (now < this.#pieceAt) return [];
      this.#pieceAt = Math.max(now, this.#pieceAt) + PIECE_EVERY_MS;
    }
    const from = this.#next;
    this.#next = Math.min(this.#number, from + PIECE);
    const chunks = this.#chunks(from, this.#next);
    this.#sent += chunks.length;
    return chunks;
  }

  get #waiting(): number {
    return this.#number - this.#next;
  }

  /** True while kept sound waits for the time of its next piece. */
  get isBehind(): boolean {
    return this.#flowing && this.#waiting > 0;
  }

  #chunks(from: number, to: number): readonly Chunk[] {
    const chunks: Chunk[] = [];
    for (let i = Math.max(from, this.#number - MOST_KEPT); i < to; i++) {
      const chunk = this.#ring[i % MOST_KEPT];
      if (chunk !== undefined) chunks.push(chunk);
    }
    return chunks;
  }

  /** A line is in use: first it gets what was kept, then all that is captured. */
  flow(): void {
    this.#flowing = true;
    this.#sent = 0;
    this.#pieceAt = 0;
  }

  /** The next line takes over at this chunk. `again`: it gets the turn under way from its beginning. */
  handOver(again: boolean): void {
    if (again) this.hold();
    else {
      this.#turn = undefined;
      this.#floor = this.#next;
    }
    this.flow();
  }

  /** There is no line. A turn that has not ended begins anew with the next one. */
  hold(): void {
    if (!this.#flowing) return;
    this.#flowing = false;
    this.#said = this.#held;
    const oldest = this.#number - MOST_KEPT;
    const first = Math.min(this.#next, this.#turn ?? Infinity);
    this.#next = Math.max(first, oldest);
    this.#dropped += this.#next - first;
  }

  /** The visitor began a turn. `audioMs`: where, in the sound that this line got. A turn that is held begins now. */
  begin(audioMs?: number): void {
    const here = audioMs === undefined ? this.#number : this.#sentAt(Math.floor(audioMs / 20)) - LEAD_IN;
    this.#turn = Math.max(this.#said ? Math.min(this.#turn!, here) : here, this.#floor);
    this.#said = true;
    this.#held ||= audioMs === undefined;
  }

  /** The number of the chunk that this line got as its nth. What was muted without a line was not sent, so it counts for none. */
  #sentAt(nth: number): number {
    let at = this.#next;
    let left = Math.max(0, this.#sent - nth);
    while (left > 0 && at > this.#number - MOST_KEPT) if (this.#ring[--at % MOST_KEPT] !== undefined) left--;
    return at - left;
  }

  /**
   * The service has all of the turn, up to this number. Without a line the turn goes on: what ends it follows the kept sound.
   * `goesOn`: by now the visitor holds the next one.
   */
  end(to = this.#next, goesOn = false): void {
    if (!this.#flowing) return;
    if (this.#turn !== undefined) this.#ended = { from: this.#turn, to };
    this.#floor = to;
    // What came since may be the beginning of the next one.
    this.#turn = goesOn || this.#loud >= to ? to : undefined;
    this.#said = this.#held = goesOn;
  }

  /** How many chunks the line in use got. */
  get sent(): number {
    return this.#sent;
  }

  get captured(): number {
    return this.#number;
  }

  /** The number of the next chunk that is sent. */
  get position(): number {
    return this.#next;
  }

  /** The words of the last turn came, so that its sound is not needed any more. */
  forget(): void {
    this.#ended = undefined;
  }

  /** The sound of the last turn that ended without words. Empty when its words came. */
  lastTurn(): readonly Chunk[] {
    return this.#ended ? this.#chunks(this.#ended.from, this.#ended.to) : [];
  }

  /** Nothing that was captured so far belongs to what comes. */
  clear(): void {
    this.#next = this.#floor = this.#number;
    this.#turn = this.#ended = undefined;
    this.#sure = 0;
    this.#said = this.#held = false;
    this.#ring.fill(undefined);
  }

  /** Chunks that were spoken and that no line will get, since the last call. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }
}
