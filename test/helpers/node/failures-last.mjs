/**
 * A reporter that counts the tests, names the files that took longest, and repeats all failures at the end of the run: first
 * whole, then a line each, because some machines keep only the end of a long log.
 */
const SLOWEST = 8;

export function failuresLast() {
  /** When the last file of each browser was done. A browser runs one file after the other. */
  const lastDone = new Map();
  const began = Date.now();
  const times = [];
  return {
    reportTestFileResults({ sessionsForTestFile, testFile }) {
      for (const { browser } of sessionsForTestFile) {
        const now = Date.now();
        times.push({ file: shortened(testFile), ms: now - (lastDone.get(browser) ?? began) });
        lastDone.set(browser, now);
      }
    },
    onTestRunFinished({ sessions }) {
      let passed = 0;
      const failures = [];
      const add = (file, title, words) => failures.push({ file, title, words });
      for (const { browser, testFile, testResults, errors } of sessions) {
        const file = `${shortened(testFile)} in ${browser.name}`;
        for (const { message } of errors) add(file, 'the file', message);
        for (const test of allTests(testResults)) {
          if (test.passed) passed += 1;
          else if (!test.skipped) add(file, test.titles.join(' › '), wordsOf(test.error));
        }
      }
      const slowest = times.sort((a, b) => b.ms - a.ms).slice(0, SLOWEST);
      console.log(`\nslowest: ${slowest.map(({ file, ms }) => `${file} ${Math.round(ms / 1000)} s`).join(', ')}`);
      console.log(`${sessions.length} files: ${passed} tests passed, ${failures.length} failed`);
      if (failures.length === 0) return;
      console.log(`\n== failed\n${failures.map(whole).join('\n')}`);
      console.log(`\n== failed, in short\n${failures.map(inShort).join('\n')}`);
    },
  };
}

const shortened = (file) => file.replace(`${process.cwd()}/`, '');

const whole = ({ file, title, words }) => `${file}\n   ${title}\n${indented(words)}`;

const inShort = ({ file, title, words }) => `${file}: ${title}: ${words.split('\n')[0].slice(0, 200)}`;

const wordsOf = (error) => [error?.message ?? 'It did not end in time.', error?.stack ?? ''].join('\n').trim();

const indented = (text) => text.split('\n', 12).join('\n').replace(/^/gm, '      ');

function allTests(suite, above = []) {
  if (!suite) return [];
  return [
    ...suite.tests.map((test) => ({ ...test, titles: [...above, test.name] })),
    ...suite.suites.flatMap((inner) => allTests(inner, [...above, inner.name])),
  ];
}
