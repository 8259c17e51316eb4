import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

/**
 * The walls: what a room may import. `reach` are regular expressions of relative imports that are allowed; packages are
 * named. Types pass where `types` says so.
 */
const room = (files, { reach = [], packages = [], types = [], ignores = [] }) => {
  const own = '\\./(?!.*\\.\\./)';
  const allowed = (paths) => `^(?!(?:${[own, ...paths].join('|')}))`;
  const group = (paths, message, allowTypeImports) => ({
    regex: `${allowed([...paths, ...packages.map((name) => `${name}(/|$)`)])}.`,
    message,
    ...(allowTypeImports && { allowTypeImports }),
  });
  return {
    files,
    ignores,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            group(reach, 'Only types may cross this wall (CONTRIBUTING.md, "The house").', true),
            group([...reach, ...types], 'This room may not import that (CONTRIBUTING.md, "The house").'),
          ],
        },
      ],
    },
  };
};

const DSP = '(?:\\.\\./)+audio/dsp/';
const MESSAGES = '(?:\\.\\./)+audio/worklets/worklet-messages\\.js$';

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'coverage/**',
      'node_modules/**',
      'test-results/**',
      'test/types/**',
      'test/packages/!(runner)/**',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({
    ...config,
    files: ['{src,server,demo,cli,test,scripts}/**/*.ts'],
  })),
  {
    files: ['{src,server,demo,cli,test,scripts}/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'no-console': 'error',
    },
  },
  { files: ['server/**/*.ts', 'test/server/**/*.ts'], rules: { 'max-lines': ['error', 300] } },
  { files: ['src/components/contract/attributes.ts'], rules: { 'no-console': 'off' } },
  { files: ['{demo,cli,test,scripts}/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-misused-promises': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
    },
  },
  { files: ['src/components/**/*.ts'], ...lit['flat/recommended'] },
  { files: ['src/components/**/*.ts'], ...wc['flat/recommended'] },

  room(['src/audio/dsp/**/*.ts'], {}),
  room(['src/audio/worklets/**/*.ts'], { reach: ['\\.\\./dsp/'] }),
  room(['src/audio/io/**/*.ts'], { reach: ['\\.\\./dsp/units\\.js$', '\\.\\./worklets/worklet-messages\\.js$'] }),
  room(['src/worker/protocol/**/*.ts'], { types: ['\\.\\./contract/conversation\\.js$'] }),
  room(['src/worker/session/**/*.ts'], {
    reach: ['\\.\\./protocol/'],
    types: ['\\.\\./contract/(?:conversation|faults)\\.js$'],
  }),
  room(['src/worker/contract/**/*.ts'], { types: ['\\.\\./protocol/'] }),
  room(['src/worker/client/**/*.ts'], { reach: ['\\.\\./contract/'], packages: ['comlink'] }),
  room(['src/worker/transport/**/*.ts'], { types: ['\\.\\./(?:contract|protocol)/'] }),
  room(['src/worker/media/**/*.ts'], {
    reach: [DSP, MESSAGES],
    types: ['\\.\\./(?:contract|protocol|session)/'],
  }),
  room(['src/worker/*.ts'], {}),
  // React components know the element by its package's name, and its attributes by their table.
  room(['src/react/*.ts'], {
    reach: ['\\.\\./components/contract/attributes\\.js$'],
    packages: ['react', 'voice-live-agent'],
  }),
  room(['server/**/*.ts'], {
    reach: ['node:', '(?:\\.\\./)+(?!src/|demo/|cli/|test/)'],
    types: ['(?:\\.\\./)+src/worker/protocol/', 'ws$', 'redis$'],
  }),
  room(['demo/{server,emulator,many}/**/*.ts'], {
    reach: ['node:', '(?:\\.\\./)+(?!src/)'],
    packages: ['ws', '@azure/identity', 'esbuild'],
    types: ['(?:\\.\\./)+src/worker/protocol/'],
  }),
);
