/** The walls of the source: which room may import which. Types and lazy imports count. */
const COMPONENTS = '^src/components/';

/** Each room of the main thread, with the rooms below it. */
const ROOMS = {
  base: [],
  i18n: ['base'],
  contract: ['i18n', 'base'],
  ui: ['contract', 'i18n', 'base'],
  session: ['contract', 'i18n', 'base'],
  features: ['session', 'ui', 'contract', 'i18n', 'base'],
  agent: ['features', 'session', 'ui', 'contract', 'i18n', 'base'],
};

const wall = ([room, below]) => ({
  name: `${room}-knows-only-what-is-below`,
  severity: 'error',
  from: { path: `${COMPONENTS}${room}/` },
  to: { path: `${COMPONENTS}(?!(?:${[room, ...below].join('|')})/)` },
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
    ...Object.entries(ROOMS).map(wall),
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
