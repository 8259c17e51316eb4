/** Runs commands of an app to their end, or keeps them running as a server. Their output goes to the app's log. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';

/** Turns off telemetry, prompts and colours. */
const QUIET = {
  CI: '1',
  NO_COLOR: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  NG_CLI_ANALYTICS: 'false',
  BROWSERSLIST_IGNORE_OLD_DATA: '1',
};
const KEPT_LINES = 25;

/** Running child processes. An interrupted run ends all of them. */
const running = new Set<ChildProcess>();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const child of running) end(child);
    process.exit(1);
  });
}

export class Shell {
  readonly log: WriteStream;
  readonly #cwd: string;

  constructor(cwd: string, logFile: string) {
    mkdirSync(path.dirname(logFile), { recursive: true });
    this.#cwd = cwd;
    this.log = createWriteStream(logFile);
  }

  note(line: string): void {
    this.log.write(`${line}\n`);
  }

  /** Runs a command. Rejects with the last lines of its output when it fails or takes too long. */
  async run(command: string, seconds = 300, more: Readonly<Record<string, string>> = {}): Promise<string> {
    const child = this.#spawn(command, more);
    const said = this.#listen(child);
    const timer = setTimeout(() => end(child), seconds * 1000);
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    clearTimeout(timer);
    if (code === 0) return said();
    const why = code === null ? `was ended after ${seconds} s` : `exit code ${code}`;
    throw new Error(`\`${command}\`: ${why}\n${last(said())}`);
  }

  /** Starts a server on a free port; resolves when it answers. */
  async serve(command: string, seconds = 90): Promise<Served> {
    const port = await freePort();
    const child = this.#spawn(command, { PORT: String(port), HOST: '127.0.0.1' });
    const said = this.#listen(child);
    const stop = async (): Promise<void> => {
      const closed = new Promise((resolve) => child.once('close', resolve));
      if (child.exitCode !== null) return;
      end(child);
      await Promise.race([closed, wait(5000, undefined, { ref: false })]);
    };
    const until = Date.now() + seconds * 1000;
    while (Date.now() < until && child.exitCode === null) {
      const origin = `http://localhost:${port}`;
      const answer = await fetch(origin, { signal: AbortSignal.timeout(30_000) }).catch(() => undefined);
      if (answer?.ok) return { origin, stop };
      await wait(250);
    }
    await stop();
    throw new Error(`\`${command}\`: no answer on port ${port}\n${last(said())}`);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.log.end(resolve));
  }

  #spawn(command: string, more: Readonly<Record<string, string>>): ChildProcess {
    this.note(`\n$ ${command}`);
    // Variables that npm set for this repository's own scripts must not reach the npm of the app.
    const outer = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_ENV$|NODE_OPTIONS$)/.test(name));
    const bin = path.join(this.#cwd, 'node_modules/.bin');
    const env = { ...Object.fromEntries(outer), ...QUIET, ...more, PATH: `${bin}:${process.env['PATH']}` };
    // in its own process group, so that the processes which the command starts end with it
    const child = spawn(command, {
      cwd: this.#cwd,
      env,
      shell: true,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    child.once('close', () => running.delete(child));
    return child;
  }

  #listen(child: ChildProcess): () => string {
    const parts: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        parts.push(text);
        this.log.write(text);
      });
    }
    return () => parts.join('');
  }
}

export interface Served {
  readonly origin: string;
  stop(): Promise<void>;
}

const last = (text: string): string =>
  stripVTControlCharacters(text).trimEnd().split('\n').slice(-KEPT_LINES).join('\n');

function end(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // the process has already exited
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
