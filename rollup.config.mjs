/**
 * dist/: one bundle a thread, and three doors to them.
 *   engine.worker.js capture.worklet.js playback.worklet.js   classic scripts, beside the rest
 *   voice-live-agent.js + -core-<build> + -session-<build> + …  for <script type="module">: launcher first, the rest on intent
 *   voice-live-agent-parts.js                                 the door for pages that add parts later by themselves
 *   sound.worklet.js                                          both worklets, for npm
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
import terser from '@rollup/plugin-terser';
import literals from 'rollup-plugin-html-literals';
import { INLINE, Notices } from './scripts/build/notices.mjs';
import { buildId, stamp } from './scripts/build/stamp.mjs';
import { transpile } from './scripts/build/transpile.mjs';

const root = path.dirname(fileURLToPath(import.meta.url));
const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
/** On the doors only: the rest is weighed by the byte. */
const banner = `/*! voice-live-agent ${version} | MIT */`;
const build = await buildId(root);
const notices = new Notices(root);
const lines = (...all) => all.filter(Boolean).join('\n');

function fail(warning) {
  throw new Error(`rollup: ${warning.message}`);
}

/**
 * What only the worker's own code says to itself. It is never looked up by a text, and stands in no file that the wire,
 * the page or the worklets share with it: that is checked.
 */
const INNER = (
  'answered asked autoTruncate azureVoice cancelWhenCreated createResponse cues delayFrames downlink ducks effects ' +
  'endMs eventId forget given interruptResponse maxOutput mcpCalls onClose onText owed params parts phase pieces ' +
  'previous ranOut ready received receivedMs responseDone rules setFormat shared silenced step takeFigures transcribes ' +
  'uplink visitorSpeaking waiting whole'
).split(' ');

/** The same for what only the page's code says to itself. */
const BETWEEN = (
  '_actions _extras _intend _language _view _words announceTools cards chosen command dismissFault ' +
  'dismissProblem early endedBy engineSettings engineStatus faultOf focusFirst goOnWriting headed ifWanted inCall ' +
  'leadTo lifetime loudness microphoneOptions moments mustHaveWorked onDevice onEnded onGate onLevel onNotice ' +
  'onStatus onTrouble openMicrophone openSpeaker pictures quiet reading setGate setLevels setMuted setVolume ' +
  'startCall strip tellLatency timeMs unusable useDevice wishes'
).split(' ');

const SHARED = ['src/worker/contract', 'src/worker/protocol', 'src/audio/worklets', 'node_modules/comlink/dist/esm'];

const COMMENT = /\/\*.*?\*\/|\/\/.*?$/gms;

/** Names that nobody else reads may be short. */
async function short(names) {
  for (const folder of SHARED) {
    for (const file of await readdir(path.join(root, folder))) {
      if (!/\.(ts|mjs)$/.test(file)) continue;
      const code = (await readFile(path.join(root, folder, file), 'utf8')).replace(COMMENT, '');
      const words = new Set(code.match(/\w+/g));
      const leaked = names.filter((name) => words.has(name));
      if (leaked.length > 0) throw new Error(`${folder}/${file} says ${leaked.join(', ')}, which is to be shortened`);
    }
  }
  return { properties: { regex: new RegExp(`^(${names.join('|')})$`) } };
}

const shorten = (mangle = true) =>
  terser({
    nameCache: mangle === true ? undefined : {}, // one for all the files of a build
    ecma: 2022,
    format: { comments: /^(!|# all)/ },
    compress: { passes: 3, inline: 1, unsafe_arrows: true },
    mangle,
    maxWorkers: 1,
  });

const plugins = (tsconfig, mangled, ...more) => [
  ...more,
  // Without the pin, NODE_ENV=development would put Lit's development build into the bundle.
  resolve({ browser: true, exportConditions: ['production'], ignoreSideEffectsForRoot: true }),
  transpile(tsconfig),
  (literals.default ?? literals)({ include: ['src/**/*.ts'] }),
  shorten(mangled),
];

const script = (name, input, tsconfig, mangled) => ({
  input,
  plugins: plugins(tsconfig, mangled, stamp(build)),
  onwarn: fail,
  output: {
    sourcemap: 'hidden',
    file: `dist/${name}.js`,
    format: 'iife',
    banner: (chunk) => notices.lineFor(chunk),
  },
});

/** Modules that load what stands beside them. */
const BESIDE = new Set(
  ['session/assets', 'i18n/load-locale'].map((module) => path.join(root, `src/components/${module}.js`)),
);

/** A build has its own variant of such a module where there is one: assets.npm.ts in place of assets.ts. */
const variant = (name) => ({
  name: 'variant',
  resolveId(source, importer) {
    const module = importer && path.resolve(path.dirname(importer), source);
    const file = BESIDE.has(module) && module.replace(/js$/, `${name}.ts`);
    return file && existsSync(file) ? file : null;
  },
});

/** Scripts as text: those that were just built. */
function inlineScripts() {
  return {
    name: 'inline-scripts',
    resolveId(source, importer) {
      return source.endsWith('?inline') && importer ? INLINE + path.basename(source, '.js?inline') : null;
    },
    async load(id) {
      if (!id.startsWith(INLINE)) return null;
      const code = await readFile(path.join(root, 'dist', `${id.slice(INLINE.length)}.js`), 'utf8');
      const text = code.replace(/^\/\*!.*?\*\/\s*/, '').replace(/\/\/# sourceMappingURL=.*\s*$/, '');
      return { code: `export default ${JSON.stringify(text)};`, map: { mappings: '' } };
    },
  };
}

/** By the module that is imported on demand: a conversation; and what few of them need, each in a file of its own. */
const ROLES = {
  images: 'requests',
  'agent-runtime': 'session',
  'page-tools': 'tools',
  'service-activity': 'wire',
  approvals: 'approvals',
  'attribute-warnings': 'words',
  contrast: 'contrast',
  'fault-labels': 'faults',
  'owner-labels': 'owner',
  'find-locale': 'language',
  'html-tools': 'html',
  'inside-scripts': 'inside',
  'device-manager': 'devices',
  captions: 'captions',
  'card.styles': 'cards',
  'echo-hint': 'echo',
  'session-checks': 'checks',
  'rich-transcript': 'transcript',
  'activity-notes': 'notes',
  'variant-faces': 'variants',
  'vla-menu': 'menu',
  'on-screen-keyboard': 'keyboard',
  floating: 'floating',
  'microphone-fault': 'refusal',
  'rescue-script': 'rescue',
  'optional-labels': 'labels',
  'call-flow': 'moments',
  'composer-image': 'pictures',
  'hold-button': 'hold',
  'vla-captions': 'caption',
  'vla-ended': 'ended',
  'vla-copy': 'copy',
  diagnose: 'diagnose',
  'vla-check': 'check',
};

/**
 * Most of the launcher's functions run at load. Chromium compiles them when they are called, on the main thread, unless
 * it is told so: then it does it beside the download. Others read a comment.
 */
const EAGER = '//# allFunctionsCalledOnLoad';

/** Built on their own, and loaded by every form of the widget from where they are. */
const PACKS = /\/locales\/[\w-]+\.js$/;

/** @param tail of the name of every file that only other files name */
const chunks = (name, tail = '') => ({
  dir: 'dist',
  format: 'es',
  banner: (chunk) => lines(chunk.isEntry ? banner : ROLES[chunk.name] ? '' : EAGER, notices.lineFor(chunk)),
  sourcemap: 'hidden',
  paths: (id) => (PACKS.test(id) ? `./locales/${path.basename(id)}` : id),
  entryFileNames: '[name].js',
  // The entry is a door of one line: an address with a query (?v=2) must not load the rest a second time.
  chunkFileNames: (chunk) => `${name}-${ROLES[chunk.name] ?? 'core'}${tail}.js`,
});

/**
 * The second door is made beside the first, not with it: as one of two entries it would make Rollup part the rest
 * otherwise, into more files for every call.
 */
const secondDoor = (name, tail = '') => ({
  input: 'src/parts.ts',
  external: [/\/index\.js$/, /\/variant-faces\.js$/],
  plugins: [transpile('tsconfig.json'), shorten(false)],
  onwarn: fail,
  output: {
    banner,
    file: `dist/${name}-parts.js`,
    format: 'es',
    paths: (id) => (id.endsWith('/index.js') ? `./${name}.js` : `./${name}-${ROLES['variant-faces']}${tail}.js`),
  },
});

const locales = (await readdir(path.join(root, 'src/components/i18n/locales'))).map(
  (file) => `src/components/i18n/locales/${file}`,
);

/** The element beside its React components: they are one, however an app resolves the package's name. */
const ELEMENT = { 'voice-live-agent': './index.js', 'voice-live-agent/parts': './index-parts.js' };

// Visitors do not download the names of maps: a server that has them says so in the header SourceMap, as the demo's does.
export default [
  script('engine.worker', 'src/worker/engine.worker.ts', 'src/worker/tsconfig.json', await short(INNER)),
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
    plugins: plugins('tsconfig.json', await short(BETWEEN), inlineScripts(), stamp(build, true)),
    onwarn: fail,
    // A file of another build is a file of another name: caches and copies cannot mix them.
    output: chunks('voice-live-agent', `-${build}`),
  },
  secondDoor('voice-live-agent', `-${build}`),
  {
    input: 'src/index.ts',
    plugins: plugins('tsconfig.json', undefined, variant('inline'), inlineScripts(), stamp(build, true)),
    onwarn: fail,
    output: {
      banner: (chunk) => lines(banner, notices.lineFor(chunk)),
      sourcemap: 'hidden',
      file: 'dist/voice-live-agent.iife.js',
      format: 'iife',
      name: 'VoiceLiveAgent',
      inlineDynamicImports: true,
    },
  },
  {
    input: { index: 'src/index.ts' },
    external: [/^lit(\/|$)/, /^comlink$/, PACKS],
    plugins: [
      ...plugins('tsconfig.json', undefined, variant('npm'), inlineScripts(), stamp(build)),
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
    // Minified it would lose the directive, by which a server knows what belongs to the browser.
    output: { file: 'dist/react.js', format: 'es', banner: `'use client';\n${banner}`, paths: ELEMENT },
  },
];
