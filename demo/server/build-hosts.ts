import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Bundles the pages in React and Vue from their packages, with the widget as npm gives it. Offline; half a second. */
export async function buildHosts(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['demo/hosts/react.tsx', 'demo/hosts/vue.ts'],
    outdir: '/',
    bundle: true,
    write: false,
    format: 'esm',
    splitting: true,
    jsx: 'automatic',
    minify: true,
    logLevel: 'error',
    alias: { 'voice-live-agent': './dist/index.js' },
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
  });
  return new Map(outputFiles.map(({ path, text }) => [path.split('/').at(-1)!, text]));
}
