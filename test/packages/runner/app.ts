/** An app of the matrix: its folder holds its sources and `app.json`, which says how it is built and visited. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const APPS = fileURLToPath(new URL('../', import.meta.url));

/** One way to build or serve an app: a row of the table. */
export interface Way {
  /** added to the app's title; empty if the app has only one way */
  readonly name: string;
  /** the build command; absent when the server builds */
  readonly build?: string;
  /** the folder to serve as files; either this or `start` */
  readonly folder?: string;
  /** the command of a server that listens on `$PORT` */
  readonly start?: string;
  /** true for a development server: the size of its scripts is not measured */
  readonly dev?: boolean;
  /** path of the page; `/` by default */
  readonly page?: string;
  /** sources of `script-src` in addition to `'self'` and the hashes of the page's inline scripts */
  readonly scriptSrc?: string;
  /** beginnings of warnings that the framework itself causes; `expectedBecause` says why */
  readonly expected?: readonly string[];
  readonly expectedBecause?: string;
  /** true for a bundler that does not copy workers: the agent requests them in vain, then uses the copies in its bundle */
  readonly scriptsInside?: boolean;
}

export interface App {
  /** the folder's name */
  readonly name: string;
  readonly folder: string;
  readonly title: string;
  /** packages whose versions are shown in the table */
  readonly shows: readonly string[];
  /** steps in addition to `npm i` and an import, for the table */
  readonly steps: string;
  /** the framework's own type check, run after the builds */
  readonly types?: string;
  readonly ways: readonly Way[];
  /** whether CI builds it; then only the first way is run */
  readonly ci: boolean;
  readonly order: number;
  readonly versions: ReadonlyMap<string, string>;
}

interface Package {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const EXACT = /^\d+\.\d+\.\d+$/;

/** All apps, in the order of the table. */
export async function readApps(): Promise<readonly App[]> {
  const names = (await readdir(APPS)).filter((name) => existsSync(path.join(APPS, name, 'app.json')));
  const apps = await Promise.all(names.map(readApp));
  return apps.sort((one, other) => one.order - other.order);
}

async function readApp(name: string): Promise<App> {
  const folder = path.join(APPS, name);
  const json = async (file: string): Promise<unknown> => JSON.parse(await readFile(path.join(folder, file), 'utf8'));
  const said = (await json('app.json')) as Omit<App, 'name' | 'folder' | 'versions'>;
  const { dependencies, devDependencies } = (await json('package.json')) as Package;
  const versions = new Map(Object.entries({ ...dependencies, ...devDependencies }));
  for (const [of, version] of versions) {
    if (!EXACT.test(version)) throw new Error(`${name}/package.json: ${of} must have an exact version, not ${version}`);
  }
  for (const of of said.shows) if (!versions.has(of)) throw new Error(`${name}/app.json shows ${of}, which it has not`);
  for (const way of said.ways) {
    if ((way.folder === undefined) === (way.start === undefined)) {
      throw new Error(`${name}/app.json, ${way.name || 'its way'}: say folder or start, one of them`);
    }
  }
  return { ...said, name, folder, versions, ci: said.ci ?? false };
}
