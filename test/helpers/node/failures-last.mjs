/**
 * A reporter that counts the tests and repeats all failures at the end of the run, because some machines keep only the end
 * of a long log.
 */
export function failuresLast() {
  return {
    onTestRunFinished({ sessions }) {
      let passed = 0;
      const failures = [];
      for (const { browser, testFile, testResults, errors } of sessions) {
        const file = `${testFile.replace(`${process.cwd()}/`, '')} in ${browser.name}`;
        for (const { message } of errors) failures.push(`${file}\n${indented(message)}`);
        for (const test of allTests(testResults)) {
          if (test.passed) passed += 1;
          else if (!test.skipped)
            failures.push(`${file}\n   ${test.titles.join(' › ')}\n${indented(wordsOf(test.error))}`);
        }
      }
      console.log(`\n${sessions.length} files: ${passed} tests passed, ${failures.length} failed`);
      if (failures.length > 0) console.log(`\n== failed\n${failures.join('\n')}`);
    },
  };
}

const wordsOf = (error) => [error?.message ?? 'It did not end in time.', error?.stack ?? ''].join('\n').trim();

const indented = (text) => text.split('\n', 12).join('\n').replace(/^/gm, '      ');

function allTests(suite, above = []) {
  if (!suite) return [];
  return [
    ...suite.tests.map((test) => ({ ...test, titles: [...above, test.name] })),
    ...suite.suites.flatMap((inner) => allTests(inner, [...above, inner.name])),
  ];
}
