/** Runs the same tests for both stores, since both have the same contract. Redis is a real server. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { MemoryStore } from '../../server/store/memory-store.js';
import { RedisStore } from '../../server/store/redis-store.js';
import type { Store } from '../../server/store/store.js';
import { pause, until, WITHOUT_REDIS } from './helpers.js';
import { startRedis, type RedisServer } from '../../demo/many/redis-server.js';

let redis: RedisServer | undefined;
before(async () => {
  if (!WITHOUT_REDIS) redis = await startRedis();
});
after(() => redis?.[Symbol.asyncDispose]());

const STORES: Readonly<Record<string, () => Store>> = {
  memory: () => new MemoryStore(),
  Redis: () => new RedisStore(redis!.url, `{${Math.random()}}:`, () => undefined),
};

for (const [name, open] of Object.entries(STORES)) {
  describe(`the store in ${name}`, { skip: name === 'Redis' && WITHOUT_REDIS }, () => {
    const using = async (act: (store: Store) => Promise<void>): Promise<void> => {
      const store = open();
      await until(() => store.ready, 'ready');
      try {
        await act(store);
      } finally {
        await store.close();
      }
    };

    it('gives a value to one of 50 who take it at once', () =>
      using(async (store) => {
        await store.put('key', 'value', 1000);
        const taken = await Promise.all(Array.from({ length: 50 }, () => store.take('key')));
        assert.deepEqual(
          taken.filter((value) => value !== undefined),
          ['value'],
        );
      }));

    it('forgets what has run out', () =>
      using(async (store) => {
        await store.put('key', 'value', 40);
        assert.equal(await store.read('key'), 'value');
        await pause(80);
        assert.equal(await store.read('key'), undefined);
        assert.equal(await store.take('key'), undefined);
      }));

    it('marks a key once until the mark expires', () =>
      using(async (store) => {
        assert.deepEqual([await store.mark('key', 60), await store.mark('key', 60)], [true, false]);
        await pause(100);
        assert.equal(await store.mark('key', 60), true);
      }));

    it('adds up within a window that begins with the first number', () =>
      using(async (store) => {
        assert.equal(await store.add('key', 2, 120), 2);
        await pause(60);
        assert.equal(await store.add('key', 3, 120), 5);
        await pause(100);
        assert.equal(await store.add('key', 1, 120), 1);
      }));

    it('gives two places to two of 20 who ask at once, and a third when the leases have run out', () =>
      using(async (store) => {
        const ask = (member: string) =>
          store.enter(
            [
              { key: 'a', places: 2 },
              { key: 'all', places: undefined },
            ],
            member,
            150,
          );
        const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => ask(`m${i}`)));
        assert.equal(answers.filter((full) => full === undefined).length, 2);
        assert.ok(answers.every((full) => full === undefined || full === 0));
        assert.deepEqual([await store.count('a'), await store.count('all')], [2, 2]);
        await pause(200);
        assert.equal(await ask('late'), undefined);
      }));

    it('counts the places of those that are gone no more, while others renew theirs', () =>
      using(async (store) => {
        for (const member of ['one', 'gone']) await store.enter([{ key: 'a', places: undefined }], member, 150);
        assert.equal(await store.count('a'), 2);
        for (let i = 0; i < 4; i++) {
          await pause(60);
          await store.renew(['a'], 'one', 150);
        }
        assert.equal(await store.count('a'), 1);
      }));

    it('keeps places that are renewed, frees those that are left, and lets the same member in again', () =>
      using(async (store) => {
        const ask = (member: string) => store.enter([{ key: 'a', places: 1 }], member, 150);
        await ask('one');
        for (let i = 0; i < 4; i++) {
          await pause(60);
          await store.renew(['a'], 'one', 150);
        }
        assert.equal(await ask('two'), 0);
        assert.equal(await ask('one'), undefined);
        await store.leave(['a'], 'one');
        assert.equal(await ask('two'), undefined);
      }));
  });
}
