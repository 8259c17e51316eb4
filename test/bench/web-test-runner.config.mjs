/** The Chromium of the tests, with what only the bench needs. It prints the table of all figures at the end. */
import { createRequire } from 'node:module';
import { chromeLauncher } from '@web/test-runner-chrome';
import root from '../web-test-runner.config.mjs';
import { table } from './table.ts';

const require = createRequire(import.meta.url);

/** Collects the rows of all files, and prints them when the last file is done. */
function collectRows() {
  const figures = new Map();
  return {
    name: 'bench-rows',
    executeCommand({ command, payload }) {
      if (command !== 'bench-rows') return undefined;
      figures.set(payload.order, payload.rows);
      return true;
    },
    serverStop() {
      const rows = [...figures].sort(([a], [b]) => a - b).flatMap(([, rows]) => rows);
      if (rows.length > 0) console.log(`\n${table(rows)}\n`);
    },
  };
}

/** Runs speex-resampler, which the resampler is compared with, in Node. */
function speex() {
  return {
    name: 'bench-speex',
    async executeCommand({ command, payload }) {
      if (command !== 'bench-speex') return undefined;
      const Speex = require('speex-resampler').default;
      await Speex.initPromise;
      const input = Int16Array.from(payload.samples, (x) => Math.round(x * 0x7fff));
      const output = new Speex(1, payload.from, payload.to, 7).processChunk(Buffer.from(input.buffer));
      const samples = Array.from({ length: output.length >> 1 }, (_, i) => output.readInt16LE(2 * i) / 0x7fff);
      return { samples };
    },
  };
}

const [{ launchOptions }] = root.browsers;

export default {
  ...root,
  files: ['test/bench/*.bench.ts'],
  browsers: [chromeLauncher({ launchOptions, concurrency: 1 })],
  plugins: [...root.plugins, collectRows(), speex()],
  testFramework: { config: { timeout: 900_000 } },
  testsFinishTimeout: 1_800_000,
};
