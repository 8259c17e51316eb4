/** Prints what a visitor downloads, brotli 11, and fails when a budget is broken. Run it after a build. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const brotli = async (file) => {
  const text = await readFile(path.join(dist, built(file)));
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
};

/** A chunk's name without its build: what stays the same from build to build. */
const plain = (file) => file.replace(/-[\da-f]{8}\.js$/, '.js');
const scripts = (await readdir(dist)).filter((file) => file.endsWith('.js'));
const built = (name) => scripts.find((file) => plain(file) === name);

/** What a call loads, by these names; a test watches one and compares. */
const {
  launcher: LAUNCHER,
  call: CALL,
  onceACallStands: LATER,
} = JSON.parse(await readFile(new URL('call-files.json', import.meta.url), 'utf8'));
/** Not part of an ordinary call. */
const ON_DEMAND = scripts
  .map(plain)
  .filter((file) => /^voice-live-agent-[\w-]+\.js$/.test(file) && !CALL.includes(file));
const budgets = [
  ['launcher', LAUNCHER, 12 * 1024],
  ['everything for a voice and text call', CALL, 46 * 1024],
  ['what a call loads besides, in the background', LATER, 19.2 * 1024],
  ['the one-file build, which holds all of it', ['voice-live-agent.iife.js'], 100.6 * 1024],
];

let broken = false;
for (const file of [...CALL, ...LATER, ...ON_DEMAND])
  console.log(`${String(await brotli(file)).padStart(7)} B  ${file}`);
for (const [what, files, most] of budgets) {
  const sizes = await Promise.all(files.map(brotli));
  const total = sizes.reduce((a, b) => a + b, 0);
  const verdict = total <= most ? 'ok' : 'TOO BIG';
  broken ||= total > most;
  console.log(`${(total / 1024).toFixed(2).padStart(6)} KB of ${most / 1024} KB, ${what}: ${verdict}`);
}
process.exitCode = broken ? 1 : 0;
