/**
 * What all instances of the server know together. One process keeps it in memory, many keep it in Redis; nothing above this
 * room knows which. Every number is counted here and never believed from a client.
 */
export interface Store {
  /** Keeps a value for so long. */
  put(key: string, value: string, forMs: number): Promise<void>;
  /** Gives a value and forgets it in the same step: of many who ask at once, one gets it. */
  take(key: string): Promise<string | undefined>;
  /** Gives a value and keeps it. */
  read(key: string): Promise<string | undefined>;
  /** Marks a key for so long; false when it was marked already. */
  mark(key: string, forMs: number): Promise<boolean>;
  /** Adds a whole number and gives the sum; the sum is forgotten `forMs` after it began. */
  add(key: string, by: number, forMs: number): Promise<number>;
  /** Takes a place in every one of the sets, or in none. Gives the index of a set that was full, else undefined. */
  enter(sets: readonly PlaceSet[], member: string, leaseMs: number): Promise<number | undefined>;
  /** Keeps the places, and takes them anew when the store forgot them. */
  renew(keys: readonly string[], member: string, leaseMs: number): Promise<void>;
  leave(keys: readonly string[], member: string): Promise<void>;
  /** How many places are taken. */
  count(key: string): Promise<number>;
  /** Whether the store can be reached. */
  readonly ready: boolean;
  close(): Promise<void>;
}

/** A number of places that end by themselves when nobody renews them. */
export interface PlaceSet {
  readonly key: string;
  /** Undefined: places are counted, and there is always one more. */
  readonly places: number | undefined;
}

/** The store cannot be reached at the moment. */
export class StoreAwayError extends Error {
  override readonly name = 'StoreAwayError';
}
