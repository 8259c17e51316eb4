/** An app of the matrix: its folder holds its sources and `app.json`, which says how it is built and visited. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const APPS = fileURLToPath(new URL('../', import.meta.url));

/** One way of the same app to a browser: a row of the table. */
export interface Way {
  /** added to the app's title; empty where there is one way only */
  readonly name: string;
  /** makes what is served; empty when the server does that itself */
  readonly build?: string;
  /** the folder that a plain file server serves */
  readonly folder?: string;
  /** or the command of a server, which listens on `$PORT` */
  readonly start?: string;
  /** A development server: its bytes are not weighed. */
  readonly dev?: boolean;
  /** the page, `/` unless it says otherwise */
  readonly page?: string;
  /** what `script-src` allows beside `'self'` and the page's own inline scripts, which are allowed by their hashes */
  readonly scriptSrc?: string;
  /** beginnings of warnings that the framework itself gives, each with its reason in `expectedBecause` */
  readonly expected?: readonly string[];
  readonly expectedBecause?: string;
  /** A bundler that copies no worker out of a package: the agent asks for those in vain, and takes what is in its bundle. */
  readonly scriptsInside?: boolean;
}

export interface App {
  /** the folder's name */
  readonly name: string;
  readonly folder: string;
  readonly title: string;
  /** packages whose versions stand in the table */
  readonly shows: readonly string[];
  /** what it takes beside `npm i` and an import, for the table */
  readonly steps: string;
  /** the framework's own type check, run after the builds */
  readonly types?: string;
  readonly ways: readonly Way[];
  /** one of those that CI builds; then only the first way is taken */
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
