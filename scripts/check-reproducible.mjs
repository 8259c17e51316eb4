/**
 * The same sources make the same package, to the byte: a copy of what git knows, in another folder, is packed as it would be
 * for npm (`prepack` builds) and held against a package of this folder. Run it after a build.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const { name, version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));

async function pack(folder, ...options) {
  const to = await mkdtemp(path.join(tmpdir(), 'packed-'));
  try {
    execFileSync('npm', ['pack', '--silent', '--pack-destination', to, ...options], { cwd: folder, stdio: 'inherit' });
    return createHash('sha256')
      .update(await readFile(path.join(to, `${name}-${version}.tgz`)))
      .digest('hex');
  } finally {
    await rm(to, { recursive: true });
  }
}

const copy = await mkdtemp(path.join(tmpdir(), 'copy-'));
try {
  const known = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of new Set(known.toString().split('\0').filter(Boolean))) {
    await cp(path.join(root, file), path.join(copy, file)).catch((error) => {
      if (error.code !== 'ENOENT') throw error; // deleted, and not yet committed
    });
  }
  await symlink(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  const [here, there] = [await pack(root, '--ignore-scripts'), await pack(copy)];
  console.log(`the package here   ${here}\nthe package there  ${there}`);
  if (here !== there) {
    console.error('They differ: something in the build depends on the folder, the time or chance.');
    process.exitCode = 1;
  }
} finally {
  await rm(copy, { recursive: true });
}
