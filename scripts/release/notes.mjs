/** `npm run release:notes`: prints what CHANGELOG.md says about the version of package.json. */
import { readFile } from 'node:fs/promises';
import { changelogProblems, sections } from './changelog.mjs';

const read = (file) => readFile(new URL(`../../${file}`, import.meta.url), 'utf8');
const { version } = JSON.parse(await read('package.json'));
const changelog = await read('CHANGELOG.md');
const problems = changelogProblems(changelog, version);
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
} else {
  console.log(sections(changelog).find(({ name }) => name === version).text);
}
