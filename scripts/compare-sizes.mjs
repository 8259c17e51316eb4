/**
 * `npm run sizes:compare -- BASE NEW`: how much a change weighs, as a Markdown table for a pull request. Both are folders `dist`;
 * sizes are brotli 11. Parts whose size is the same are left out.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const [base, changed] = process.argv.slice(2);
if (base === undefined || changed === undefined) {
  console.error('Say two folders: npm run sizes:compare -- ../base/dist dist');
  process.exit(1);
}

const { launcher, call, onceACallStands } = JSON.parse(
  await readFile(new URL('call-files.json', import.meta.url), 'utf8'),
);
const SUMS = [
  ['**launcher**', launcher],
  ['**a voice and text call**', call],
  ['**what comes in the background**', onceACallStands],
];

const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
/** Bytes by the file's name, without the hash of its build. */
async function sizes(dist) {
  const files = (await readdir(dist)).filter((file) => file.endsWith('.js'));
  const weigh = async (file) => [
    file.replace(/-[\da-f]{8}\.js$/, '.js'),
    brotliCompressSync(await readFile(path.join(dist, file)), quality).length,
  ];
  return new Map(await Promise.all(files.map(weigh)));
}

const [before, after] = await Promise.all([sizes(base), sizes(changed)]);
const sum = (of, files) => files.reduce((bytes, file) => bytes + (of.get(file) ?? 0), 0);
const row = (what, was, is) => {
  const difference = is - was;
  return `| ${what} | ${was || 'new'} | ${is || 'gone'} | ${difference > 0 ? '+' : ''}${difference} |`;
};

const rows = SUMS.map(([what, files]) => row(what, sum(before, files), sum(after, files)));
for (const file of [...new Set([...before.keys(), ...after.keys()])].sort()) {
  const [was, is] = [before.get(file) ?? 0, after.get(file) ?? 0];
  if (was !== is) rows.push(row(`\`${file}\``, was, is));
}
console.log(`| Bytes, brotli 11 | Before | After | Difference |\n|---|---:|---:|---:|\n${rows.join('\n')}`);
