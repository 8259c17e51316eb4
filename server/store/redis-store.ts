/**
 * The store of many instances: Redis 6.2 or newer, or Valkey. When it cannot be reached, every question is answered at once
 * with `StoreAwayError` and nothing waits in a queue: a ticket that comes too late is worth nothing.
 */
import { createHash } from 'node:crypto';
import type { createClient } from 'redis';
import { loadPeer } from '../options/peer.js';
import { ADD, COUNT, ENTER, RENEW } from './redis-scripts.js';
import { StoreAwayError, type PlaceSet, type Store } from './store.js';

const ANSWER_WITHIN_MS = 2_000;
const RECONNECT_AT_MOST_MS = 2_000;

type Reply = string | number | null;

const hashes = new Map<string, string>();
/** As Redis names a script that it has seen. */
function hashOfScript(script: string): string {
  const known = hashes.get(script) ?? createHash('sha1').update(script).digest('hex');
  hashes.set(script, known);
  return known;
}

export class RedisStore implements Store {
  readonly #client: ReturnType<typeof createClient>;
  readonly #prefix: string;

  /**
   * @param onChange told when Redis is lost and when it is back; never with the address, which may hold a password
   * @throws VoiceServerError when the package `redis` is missing
   */
  constructor(url: string, prefix: string, onChange: (away: boolean) => void) {
    const redis = loadPeer<{ readonly createClient: typeof createClient }>('redis', 'store');
    this.#prefix = prefix;
    this.#client = redis.createClient({
      url,
      disableOfflineQueue: true,
      socket: {
        connectTimeout: ANSWER_WITHIN_MS,
        reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, RECONNECT_AT_MOST_MS) + Math.random() * 100,
      },
    });
    let away = false;
    const change = (now: boolean): void => {
      if (away !== now) onChange((away = now));
    };
    this.#client.on('error', () => change(true));
    this.#client.on('ready', () => change(false));
    void this.#client.connect().catch(() => change(true));
  }

  get ready(): boolean {
    return this.#client.isReady;
  }

  async put(key: string, value: string, forMs: number): Promise<void> {
    await this.#ask('SET', this.#key(key), value, 'PX', String(forMs));
  }

  async take(key: string): Promise<string | undefined> {
    return asText(await this.#ask('GETDEL', this.#key(key)));
  }

  async read(key: string): Promise<string | undefined> {
    return asText(await this.#ask('GET', this.#key(key)));
  }

  async mark(key: string, forMs: number): Promise<boolean> {
    return (await this.#ask('SET', this.#key(key), '1', 'PX', String(forMs), 'NX')) !== null;
  }

  async add(key: string, by: number, forMs: number): Promise<number> {
    return Number(await this.#run(ADD, [key], [by, forMs]));
  }

  async enter(sets: readonly PlaceSet[], member: string, leaseMs: number): Promise<number | undefined> {
    const keys = sets.map(({ key }) => key);
    const places = sets.map((set) => set.places ?? -1);
    const full = Number(await this.#run(ENTER, keys, [member, leaseMs, ...places]));
    return full < 0 ? undefined : full;
  }

  async renew(keys: readonly string[], member: string, leaseMs: number): Promise<void> {
    await this.#run(RENEW, keys, [member, leaseMs]);
  }

  async leave(keys: readonly string[], member: string): Promise<void> {
    await Promise.all(keys.map((key) => this.#ask('ZREM', this.#key(key), member)));
  }

  async count(key: string): Promise<number> {
    return Number(await this.#run(COUNT, [key], []));
  }

  async close(): Promise<void> {
    this.#client.destroy();
  }

  #key(key: string): string {
    return this.#prefix + key;
  }

  /** By its hash; whole when Redis has not seen it, or has forgotten it in a restart. */
  async #run(script: string, keys: readonly string[], args: readonly (string | number)[]): Promise<Reply> {
    const rest = [String(keys.length), ...keys.map((key) => this.#key(key)), ...args.map(String)];
    try {
      return await this.#ask('EVALSHA', hashOfScript(script), ...rest);
    } catch (error) {
      if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
      return this.#ask('EVAL', script, ...rest);
    }
  }

  async #ask(...command: readonly string[]): Promise<Reply> {
    if (!this.#client.isReady) throw new StoreAwayError('Redis cannot be reached.');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new StoreAwayError('Redis does not answer.')), ANSWER_WITHIN_MS);
    });
    try {
      return await Promise.race([this.#client.sendCommand<Reply>(command), late]);
    } catch (error) {
      const { message } = error as Error;
      // An answer of Redis begins with a word in capitals; anything else is about the line.
      if (error instanceof StoreAwayError || /^[A-Z]+ /.test(message)) throw error;
      throw new StoreAwayError('Redis was lost.');
    } finally {
      clearTimeout(timer);
    }
  }
}

const asText = (reply: Reply): string | undefined => (reply === null ? undefined : String(reply));
