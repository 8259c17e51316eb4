/**
 * Collects the licences of the packages whose code Rollup put into the built files: one line in each such file, and the full
 * texts in THIRD-PARTY-NOTICES.txt. The build fails for a package without a text, or with a licence that is not listed here.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Licences that allow the code to be shipped together with its notice. */
const KNOWN = new Set(['MIT', 'BSD-3-Clause', 'Apache-2.0', 'ISC', '0BSD']);
export const FILE = 'THIRD-PARTY-NOTICES.txt';
/** Prefix of the id of a module that holds a script as text. */
export const INLINE = '\0inline:';

/** The nearest package.json that has a name; those of inner folders may have nothing but `type`. */
function packageOf(id) {
  for (let folder = path.dirname(id); folder.includes('node_modules'); folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json');
    const found = existsSync(file) && JSON.parse(readFileSync(file, 'utf8'));
    if (found?.name && found.version) return { folder, ...found };
  }
  throw new Error(`notices: no package.json above ${id}`);
}

/** The texts of packages that ship without one. */
const kept = (root, name) =>
  path.join(root, 'scripts/build/licences', `${name.replace(/^@/, '').replace('/', '-')}.txt`);

async function textOf(root, { name, folder }) {
  const own = (await readdir(folder)).find((file) => /^licen[cs]e(\.(md|txt))?$/i.test(file));
  const file = own ? path.join(folder, own) : kept(root, name);
  return (
    await readFile(file, 'utf8').catch(() =>
      Promise.reject(new Error(`notices: ${name} has no licence text; keep one as ${file}`)),
    )
  ).trim();
}

export class Notices {
  #root;
  /** The packages whose code is in a file, by the file's name without hash. */
  #inFile = new Map();
  #packages = new Map();

  constructor(root) {
    this.#root = root;
  }

  /** The line for a chunk. It includes the packages of a script that the chunk holds as text, if that was built before. */
  lineFor(chunk) {
    const held = Object.keys(chunk.modules).filter((id) => id.startsWith(INLINE));
    const inside = held.flatMap((id) => this.#inFile.get(`${id.slice(INLINE.length)}.js`) ?? []);
    const found = new Map(inside.map((own) => [own.name, own]));
    for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
      if (renderedLength === 0 || !id.includes('node_modules')) continue;
      const own = packageOf(id.replace(/^\0/, ''));
      if (!KNOWN.has(own.license)) throw new Error(`notices: ${own.name} is under ${own.license}: may we ship that?`);
      found.set(own.name, own);
      this.#packages.set(own.name, own);
    }
    const all = [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    this.#inFile.set(chunk.fileName, all);
    if (all.length === 0) return '';
    const licences = [...new Set(all.map(({ license }) => license))];
    const named = (license) => all.filter((own) => own.license === license).map(({ name }) => name);
    return `/*! ${licences.map((license) => `${named(license).join(' ')} ${license}`).join(', ')}: ${FILE} */`;
  }

  /** Writes all texts into `folder`. */
  async write(folder) {
    const byText = new Map();
    for (const own of [...this.#packages.values()].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const text = await textOf(this.#root, own);
      byText.set(text, [...(byText.get(text) ?? []), `${own.name} ${own.version} (${own.license})`]);
    }
    const head = 'voice-live-agent is under the MIT licence. Its built files hold code of these packages as well.';
    const sections = [...byText].map(([text, names]) => `${names.join('\n')}\n\n${text}`);
    await writeFile(path.join(folder, FILE), `${[head, ...sections].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
  }
}
