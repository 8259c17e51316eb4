import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

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
  { files: ['src/components/base/warn-once.ts'], rules: { 'no-console': 'off' } },
  { files: ['server/**/*.ts', 'test/server/**/*.ts'], rules: { 'max-lines': ['error', 300] } },
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
  // A file should have one topic. The lists of the protocol's types are exempt: they are as long as the protocol.
  {
    files: ['{src,demo}/**/*.ts'],
    ignores: ['src/worker/protocol/**', 'src/components/i18n/locales/**'],
    rules: { 'max-lines': ['error', 300] },
  },
  // What hangs a browser, or what the oldest browsers of docs/browsers.md lack, is used in one guarded place.
  {
    files: ['src/**/*.ts', 'test/helpers/page/*.ts', 'test/bench/**/*.ts', 'test/smoke/*.ts', 'test/integration/*.ts'],
    ignores: ['src/audio/io/output-latency.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { property: 'outputLatency', message: 'It can hang Firefox. Use outputLatencyMs() of src/audio/io.' },
        { object: 'URL', property: 'canParse', message: 'Safari has it from 17 on. Use parseUrl().' },
      ],
    },
  },
  { files: ['src/components/**/*.ts'], ...lit['flat/recommended'] },
  { files: ['src/components/**/*.ts'], ...wc['flat/recommended'] },
);
