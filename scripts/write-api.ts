/**
 * After a build: what editors and frameworks read of the package, all of it made from the sources. The custom elements
 * manifest, data for JetBrains and VS Code, and the typings of tags.
 */
import { writeFile } from 'node:fs/promises';
import { getWebTypesData } from 'custom-element-jet-brains-integration';
import { getVsCodeCssCustomData, getVsCodeHtmlCustomData } from 'custom-element-vs-code-integration';
import { makeManifest } from './api/manifest.ts';
import { root } from './api/read-sources.ts';
import { typings } from './api/typings.ts';

const manifest = await makeManifest();
/** As the generators' own types have it, which know no exact optional properties. */
const known = manifest as unknown as Parameters<typeof getWebTypesData>[0];
const quiet = { hideLogs: true, outdir: 'dist', hideCssPropertiesDocs: true };

interface Named {
  readonly name: string;
}

/** Agent and parts share custom properties and parts: the first that is called so, the agent's, tells of all. */
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
