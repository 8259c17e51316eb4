/** Reads CHANGELOG.md: one `## 1.2.3 (2026-01-31)` a version, the newest first, and `## Unreleased` above them. */

const HEADING = /^## (?<name>\S+)(?: \((?<date>[^)]*)\))?$/;

/** The sections in their order: `{ name, date, text }`; `date` is undefined where the heading has none. */
export function sections(changelog) {
  const found = [];
  for (const line of changelog.split('\n')) {
    const heading = HEADING.exec(line)?.groups;
    if (heading) found.push({ ...heading, lines: [] });
    else found.at(-1)?.lines.push(line);
  }
  return found.map(({ name, date, lines }) => ({ name, date, text: lines.join('\n').trim() }));
}

/** What keeps a version from being released, a sentence each; none when it is ready. */
export function changelogProblems(changelog, version) {
  const all = sections(changelog);
  const own = all.find(({ name }) => name === version);
  const waiting = all.find(({ name }) => name === 'Unreleased');
  const problems = [];
  if (!own) {
    problems.push(
      `CHANGELOG.md has no section for ${version}: rename "## Unreleased" to "## ${version} (YYYY-MM-DD)".`,
    );
  } else {
    if (!/^\d{4}-\d\d-\d\d$/.test(own.date ?? ''))
      problems.push(`CHANGELOG.md: "## ${version}" needs its date: "## ${version} (YYYY-MM-DD)".`);
    if (own.text === '') problems.push(`CHANGELOG.md: "## ${version}" says nothing.`);
    if (waiting?.text) problems.push('CHANGELOG.md: what stands under "## Unreleased" is in this release: move it.');
    const first = all.find(({ name }) => name !== 'Unreleased');
    if (first !== own)
      problems.push(`CHANGELOG.md: "## ${version}" has to be the first version; it comes after ${first.name}.`);
  }
  return problems;
}
