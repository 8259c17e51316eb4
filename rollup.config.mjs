/**
 * Builds dist/: one bundle for each thread, and several entries that load them.
 *   engine.worker.js sound.worklet.js                         classic scripts, beside the rest
 *   engine.later.js                                           what engine.worker.js loads once a session stands
 *   voice-live-agent.js + -core-<build> + -session-<build> + …  for <script type="module">: launcher first, the rest on intent
 *   voice-live-agent-parts.js                                 the entry for pages that add parts later by themselves
 *   capture.worklet.js playback.worklet.js                    the worklets in two files, for `assets-url`
 *   voice-live-agent.iife.js                                  one classic script, everything inside
 *   locales/de.js …                                           the sentences in one language each, for all three
 *   index.js + index-core.js + index-session.js + …            for npm; lit and comlink stay imports
 *   react.js                                                  React components around index.js; not minified
 *   THIRD-PARTY-NOTICES.txt                                   the licences of what is bundled
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import resolve from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import literals from 'rollup-plugin-html-literals';
import { minify } from './scripts/build/minify.mjs';
import { INLINE, Notices } from './scripts/build/notices.mjs';
import { buildId, stamp } from './scripts/build/stamp.mjs';
import { transpile } from './scripts/build/transpile.mjs';

const root = path.dirname(fileURLToPath(import.meta.url));
const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
/** The banner is only in the entries, because every byte of the other files counts. */
const banner = `/*! voice-live-agent ${version} | MIT */`;
const build = await buildId(root);
const notices = new Notices(root);
const lines = (...all) => all.filter(Boolean).join('\n');

function fail(warning) {
  throw new Error(`rollup: ${warning.message}`);
}

/** Removes the types; `npm run check` checks them, thread by thread. */
const plugins = (tsconfig, more = [], turns = 2) => [
  ...more,
  // Without this condition, NODE_ENV=development would put Lit's development build into the bundle.
  resolve({ browser: true, exportConditions: ['production'], ignoreSideEffectsForRoot: true }),
  transpile(tsconfig),
  (literals.default ?? literals)({ include: ['src/**/*.ts'] }),
  ...minify(turns),
];

const script = (name, input, tsconfig) => ({
  input,
  plugins: plugins(tsconfig, [stamp(build)]),
  onwarn: fail,
  output: {
    sourcemap: 'hidden',
    file: `dist/${name}.js`,
    format: 'iife',
    banner: (chunk) => notices.lineFor(chunk),
  },
});

/** Modules that are others in some builds. */
const VARIED = new Set(
  ['components/session/assets', 'components/i18n/load-locale', 'worker/client/link'].map((module) =>
    path.join(root, `src/${module}.js`),
  ),
);

/** Takes the variant of a module for this build where there is one: link.npm.ts instead of link.ts. */
const variant = (name) => ({
  name: 'variant',
  resolveId(source, importer) {
    const module = importer && path.resolve(path.dirname(importer), source);
    const file = VARIED.has(module) && module.replace(/js$/, `${name}.ts`);
    return file && existsSync(file) ? file : null;
  },
});

/** The worker in one piece. It is only ever inside other files, so no file of its own is written. */
let whole;
async function wholeWorker() {
  const { output, ...input } = script('engine.whole', 'src/worker/engine.whole.ts', 'src/worker/tsconfig.json');
  const bundle = await rollup(input);
  const [{ code }] = (await bundle.generate(output)).output;
  await bundle.close();
  return code;
}

/** Imports a script that was just built as text. */
function inlineScripts() {
  return {
    name: 'inline-scripts',
    resolveId(source, importer) {
      return source.endsWith('?inline') && importer ? INLINE + path.basename(source, '.js?inline') : null;
    },
    async load(id) {
      if (!id.startsWith(INLINE)) return null;
      const name = id.slice(INLINE.length);
      const code =
        name === 'engine.whole'
          ? await (whole ??= wholeWorker())
          : await readFile(path.join(root, 'dist', `${name}.js`), 'utf8');
      const text = code.replace(/^\/\*!.*?\*\/\s*/, '').replace(/\/\/# sourceMappingURL=.*\s*$/, '');
      return { code: `export default ${JSON.stringify(text)};`, map: { mappings: '' } };
    },
  };
}

/** Fixed names: those that are public, and those that two modules would otherwise share. */
const FIXED = { conversation: 'session', 'variant-faces': 'variants', 'vla-captions': 'caption' };

/** A chunk is named after the module that is loaded on demand, and a feature's chunk after its folder. */
const roleOf = ({ name, moduleIds }) =>
  moduleIds.some((id) => id.endsWith('/agent/voice-live-agent.ts'))
    ? 'core'
    : (FIXED[name] ?? name.replace(/^vla-|\.styles$/g, ''));

/**
 * Chromium normally compiles a function when it is called, on the main thread. This comment makes it compile the launcher's
 * functions during the download, since most of them run at load. Other browsers ignore the comment.
 */
const EAGER = '//# allFunctionsCalledOnLoad';

/** Scripts of the other threads. They are built separately, and every form of the widget loads them. */
const PACKS = /\/locales\/[\w-]+\.js$/;

/** @param tail end of the name of every chunk, which only other files refer to */
const chunks = (name, tail = '') => ({
  dir: 'dist',
  format: 'es',
  freeze: false,
  banner: (chunk) => lines(chunk.isEntry ? banner : roleOf(chunk) === 'core' ? EAGER : '', notices.lineFor(chunk)),
  sourcemap: 'hidden',
  paths: (id) => (PACKS.test(id) ? `./locales/${path.basename(id)}` : id),
  entryFileNames: '[name].js',
  // The entry has one line, so that an address with a query (?v=2) does not load the rest a second time.
  chunkFileNames: (chunk) => `${name}-${roleOf(chunk)}${tail}.js`,
});

/**
 * The entry for parts is written separately. As a second entry of the same build it would make Rollup divide the code into
 * more chunks, which every call would have to load.
 */
const secondDoor = (name, tail = '') => ({
  input: 'src/parts.ts',
  external: [/\/index\.js$/, /\/variant-faces\.js$/],
  plugins: [transpile('tsconfig.json'), ...minify(1)],
  onwarn: fail,
  output: {
    banner,
    file: `dist/${name}-parts.js`,
    format: 'es',
    paths: (id) => (id.endsWith('/index.js') ? `./${name}.js` : `./${name}-${FIXED['variant-faces']}${tail}.js`),
  },
});

const locales = (await readdir(path.join(root, 'src/components/i18n/locales'))).map(
  (file) => `src/components/i18n/locales/${file}`,
);

/** The React components import the element from the same package, however an app resolves the package's name. */
const ELEMENT = { 'voice-live-agent': './index.js', 'voice-live-agent/parts': './index-parts.js' };

// Files do not name their source maps, to save bytes. A server that has the maps sends the header SourceMap, as the demo does.
export default [
  script('engine.worker', 'src/worker/engine.worker.ts', 'src/worker/tsconfig.json'),
  script('engine.later', 'src/worker/engine.later.ts', 'src/worker/tsconfig.json'),
  script('capture.worklet', 'src/audio/worklets/capture.worklet.ts', 'src/audio/worklets/tsconfig.json'),
  script('playback.worklet', 'src/audio/worklets/playback.worklet.ts', 'src/audio/worklets/tsconfig.json'),
  script('sound.worklet', 'src/audio/worklets/sound.worklet.ts', 'src/audio/worklets/tsconfig.json'),
  {
    input: locales,
    plugins: plugins('tsconfig.json'),
    onwarn: fail,
    output: { dir: 'dist/locales', format: 'es', banner, sourcemap: 'hidden' },
  },
  {
    input: { 'voice-live-agent': 'src/index.ts' },
    external: PACKS,
    plugins: plugins('tsconfig.json', [inlineScripts(), stamp(build, true)]),
    onwarn: fail,
    // The build's id is in the name, so caches and copies cannot mix files of two builds.
    output: chunks('voice-live-agent', `-${build}`),
  },
  secondDoor('voice-live-agent', `-${build}`),
  {
    input: 'src/index.ts',
    plugins: plugins('tsconfig.json', [variant('inline'), inlineScripts(), stamp(build, true)], 1),
    onwarn: fail,
    output: {
      banner: (chunk) => lines(banner, notices.lineFor(chunk)),
      sourcemap: 'hidden',
      file: 'dist/voice-live-agent.iife.js',
      format: 'iife',
      freeze: false,
      name: 'VoiceLiveAgent',
      inlineDynamicImports: true,
    },
  },
  {
    input: { index: 'src/index.ts' },
    external: [/^lit(\/|$)/, /^comlink$/, PACKS],
    plugins: [
      ...plugins('tsconfig.json', [variant('npm'), inlineScripts(), stamp(build)], 1),
      { name: 'notices', writeBundle: ({ dir }) => notices.write(dir) },
    ],
    onwarn: fail,
    output: chunks('index'),
  },
  secondDoor('index'),
  {
    input: 'src/react/index.ts',
    external: ['react', ...Object.keys(ELEMENT)],
    plugins: [transpile('src/react/tsconfig.json')],
    onwarn: fail,
    // Minifying would remove the directive 'use client', which tells a React server that the file is for the browser.
    output: { file: 'dist/react.js', format: 'es', banner: `'use client';\n${banner}`, paths: ELEMENT },
  },
];
