/** Starts several relays on one machine: a Redis, one process per relay, and a round-robin load balancer. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Voice } from '../server/demo-server.js';
import { Balancer } from './balancer.js';
import { startRedis, type RedisServer } from './redis-server.js';

const RELAY = fileURLToPath(new URL('./relay.ts', import.meta.url));

export interface Many extends Voice {
  readonly redis: RedisServer;
  readonly relays: readonly ChildProcess[];
  /** Starts a new relay, then drains the old one, as in a rolling update. Resolves when the old one has exited. */
  replace(index: number): Promise<void>;
}

export interface Behind {
  /** The emulator's address, and the secret of its tokens. */
  readonly emulator: string;
  readonly secret: string;
  readonly origins?: readonly string[];
}

export async function startMany(count: number, { emulator, secret, origins }: Behind): Promise<Many> {
  const redis = await startRedis();
  const balancer = new Balancer();
  const relays: ChildProcess[] = [];
  const addresses = new Map<ChildProcess, string>();
  /** All that run, with those that are just starting or draining. */
  const running = new Set<ChildProcess>();
  const start = async (): Promise<ChildProcess> => {
    const env = { ...process.env, EMULATOR: emulator, EMULATOR_SECRET: secret, REDIS_URL: redis.url };
    const child = fork(RELAY, {
      execArgv: ['--import', 'tsx'],
      env: { ...env, ...(origins && { ORIGINS: origins.join(',') }) },
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    const [address] = (await once(child, 'message')) as [string];
    balancer.add(address);
    addresses.set(child, address);
    child.once('exit', () => balancer.remove(address));
    return child;
  };
  relays.push(...(await Promise.all(Array.from({ length: count }, start))));
  await balancer.look();
  return {
    ...{ redis, relays },
    handle: (request, response) => balancer.handle(request, response),
    upgrade: (request, socket, head) => balancer.upgrade(request, socket, head),
    async replace(index) {
      const old = relays[index]!;
      const gone = once(old, 'exit');
      relays[index] = await start();
      await balancer.look();
      // Remove it from the balancer before it drains, because a draining relay refuses new calls.
      balancer.remove(addresses.get(old)!);
      old.kill('SIGTERM');
      await gone;
    },
    async close() {
      balancer.close();
      for (const relay of running) relay.kill('SIGKILL');
      await redis[Symbol.asyncDispose]();
    },
  };
}
