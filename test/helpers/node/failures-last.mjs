/**
 * A reporter that counts the tests, names the files that took longest, says what was left out and why, and repeats all failures
 * at the end of the run: first whole, then a line each, because some machines keep only the end of a long log.
 */
const SLOWEST = 8;

/** How `live-agent.ts` begins its note of a test that failed and is tried again. */
const TRIED_AGAIN = 'Tried again: ';
/** How it begins its note of what a run through a relay leaves out. */
const LEFT_OUT = 'Left out: ';

export function failuresLast() {
  /** When each file began, by the id of its session. */
  const began = new Map();
  const times = [];
  return {
    start({ sessions }) {
      sessions.on('session-status-updated', ({ id, status, testFile }) => {
        if (status === 'SCHEDULED') return;
        if (status !== 'FINISHED') began.set(id, began.get(id) ?? Date.now());
        else times.push({ file: shortened(testFile), ms: Date.now() - began.get(id) });
      });
    },
    onTestRunFinished({ sessions }) {
      let passed = 0;
      let skipped = 0;
      const left = new Set();
      const failures = [];
      const again = [];
      const add = (file, title, words) => failures.push({ file, title, words });
      for (const { browser, testFile, testResults, errors, logs } of sessions) {
        const file = `${shortened(testFile)} in ${browser.name}`;
        for (const { message } of errors) add(file, 'the file', message);
        for (const [log] of logs) {
          if (String(log).startsWith(TRIED_AGAIN)) again.push(`${file}: ${log}`);
          if (String(log).startsWith(LEFT_OUT)) left.add(`${file}: ${log.slice(LEFT_OUT.length)}`);
        }
        for (const test of allTests(testResults)) {
          if (test.passed) passed += 1;
          else if (test.skipped) skipped += 1;
          else add(file, test.titles.join(' › '), wordsOf(test.error));
        }
      }
      const slowest = times.sort((a, b) => b.ms - a.ms).slice(0, SLOWEST);
      console.log(`\nslowest: ${slowest.map(({ file, ms }) => `${file} ${Math.round(ms / 1000)} s`).join(', ')}`);
      console.log(`${sessions.length} files: ${passed} tests passed, ${failures.length} failed, ${skipped} left out`);
      if (left.size > 0) console.log(`\n== left out\n${[...left].join('\n')}`);
      if (again.length > 0) console.log(`\n== ${again.length} failed at first\n${again.join('\n')}`);
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
