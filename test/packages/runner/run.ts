/**
 * Tests the package in every framework: packs, installs and builds it, and opens the app in Chromium.
 *   npm run test:packages                     all of them, in about half an hour
 *   npm run test:packages -- next vite8       only those
 *   npm run test:packages -- --ci             the first four, one way each, as CI does
 *   … --built                                 takes dist/ as it is; --keep leaves the temporary folders;
 *   … --tarball=<file>                        takes a packed package; --write puts the table into docs/frameworks.md
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { readApps, type App, type Way } from './app.js';
import { Front, type Source } from './front.js';
import { copyApp, install, pack, temporaryFolder } from './install.js';
import { failuresOf, makeTable, RESULTS, titleOf, writeTable, type Outcome } from './report.js';
import { Shell, type Served } from './shell.js';
import { visit } from './visit.js';

const words = process.argv.slice(2);
const has = (option: string): boolean => words.includes(`--${option}`);
const names = words.filter((word) => !word.startsWith('-'));
const given = words.find((word) => word.startsWith('--tarball='))?.slice('--tarball='.length);

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function main(): Promise<number> {
  const apps = await readApps();
  for (const name of names) {
    if (!apps.some((app) => app.name === name))
      throw new Error(`There is no app "${name}": choose from ${apps.map((app) => app.name).join(', ')}.`);
  }
  const wanted = apps.filter((app) => (has('ci') ? app.ci : names.length === 0 || names.includes(app.name)));
  const folder = await temporaryFolder('packed');
  const outcomes: Outcome[] = [];
  try {
    const tarball = given ? path.resolve(given) : await pack(folder, has('built'));
    for (const app of wanted) outcomes.push(...(await tryApp(app, tarball)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const table = await makeTable(outcomes, apps);
  console.log(`\n${table}\n`);
  if (has('write')) await writeTable(table);
  const failed = outcomes.filter((outcome) => failuresOf(outcome).length > 0);
  console.log(`${outcomes.length - failed.length} of ${outcomes.length} work. Logs: test-results/packages/`);
  return failed.length > 0 || outcomes.length === 0 ? 1 : 0;
}

/** Tests one app in each of its ways. */
async function tryApp(app: App, tarball: string): Promise<readonly Outcome[]> {
  const began = Date.now();
  const folder = await temporaryFolder(app.name);
  const log = path.join(RESULTS, `${app.name}.log`);
  const shell = new Shell(folder, log);
  const outcomes: Outcome[] = [];
  const ways = has('ci') ? app.ways.slice(0, 1) : app.ways;
  try {
    await copyApp(app, folder);
    const broke = await install(folder, tarball, shell).then(() => undefined, reason);
    for (const way of ways)
      outcomes.push(
        broke === undefined
          ? await tryWay(app, way, folder, shell)
          : { app, way, broke, types: undefined, visit: undefined },
      );
    const types =
      app.types && broke === undefined ? await shell.run(app.types).then(() => undefined, reason) : undefined;
    outcomes.forEach((outcome, index) => (outcomes[index] = { ...outcome, types }));
  } finally {
    await shell.close();
    if (has('keep')) console.log(`kept: ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  }
  for (const outcome of outcomes) tell(outcome, log);
  console.log(`     ${Math.round((Date.now() - began) / 1000)} s`);
  return outcomes;
}

async function tryWay(app: App, way: Way, folder: string, shell: Shell): Promise<Outcome> {
  shell.note(`\n== ${titleOf({ app, way })}`);
  const outcome = { app, way, broke: undefined, types: undefined, visit: undefined };
  let served: Served | undefined;
  let front: Front | undefined;
  try {
    if (way.build) await shell.run(way.build);
    served = way.start ? await shell.serve(way.start) : undefined;
    const source: Source = served ? { origin: served.origin } : { folder: path.join(folder, way.folder ?? '') };
    const cdn = path.join(folder, 'node_modules/voice-live-agent/dist');
    front = await Front.open({ source, cdn, scriptSrc: way.scriptSrc });
    return { ...outcome, visit: await visit(app, way, front, (line) => shell.note(line)) };
  } catch (error) {
    shell.note(reason(error));
    return { ...outcome, broke: reason(error) };
  } finally {
    for (const { status, path, type, body } of front?.sent ?? [])
      shell.note(`   ${status} ${path} ${type} ${body.length}`);
    await front?.close();
    await served?.stop();
  }
}

function tell(outcome: Outcome, log: string): void {
  const failures = failuresOf(outcome);
  console.log(`${failures.length === 0 ? 'ok  ' : 'FAIL'} ${titleOf(outcome)}`);
  for (const failure of failures) console.log(failure.replace(/^/gm, '       '));
  if (failures.length > 0) console.log(`       log: ${path.relative(process.cwd(), log)}`);
}

process.exitCode = await main();
