/** Keeps the newest entries of a recording within bounds of time and size. It knows nothing of what they say. Pure. */

export interface Bounds {
  readonly ms: number;
  /** Characters of JSON, which are mostly one byte each. */
  readonly characters: number;
}

interface Entry {
  /** In ms since 1970. */
  readonly at: number;
  readonly json: string;
  readonly pin: string | undefined;
}

/** So many entries that were let go are cut off at once. */
const CUT = 1000;

export class Ring {
  #entries: Entry[] = [];
  /** The number of entries at the beginning that were let go. */
  #gone = 0;
  #size = 0;
  /** Entries that were let go, and without which those that follow cannot be understood. */
  readonly #pinned = new Map<string, Entry>();
  /** True once an entry was let go. */
  isCut = false;

  /** @param pin the newest entry with this name is kept, however old it is */
  add(at: number, value: object, bounds: Bounds, pin?: string): void {
    const entry = { at, json: JSON.stringify(value), pin };
    this.#entries.push(entry);
    this.#size += entry.json.length;
    this.trim(at, bounds);
  }

  trim(now: number, { ms, characters }: Bounds): void {
    for (let oldest = this.#entries[this.#gone]; oldest; oldest = this.#entries[this.#gone]) {
      if (now - oldest.at <= ms && this.#size <= characters) break;
      this.#gone++;
      this.#size -= oldest.json.length;
      this.isCut = true;
      if (oldest.pin !== undefined) this.#pinned.set(oldest.pin, oldest);
    }
    if (this.#gone < CUT) return;
    this.#entries = this.#entries.slice(this.#gone);
    this.#gone = 0;
  }

  /** What is kept, oldest first, as JSON. */
  get all(): readonly string[] {
    return [...this.#pinned.values(), ...this.#entries.slice(this.#gone)].map(({ json }) => json);
  }
}
