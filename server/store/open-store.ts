/** In memory, or in Redis where an address is given. */
import type { Settings } from '../options/read-options.js';
import { MemoryStore } from './memory-store.js';
import { RedisStore } from './redis-store.js';
import type { Store } from './store.js';

/** In braces: a cluster keeps keys with the same text in braces on one machine, which the scripts need. */
const PREFIX = '{voice}:';

/** @param onChange told when the store is lost and when it is back */
export function openStore({ store, storePrefix }: Settings, onChange: (away: boolean) => void): Store {
  return store === undefined ? new MemoryStore() : new RedisStore(store, storePrefix ?? PREFIX, onChange);
}
