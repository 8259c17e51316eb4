/**
 * The walls of the source: which room may import which. Types and lazy imports count. What a thread offers (a timer, the
 * DOM) is not held here: one `tsconfig.json` per thread has only its `lib`.
 */
const COMPONENTS = '^src/components/';

/** Each room of the main thread: the rooms below it, and what it may import from elsewhere (packages by their name). */
const ROOMS = {
  base: { below: [], outside: [] },
  i18n: { below: ['base'], outside: ['src/worker/contract/', 'lit'] },
  contract: {
    below: ['i18n', 'base'],
    outside: ['src/worker/contract/', 'src/worker/protocol/', 'src/thread-scripts/', 'src/audio/io/', 'lit'],
  },
  ui: {
    below: ['contract', 'i18n', 'base'],
    outside: ['src/worker/contract/', 'src/audio/io/device-list[.]ts$', 'lit'],
  },
  session: {
    below: ['contract', 'i18n', 'base'],
    outside: ['src/worker/(client|contract|protocol)/', 'src/thread-scripts/', 'src/audio/io/', 'lit', 'comlink'],
  },
  features: {
    below: ['session', 'ui', 'contract', 'i18n', 'base'],
    outside: [
      'src/worker/(client|contract|credential|protocol)/',
      'src/thread-scripts/',
      'src/audio/io/',
      'lit',
      '@cfworker/json-schema',
    ],
  },
  agent: {
    below: ['features', 'session', 'ui', 'contract', 'i18n', 'base'],
    outside: ['src/worker/(contract|protocol)/', 'src/audio/io/device-list[.]ts$', 'lit'],
  },
};

/**
 * Every other room, by the beginning of its path: what it may import, and of what it may import types only (packages by
 * their name). A room may import itself.
 */
const OTHER_ROOMS = {
  'src/audio/dsp/': {},
  'src/audio/worklets/': { imports: ['src/audio/dsp/'] },
  'src/audio/io/': {
    imports: ['src/audio/dsp/units[.]ts$', 'src/audio/worklets/worklet-messages[.]ts$', 'src/thread-scripts/'],
  },
  'src/thread-scripts/': { types: ['src/worker/contract/'] },
  'src/worker/protocol/': {},
  'src/worker/contract/': { types: ['src/worker/protocol/'] },
  'src/worker/session/': {
    imports: ['src/worker/protocol/'],
    types: ['src/worker/contract/(conversation|faults)[.]ts$'],
  },
  'src/worker/credential/': { imports: ['src/worker/contract/'] },
  'src/worker/transport/': {
    imports: ['src/worker/(contract|credential)/'],
    types: ['src/worker/protocol/'],
  },
  'src/worker/media/': {
    imports: ['src/audio/dsp/', 'src/audio/worklets/worklet-messages[.]ts$'],
    types: ['src/worker/(contract|protocol|session|transport)/'],
  },
  'src/worker/client/': {
    imports: ['src/worker/contract/', 'src/worker/expose[.]ts$', 'src/thread-scripts/', 'comlink'],
  },
  // A script of its own, with its own copy of what it imports.
  'src/worker/later/': { imports: ['src/worker/(?!client/)', 'src/audio/dsp/'] },
  'src/worker/engine[.](?:later|whole)[.]ts$': { imports: ['src/worker/(?!client/)'] },
  'src/worker/[^/]+$': { imports: ['src/worker/(?!client/)'] },
  // React components know the element by its package's name, and its attributes by their table.
  'src/react/': {
    imports: ['src/components/(contract/attributes|base/warn-once)[.]ts$', 'react', 'voice-live-agent', '@types/react'],
    types: ['src/index[.]ts$'],
  },
  'demo/emulator/': { imports: ['demo/', 'cli/', 'ws', '@types/ws'], types: ['src/worker/protocol/'] },
  'demo/(server|many)/': { imports: ['demo/', 'cli/', 'server/', 'ws', '@types/ws', 'esbuild'] },
  // The scripts of the other threads are those of the build.
  'demo/replay/': { imports: ['demo/server/', 'dist/.*[.](worklet|later)[.]js$'] },
};

const pathOf = (name) => (/^(src|server|demo|cli|dist)\//.test(name) ? `^${name}` : `^(node_modules/)?${name}(/|$)`);

/** What only the one-file build finds: the scripts of the other threads, as text. */
const INLINE = '[?]inline$';

const walls = Object.entries(ROOMS).flatMap(([room, { below, outside }]) => [
  {
    name: `${room}-knows-only-what-is-below`,
    severity: 'error',
    from: { path: `${COMPONENTS}${room}/` },
    to: { path: `${COMPONENTS}(?!(?:${[room, ...below].join('|')})/)` },
  },
  {
    name: `${room}-knows-little-outside`,
    severity: 'error',
    from: { path: `${COMPONENTS}${room}/` },
    to: { pathNot: [COMPONENTS, INLINE, ...outside.map(pathOf)] },
  },
]);

const otherWalls = Object.entries(OTHER_ROOMS).flatMap(([room, { imports = [], types = [] }]) => {
  const own = `^${room}`;
  return [
    {
      name: `${room} imports only what it may`,
      severity: 'error',
      from: { path: own },
      to: { pathNot: [own, ...imports.map(pathOf), ...types.map(pathOf)], dependencyTypesNot: ['core'] },
    },
    {
      name: `${room} imports types only`,
      severity: 'error',
      from: { path: own },
      to: { path: types.map(pathOf), pathNot: [own, ...imports.map(pathOf)], dependencyTypesNot: ['type-only'] },
    },
  ].slice(0, types[0] ? 2 : 1);
});

/** Each room of the server, with the rooms below it. */
const SERVER_ROOMS = {
  options: [],
  store: ['options'],
  tickets: ['store', 'options'],
  limits: ['tickets', 'store', 'options'],
  observe: ['limits', 'options'],
  policy: ['observe', 'options'],
  upstream: ['options'],
  http: ['upstream', 'tickets', 'observe', 'limits', 'options'],
  relay: ['http', 'policy', 'upstream', 'tickets', 'observe', 'limits', 'options'],
};

const serverWall = ([room, below]) => ({
  name: `server-${room}-knows-only-what-is-below`,
  severity: 'error',
  from: { path: `^server/${room}/` },
  to: { path: `^server/(?!(?:${[room, ...below].join('|')})/)` },
});

module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-feature-knows-another',
      severity: 'error',
      from: { path: `${COMPONENTS}features/([^/]+)/` },
      to: { path: `${COMPONENTS}features/`, pathNot: `${COMPONENTS}features/$1/` },
    },
    {
      name: 'only-the-element-knows-the-element',
      comment: 'Whatever is loaded later must not come with the launcher, nor name its class.',
      severity: 'error',
      from: { path: `${COMPONENTS}agent/`, pathNot: `${COMPONENTS}agent/voice-live-agent[.]ts$` },
      to: { path: `${COMPONENTS}agent/voice-live-agent[.]ts$` },
    },
    {
      name: 'what-is-loaded-later-is-not-imported',
      comment: 'Every call would load it. The core knows its types by later-part.ts and gets it from load-later.ts.',
      severity: 'error',
      from: { path: '^src/worker/', pathNot: '^src/worker/(?:later/|engine[.](?:later|whole)[.]ts$)' },
      to: { path: '^src/worker/later/' },
    },
    ...walls,
    ...otherWalls,
    {
      name: 'the-server-knows-types-of-the-wire-alone',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(?:src|demo|cli|test)/', pathNot: '^src/worker/protocol/' },
    },
    {
      name: 'the-server-stands-by-itself',
      severity: 'error',
      from: { pathNot: '^(?:server|cli|demo|test)/' },
      to: { path: '^server/' },
    },
    ...Object.entries(SERVER_ROOMS).map(serverWall),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
