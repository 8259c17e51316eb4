/** One line of the table: our value and its control, measured in the same run. */
export interface Row {
  readonly figure: string;
  readonly ours: string;
  readonly control: string;
  readonly ratio: string;
  readonly goal: string;
  /** Undefined when the row is only for comparison and has no goal. */
  readonly met: boolean | undefined;
}

const COLUMNS = ['figure', 'ours', 'control', 'ratio', 'goal', 'met'] as const;

const cell = (row: Row, column: (typeof COLUMNS)[number]): string =>
  column === 'met' ? (row.met === undefined ? '' : row.met ? 'yes' : 'NO') : row[column];

export function table(rows: readonly Row[]): string {
  const lines = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => cell(row, column)))];
  const widths = COLUMNS.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  const text = (line: readonly string[]) =>
    line
      .map((word, i) => word.padEnd(widths[i]!))
      .join(' | ')
      .trimEnd();
  return [text(lines[0]!), widths.map((width) => '-'.repeat(width)).join('-|-'), ...lines.slice(1).map(text)].join(
    '\n',
  );
}
