/** Many relays on one machine: a Redis, relays as processes of their own, and a balancer that gives each request to the next. */
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
  /** Starts another in place of one, then asks that one to drain, as an orchestrator rolls out a version. Resolves when it is gone. */
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
  const start = async (): Promise<ChildProcess> => {
    const env = { ...process.env, EMULATOR: emulator, EMULATOR_SECRET: secret, REDIS_URL: redis.url };
    const child = fork(RELAY, {
      execArgv: ['--import', 'tsx'],
      env: { ...env, ...(origins && { ORIGINS: origins.join(',') }) },
    });
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
      // First nobody new is sent to it, then it is told: else a visitor who comes in between is turned away.
      balancer.remove(addresses.get(old)!);
      old.kill('SIGTERM');
      await gone;
    },
    async close() {
      balancer.close();
      for (const relay of relays) relay.kill('SIGKILL');
      await redis[Symbol.asyncDispose]();
    },
  };
}
