/** Prints the table of a bench file, and adds its rows to the table of all files. */
import { executeServerCommand } from '@web/test-runner-commands';
import { table, type Row } from './table.js';

/** @param order of the figure in the table of all files */
export async function report(order: number, title: string, rows: readonly Row[]): Promise<void> {
  console.log(`${title}\n${table(rows)}\n`);
  // When the file runs alone, with the tests' configuration, no plugin collects the rows.
  await executeServerCommand('bench-rows', { order, rows } as never).catch(() => undefined);
}
