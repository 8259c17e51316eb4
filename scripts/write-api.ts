/**
 * Writes what editors and frameworks read about the package: the custom elements manifest, data for JetBrains and VS Code,
 * and the typings of tags. All of it is made from the sources. Runs after the bundles are built.
 */
import { writeFile } from 'node:fs/promises';
import { getWebTypesData } from 'custom-element-jet-brains-integration';
import { getVsCodeCssCustomData, getVsCodeHtmlCustomData } from 'custom-element-vs-code-integration';
import { makeManifest } from './api/manifest.ts';
import { root } from './api/read-sources.ts';
import { typings } from './api/typings.ts';

const manifest = await makeManifest();
/** The type that the generators declare. It differs from ours because they do not use exact optional properties. */
const known = manifest as unknown as Parameters<typeof getWebTypesData>[0];
const quiet = { hideLogs: true, outdir: 'dist', hideCssPropertiesDocs: true };

interface Named {
  readonly name: string;
}

/** The agent and its parts have custom properties and CSS parts of the same name; the agent's description is kept. */
function each(text: string): string {
  const data = JSON.parse(text) as Record<string, unknown>;
  const first = (list: readonly Named[]) => [
    ...new Map(list.toReversed().map((entry) => [entry.name, entry])).values(),
  ];
  const lists = Object.entries(data).filter(([, list]) => Array.isArray(list)) as [string, readonly Named[]][];
  const once = Object.fromEntries(lists.map(([key, list]) => [key, first(list).toReversed()]));
  return `${JSON.stringify({ ...data, ...once }, undefined, 2)}\n`;
}

const files: ReadonlyMap<string, string> = new Map([
  ['custom-elements.json', `${JSON.stringify(manifest, undefined, 2)}\n`],
  ['web-types.json', getWebTypesData(known, quiet)],
  ['vscode.html-custom-data.json', each(getVsCodeHtmlCustomData(known, quiet))],
  ['vscode.css-custom-data.json', each(getVsCodeCssCustomData(known, quiet))],
  ...typings(manifest),
]);
for (const [file, text] of files) await writeFile(`${root}dist/${file}`, text);
