/** Measures the scripts that a browser had to load, in kB of brotli. */
import { brotliCompressSync, constants } from 'node:zlib';
import type { Sent } from './front.js';

const SCRIPT = /^(text|application)\/(x-)?javascript/;
const known = new WeakMap<Buffer, number>();

/** Counts only scripts, and each address once. */
export function weigh(sent: readonly Sent[]): number {
  const scripts = new Map(sent.filter(({ type }) => SCRIPT.test(type)).map(({ path, body }) => [path, body]));
  return [...scripts.values()].reduce((sum, body) => sum + bytes(body), 0) / 1024;
}

function bytes(body: Buffer): number {
  const size = known.get(body) ?? brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  known.set(body, size);
  return size;
}
