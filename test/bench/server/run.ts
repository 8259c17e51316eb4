/**
 * `npm run bench:server`: measures the cost of the relay, in the same run as a direct connection and a pipe that passes frames
 * on unread. Options: `-- --calls 200 --seconds 20`. Ratios and counts can fail; absolute times are only printed.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startRedis } from '../../../demo/many/redis-server.js';
import { speak, straight, throughRelay, type Dial } from './load.js';

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '200' }, seconds: { type: 'string', default: '20' } },
});
const CALLS = Number(values.calls);
const SECONDS = Number(values.seconds);
/** Number of windows in the measured time. The median of the windows counts, because other processes disturb some of them. */
const WINDOWS = 5;
/** Number of pages that speak directly to the service at the same time. */
const PROBES = 25;
const LEAVERS = 500;
const LEAVERS_SPEAK_MS = 200;
const TICKETS = 2000;

interface Used {
  readonly cpuUs: number;
  readonly rss: number;
  readonly held: number;
}
interface Part {
  readonly child: ChildProcess;
  readonly origin: string;
  used(): Promise<Used>;
}

async function start(file: string, env: NodeJS.ProcessEnv = {}): Promise<Part> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = fork(path, { execArgv: ['--expose-gc', '--import', 'tsx'], env: { ...process.env, ...env } });
  const [origin] = (await once(child, 'message')) as [string];
  return {
    ...{ child, origin },
    used: async () => {
      child.send('used');
      return ((await once(child, 'message')) as [Used])[0];
    },
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const at = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? NaN;
const MB = 1024 * 1024;

interface Delays {
  readonly through: readonly number[];
  readonly straight: readonly number[];
}

/** Measures calls through `part` while a few pages speak directly to the service, so that both have the same load. */
async function measure(part: Part, dial: Dial, direct: Dial) {
  const idle = await part.used();
  const load = await speak(CALLS, dial);
  const probes = await speak(PROBES, direct);
  await pause(2000);
  load.take();
  probes.take();
  const before = await part.used();
  const began = performance.now();
  const windows: Delays[] = [];
  for (let i = 0; i < WINDOWS; i++) {
    await pause((SECONDS * 1000) / WINDOWS);
    windows.push({ through: load.take(), straight: probes.take() });
  }
  const after = await part.used();
  const seconds = (performance.now() - began) / 1000;
  await load.close();
  await probes.close();
  const ofWindows = (value: (delays: Delays) => number): number => at(windows.map(value), 0.5);
  return {
    cpuShare: (after.cpuUs - before.cpuUs) / 1e6 / seconds / CALLS,
    bytesACall: (after.rss - idle.rss) / CALLS,
    through: (share: number) => ofWindows(({ through }) => at(through, share)),
    straightOn: (share: number) => ofWindows((delays) => at(delays.straight, share)),
    added: (share: number) => ofWindows(({ through, straight: on }) => at(through, share) - at(on, share)),
  };
}

async function ticketRate(origin: string): Promise<number> {
  const began = performance.now();
  let left = TICKETS;
  const asker = async (): Promise<void> => {
    while (left-- > 0) {
      const { ok } = await fetch(`${origin}/voice/token`, { method: 'POST', headers: { origin } });
      if (!ok) throw new Error('a ticket was refused');
    }
  };
  await Promise.all(Array.from({ length: 10 }, asker));
  return TICKETS / ((performance.now() - began) / 1000);
}

let failed = false;
const row = (what: string, value: string, holds?: boolean): void => {
  failed ||= holds === false;
  const verdict = holds === undefined ? '' : holds ? 'ok' : 'TOO MUCH';
  console.log(`${what.padEnd(48)} ${value.padEnd(28)} ${verdict}`);
};

const service = await start('./service.ts');
const env = { SERVICE: service.origin };
const relay = await start('./middle.ts', { ...env, MODE: 'relay' });
const pipe = await start('./middle.ts', { ...env, MODE: 'pipe' });
const direct = straight(service.origin);

console.log(`${CALLS} calls, each 50 frames a second up and 5 answers down; ${cpus().length} cores for everything`);
const piped = await measure(pipe, straight(pipe.origin), direct);
const relayed = await measure(relay, throughRelay(relay.origin), direct);
const ms = (value: number): string => `${value.toFixed(2)} ms`;
row('calls a core, relay', String(Math.round(1 / relayed.cpuShare)));
row('calls a core, a pipe that looks at nothing', String(Math.round(1 / piped.cpuShare)));
const ratio = relayed.cpuShare / piped.cpuShare;
row('CPU of the relay to that of the pipe', `${ratio.toFixed(2)} ×`, ratio <= 1.6);
row('memory a call, relay', `${(relayed.bytesACall / MB).toFixed(3)} MB`, relayed.bytesACall <= 0.5 * MB);
row('memory a call, pipe', `${(piped.bytesACall / MB).toFixed(3)} MB`);
for (const share of [0.5, 0.99]) {
  const name = `p${share * 100}`;
  for (const [what, of] of [['pipe', piped] as const, ['relay', relayed] as const]) {
    row(`there and back ${name}: straight, beside the ${what}`, ms(of.straightOn(share)));
    row(`there and back ${name}: ${what}`, `${ms(of.through(share))}, added ${ms(of.added(share))}`);
  }
}

const quiet = await relay.used();
const leavers = await speak(LEAVERS, throughRelay(relay.origin), LEAVERS_SPEAK_MS);
await pause(5000);
const full = await relay.used();
await leavers.close();
await pause(1000);
const again = await relay.used();
const left = (again.held - quiet.held) / MB;
row(
  `memory held for ${LEAVERS} calls, and after them`,
  `${((full.held - quiet.held) / MB).toFixed(1)} MB, ${left.toFixed(1)} MB`,
  left <= 5,
);

row('tickets a second, in memory', String(Math.round(await ticketRate(relay.origin))));
const redis = await startRedis();
const shared = await start('./middle.ts', { ...env, REDIS_URL: redis.url });
await pause(500);
row('tickets a second, in Redis', String(Math.round(await ticketRate(shared.origin))));

for (const { child } of [service, relay, pipe, shared]) child.kill();
await redis[Symbol.asyncDispose]();
process.exitCode = failed ? 1 : 0;
process.exit();
