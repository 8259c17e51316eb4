/** The walls of the source: which room may import which. Types and lazy imports count. */
const COMPONENTS = '^src/components/';

/** Each room of the main thread: the rooms below it, and what it may import from elsewhere (packages by their name). */
const ROOMS = {
  base: { below: [], outside: [] },
  i18n: { below: ['base'], outside: ['src/worker/contract/', 'lit'] },
  contract: {
    below: ['i18n', 'base'],
    outside: ['src/worker/contract/', 'src/worker/protocol/', 'src/audio/io/', 'lit'],
  },
  ui: {
    below: ['contract', 'i18n', 'base'],
    outside: ['src/worker/contract/', 'src/audio/io/device-list[.]ts$', 'lit'],
  },
  session: {
    below: ['contract', 'i18n', 'base'],
    outside: ['src/worker/(client|contract|protocol)/', 'src/audio/io/', 'lit', 'comlink'],
  },
  features: {
    below: ['session', 'ui', 'contract', 'i18n', 'base'],
    outside: [
      'src/worker/(client|contract|protocol)/',
      'src/worker/transport/credential[.]ts$',
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

const pathOf = (name) => (name.startsWith('src/') ? `^${name}` : `^node_modules/${name}/`);

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
    ...walls,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
