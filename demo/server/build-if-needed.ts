import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SettingError } from './environment.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** When a file or anything below a folder last changed, in ms since 1970. */
function changed(name: string): number {
  const found = statSync(name);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(name).map((entry) => changed(path.join(name, entry))));
}

/** The last file that a build writes. When it exists, the build was complete. */
const LAST_BUILT = path.join(root, 'dist/integrity.json');

/** Builds dist/ when it is missing or older than its sources. */
export function buildIfNeeded(): void {
  const sources = ['src', 'scripts/build', 'scripts/build.mjs', 'rollup.config.mjs', 'package.json'].map((name) =>
    path.join(root, name),
  );
  if (existsSync(LAST_BUILT) && statSync(LAST_BUILT).mtimeMs >= Math.max(...sources.map(changed))) return;
  console.log('Building the widget (about 20 seconds)…');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new SettingError('The build failed: see above.');
}
