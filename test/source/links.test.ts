/** Every link in a page of Markdown leads somewhere: to a file of the repository, and to a heading that it has. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const options = { cwd: ROOT, encoding: 'utf8' } as const;
const PAGES = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], options)
  .split('\n')
  .filter((file) => file && existsSync(path.join(ROOT, file)));

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const withoutCode = (text: string): string => text.replace(/^ *```[^]*?^ *```/gm, '').replace(/`[^`\n]*`/g, '``');

/** The anchors that GitHub and npm make of headings. */
const anchorsOf = (page: string): ReadonlySet<string> =>
  new Set(
    [
      ...read(page)
        .replace(/^```[^]*?^```/gm, '')
        .matchAll(/^#+ (.+)$/gm),
    ].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

function brokenIn(page: string): string[] {
  const broken: string[] = [];
  for (const [, link] of withoutCode(read(page)).matchAll(/\]\((?![a-z]+:)([^)\s]+)/g)) {
    const [file = '', anchor] = link!.split('#');
    const target = file ? path.join(path.dirname(page), file) : page;
    if (!existsSync(path.join(ROOT, target))) broken.push(`${page}: ${link} is not there`);
    else if (anchor && target.endsWith('.md') && !anchorsOf(target).has(anchor)) {
      broken.push(`${page}: ${target} has no heading for #${anchor}`);
    }
  }
  return broken;
}

void it('every link of README, docs and the other pages leads to a file, and to a heading of it', () => {
  assert.ok(PAGES.length > 20);
  assert.deepEqual(PAGES.flatMap(brokenIn), []);
});
