/** A reporter that prints, for each feature of the smoke suite, in which browser it works. */
import { FEATURES } from '../../smoke/abilities.ts';

const CELLS = { passed: 'works', failed: 'FAILED', skipped: 'not there' };

export function browserTable(columns) {
  return {
    onTestRunFinished({ sessions }) {
      const cells = new Map();
      for (const { browser, testResults } of sessions) {
        for (const { name, passed, skipped } of allTests(testResults)) {
          cells.set(`${browser.name}: ${name}`, skipped ? 'skipped' : passed ? 'passed' : 'failed');
        }
      }
      const rows = FEATURES.map(({ feature, lacks }) => [
        feature,
        ...columns.map((browser) => {
          const cell = cells.get(`${browser}: ${feature}`);
          return cell === 'skipped' ? `${CELLS.skipped}: ${lacks?.[browser]}` : (CELLS[cell] ?? 'not run');
        }),
      ]);
      console.log(`\n${tableOf([['', ...columns], ...rows])}\n`);
    },
  };
}

const allTests = (suite) => (suite ? [...suite.tests, ...suite.suites.flatMap(allTests)] : []);

function tableOf(rows) {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => row[at].length)));
  const lines = rows.map((row) => `| ${row.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`);
  return [lines[0], `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...lines.slice(1)].join('\n');
}
