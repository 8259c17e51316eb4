/** What a bench file says: its own table, and its rows for the last one. */
import { executeServerCommand } from '@web/test-runner-commands';
import { table, type Row } from './table.js';

/** @param order of the figure in the last table */
export async function report(order: number, title: string, rows: readonly Row[]): Promise<void> {
  console.log(`${title}\n${table(rows)}\n`);
  // Nobody collects them when the file is run by itself, under the tests' configuration.
  await executeServerCommand('bench-rows', { order, rows } as never).catch(() => undefined);
}
