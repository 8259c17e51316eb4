/**
 * Runs after the bundles are built, and makes `dist/emulator/` (`voice-live-agent/emulator`) and `dist/cli.js`. It runs with tsx, since
 * it packs the phrases with the emulator's own arithmetic. `ws` stays a peer of whoever uses them.
 */
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type PluginBuild } from 'esbuild';
import ts from 'typescript';
import { SPEECH_RATE_HZ } from '../demo/emulator/audio/formats.ts';
import { linearToMuLaw } from '../demo/emulator/audio/g711.ts';
import { resample } from '../demo/emulator/audio/resample.ts';
import { PACKED_RATE_HZ, readPhrases } from '../demo/emulator/phrase-files.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const out = `${root}dist/emulator/`;
await rm(out, { recursive: true, force: true });
await mkdir(`${out}phrases`, { recursive: true });

/** `serve` is a file of dist/server, which has a build of its own. */
function keepServerOutside({ onResolve }: PluginBuild): void {
  onResolve({ filter: /server\/serve\/serve\.js$/ }, () => ({ path: './server/serve.js', external: true }));
}

await build({
  absWorkingDir: root,
  entryPoints: { 'emulator/index': 'demo/emulator/index.ts', cli: 'cli/main.ts' },
  outdir: 'dist',
  chunkNames: 'emulator/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['ws'],
  plugins: [{ name: 'server-stands-beside', setup: keepServerOutside }],
  legalComments: 'none',
  logLevel: 'warning',
});
await chmod(`${root}dist/cli.js`, 0o755);

for (const [phrase, pcm] of readPhrases()) {
  const packed = Uint8Array.from(resample(pcm, SPEECH_RATE_HZ, PACKED_RATE_HZ), linearToMuLaw);
  await writeFile(`${out}phrases/${phrase.replaceAll(' ', '-')}.ulaw`, packed);
}

// Both import nothing but each other, so that each is declared by itself.
for (const name of ['index', 'public-types']) {
  const source = (await readFile(`${root}demo/emulator/${name}.ts`, 'utf8')).replace(/^import .*load-start.*\n/m, '');
  const { outputText, diagnostics } = ts.transpileDeclaration(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext },
  });
  if (diagnostics?.length) throw new Error(ts.formatDiagnostics(diagnostics, ts.createCompilerHost({})));
  await writeFile(`${out}${name}.d.ts`, outputText);
}
if ((await readdir(`${out}phrases`)).length === 0) throw new Error('the emulator has no phrases');
