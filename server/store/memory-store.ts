/** The store of one process: maps whose entries run out. */
import { StoreAwayError, type PlaceSet, type Store } from './store.js';

interface Entry {
  readonly value: string;
  readonly until: number;
}

/** Who has a place already needs no other. */
const isFull = (members: ReadonlyMap<string, number>, member: string, places: number | undefined): boolean =>
  places !== undefined && members.size >= places && !members.has(member);

const SWEEP_MS = 10_000;
/** Who asks for tickets in a flood must not fill the memory: beyond this the store takes nothing new. */
const MOST_ENTRIES = 200_000;

export class MemoryStore implements Store {
  readonly ready = true;
  readonly #entries = new Map<string, Entry>();
  readonly #sets = new Map<string, Map<string, number>>();
  readonly #now: () => number;
  readonly #sweep: NodeJS.Timeout;

  constructor(now: () => number = Date.now) {
    this.#now = now;
    this.#sweep = setInterval(() => this.#forget(), SWEEP_MS).unref();
  }

  async put(key: string, value: string, forMs: number): Promise<void> {
    if (this.#entries.size >= MOST_ENTRIES && !this.#entries.has(key)) {
      this.#forget();
      if (this.#entries.size >= MOST_ENTRIES) throw new StoreAwayError('the store is full');
    }
    this.#entries.set(key, { value, until: this.#now() + forMs });
  }

  async take(key: string): Promise<string | undefined> {
    const entry = this.#live(key);
    this.#entries.delete(key);
    return entry?.value;
  }

  async read(key: string): Promise<string | undefined> {
    return this.#live(key)?.value;
  }

  async mark(key: string, forMs: number): Promise<boolean> {
    if (this.#live(key)) return false;
    await this.put(key, '1', forMs);
    return true;
  }

  async add(key: string, by: number, forMs: number): Promise<number> {
    const entry = this.#live(key);
    const sum = Number(entry?.value ?? 0) + by;
    await this.put(key, String(sum), entry ? entry.until - this.#now() : forMs);
    return sum;
  }

  async enter(sets: readonly PlaceSet[], member: string, leaseMs: number): Promise<number | undefined> {
    const full = sets.findIndex(({ key, places }) => isFull(this.#members(key), member, places));
    if (full >= 0) return full;
    await this.renew(
      sets.map(({ key }) => key),
      member,
      leaseMs,
    );
    return undefined;
  }

  async renew(keys: readonly string[], member: string, leaseMs: number): Promise<void> {
    for (const key of keys) {
      const members = this.#members(key);
      members.set(member, this.#now() + leaseMs);
      this.#sets.set(key, members);
    }
  }

  async leave(keys: readonly string[], member: string): Promise<void> {
    for (const key of keys) this.#members(key).delete(member);
  }

  async count(key: string): Promise<number> {
    return this.#members(key).size;
  }

  async close(): Promise<void> {
    clearInterval(this.#sweep);
  }

  #live(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.until > this.#now() ? entry : undefined;
  }

  /** Those whose lease holds. */
  #members(key: string): Map<string, number> {
    const members = this.#sets.get(key) ?? new Map<string, number>();
    for (const [member, until] of members) if (until <= this.#now()) members.delete(member);
    return members;
  }

  #forget(): void {
    for (const [key, { until }] of this.#entries) if (until <= this.#now()) this.#entries.delete(key);
    for (const key of this.#sets.keys()) if (this.#members(key).size === 0) this.#sets.delete(key);
  }
}
