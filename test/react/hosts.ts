/**
 * Pages in React for the tests: React 18 or 19 in its development build, which warns, with the built `voice-live-agent/react`.
 * What a server renders is rendered by Node, in a process of its own.
 */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build, type BuildOptions } from 'esbuild';

export type ReactVersion = '18' | '19';

const root = fileURLToPath(new URL('../../', import.meta.url));

const aliases: Readonly<Record<ReactVersion, Record<string, string>>> = {
  18: { react: 'react-18', 'react-dom': 'react-dom-18' },
  19: {},
};

const options = (version: ReactVersion, contents: string) =>
  ({
    absWorkingDir: root,
    stdin: { contents, resolveDir: `${root}test/react`, loader: 'tsx' },
    bundle: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    logLevel: 'error',
    alias: { 'voice-live-agent/react': './dist/react.js', ...aliases[version] },
    define: { 'process.env.NODE_ENV': '"development"' },
  }) satisfies BuildOptions;

/** One script for the browser; beside it in dist/ stand the element and its parts, which it imports. */
export async function reactInBrowser(version: ReactVersion): Promise<string> {
  const contents = `
    export { act, createElement, createRef, StrictMode, useEffect, useState, version } from 'react';
    export { createRoot, hydrateRoot } from 'react-dom/client';
    export * from 'voice-live-agent/react';
    export { Page } from './page.tsx';`;
  const { outputFiles } = await build({
    ...options(version, contents),
    external: ['./index.js', './index-parts.js'],
  });
  return outputFiles[0]!.text;
}

/** The HTML of the page, as a server sends it. */
export async function reactOnServer(version: ReactVersion): Promise<string> {
  const contents = `
    import { renderToString } from 'react-dom/server';
    import { Page } from './page.tsx';
    process.stdout.write(renderToString(<Page heard={() => undefined} />));`;
  const element = {
    name: 'element',
    setup(the: { onResolve: (filter: { filter: RegExp }, resolve: (args: { path: string }) => object) => void }) {
      the.onResolve({ filter: /^\.\/index(-parts)?\.js$/ }, ({ path }) => ({
        path: pathToFileURL(`${root}dist/${path}`).href,
        external: true,
      }));
    },
  };
  const { outputFiles } = await build({
    ...options(version, contents),
    platform: 'node',
    plugins: [element],
    banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
  });
  const folder = `${root}test-results/react`;
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/server-${version}.mjs`, outputFiles[0]!.text);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [`${folder}/server-${version}.mjs`]);
  if (stderr) throw new Error(`the server of React ${version} complains: ${stderr}`);
  return stdout;
}
