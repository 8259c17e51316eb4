/** The tests' Chromium with what only the figures need, and a last table of all of them. */
import { createRequire } from 'node:module';
import { chromeLauncher } from '@web/test-runner-chrome';
import root from '../web-test-runner.config.mjs';
import { table } from './table.ts';

const require = createRequire(import.meta.url);

/** Rows of all files; told when the last is done. */
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

/** The oracle of the resampler: what others use, in Node. */
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
