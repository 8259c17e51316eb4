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
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
