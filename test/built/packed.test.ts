/** The package as npm would publish it must have every file that it promises, and no other file. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from '../helpers/node/built.js';

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<string, unknown> & {
  readonly exports: Record<string, unknown>;
  readonly dependencies: Record<string, string>;
};

/** Files that npm always includes, and files that people and tools look for by name. */
const KNOWN =
  /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/THIRD-PARTY-NOTICES\.txt|dist\/[\w.-]+\.json|dist\/emulator\/phrases\/[\w-]+\.ulaw)$/;
const FIELDS = ['main', 'types', 'typesVersions', 'unpkg', 'jsdelivr', 'customElements', 'web-types', 'bin', 'exports'];
const SCRIPT = /\.(?:m?js)$/;

function packed(): string[] {
  const options = { cwd: ROOT, encoding: 'utf8' as const, maxBuffer: 1e8 };
  const told = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], options);
  const answer = JSON.parse(told) as unknown; // a list or an object by name, depending on the version of npm
  const [first] = Object.values(answer as Record<string, { files: { path: string }[] }>);
  return first!.files.map(({ path }) => path);
}

/** The names in the first column of the table in docs/hosting.md. A `*` stands for any part of a name, `<build>` for the build's id. */
const tabled = (): readonly RegExp[] =>
  read('docs/hosting.md')
    .split('## The files of `dist/`')[1]!
    .split('\n## ')[0]!
    .split('\n')
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/(?<!npm: )`([^`]+)`/g)])
    .map(
      ([, name]) => new RegExp(`^${name!.replaceAll('.', '\\.').replace('*', '[\\w-]+').replace('<build>', '\\w+')}`),
    );

/** All strings in a value and in everything inside it. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(textsIn);

const files = packed();
/** The files that fields of package.json name. A `*` stands for every file that matches. */
const promised = textsIn(FIELDS.map((field) => manifest[field])).map((file) => path.normalize(file));
const matching = (pattern: string): string[] => {
  const [head, tail] = pattern.split('*');
  return tail === undefined
    ? files.filter((file) => file === pattern)
    : files.filter((file) => file.startsWith(head!) && file.endsWith(tail));
};

/** The files that a file loads: by imports of all kinds, and by `new URL`. */
const IMPORTS = /(?:from|import|import\()\s*["'`]([^"'`]+)["'`]/g;
const ADDRESSES = /new URL\(\s*["'`]([^"'`]+)["'`]/g;
const namesIn = (file: string, pattern: RegExp): string[] =>
  SCRIPT.test(file) || file.endsWith('.d.ts') ? [...read(file).matchAll(pattern)].map(([, name]) => name!) : [];
const asksOf = (file: string): string[] => [IMPORTS, ADDRESSES].flatMap((pattern) => namesIn(file, pattern));
const beside = (file: string, name: string): string => {
  const found = path.join(path.dirname(file), name.replace(/\?.*/, ''));
  return file.endsWith('.d.ts') ? found.replace(/\.js$/, '.d.ts') : found;
};

describe('the package', () => {
  it('has every file that package.json names', () => {
    for (const file of promised) assert.notDeepEqual(matching(file), [], file);
  });

  it('has every file that one of its files loads', () => {
    for (const file of files) {
      for (const name of asksOf(file).filter((asked) => /^\.\.?\/[\w./-]+\.\w+(?:\?|$)/.test(asked))) {
        assert.ok(files.includes(beside(file, name)), `${file} asks for ${name}`);
      }
    }
  });

  it('has no file that is neither exported nor loaded by another one', () => {
    const reached = new Set<string>();
    const reach = (file: string): void => {
      if (reached.has(file) || !files.includes(file)) return;
      reached.add(file);
      for (const name of asksOf(file)) if (name.startsWith('.')) reach(beside(file, name));
    };
    promised.flatMap(matching).forEach(reach);
    assert.deepEqual(
      files.filter((file) => !reached.has(file) && !KNOWN.test(file)),
      [],
    );
  });

  it('imports only packages that are dependencies or peer dependencies', () => {
    const others = Object.keys({ ...manifest.dependencies, ...(manifest['peerDependencies'] as object) });
    const known = [String(manifest['name']), ...others];
    for (const file of files.filter((packed) => SCRIPT.test(packed))) {
      for (const name of namesIn(file, IMPORTS).filter(
        (asked) => /^@?[\w/.-]+$/.test(asked) && !asked.startsWith('.'),
      )) {
        assert.ok(
          known.some((own) => name === own || name.startsWith(`${own}/`)),
          `${file} imports ${name}`,
        );
      }
    }
  });

  it('has the imports and files that README and docs name', () => {
    const docs = readdirSync(path.join(ROOT, 'docs')).filter((file) => file.endsWith('.md'));
    const readme = ['README.md', ...docs.map((file) => `docs/${file}`)].map(read).join('\n');
    for (const [, name] of readme.matchAll(/['"]voice-live-agent\/([\w./-]+)['"]/g)) {
      assert.ok(`./${name}` in manifest.exports, `voice-live-agent/${name} is in README or docs and not in exports`);
    }
    for (const [, file] of readme.matchAll(/[`/]((?:voice-live-agent|\w+\.work(?:er|let))[\w.-]*\.js)\b/g)) {
      assert.ok(files.includes(`dist/${file}`), `${file} is in README or docs and not in the package`);
    }
    assert.match(JSON.stringify(manifest['repository']), /"git\+https:/);
  });

  it('has no file in dist/ that the table of docs/hosting.md does not name, and all that it names', () => {
    const names = packed().flatMap((file) => /^dist\/(.+)/.exec(file)?.[1] ?? []);
    const table = tabled();
    assert.deepEqual(
      names.filter((name) => !table.some((row) => row.test(name))),
      [],
    );
    assert.deepEqual(table.filter((row) => !names.some((name) => row.test(name))).map(String), []);
  });
});
