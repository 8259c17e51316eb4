/**
 * The same sources make the same package, to the byte: a copy of what git knows, in another folder, is packed as it would be
 * for npm (`prepack` builds) and held against a package of this folder. Run it after a build.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const { name, version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));

/** Packs a folder, and unpacks it again beside the package, where both can be looked at. */
async function pack(folder, to, ...options) {
  await mkdir(to);
  execFileSync('npm', ['pack', '--silent', '--pack-destination', to, ...options], { cwd: folder, stdio: 'ignore' });
  const tarball = path.join(to, `${name}-${version}.tgz`);
  execFileSync('tar', ['-xzf', tarball, '-C', to]);
  return createHash('sha256')
    .update(await readFile(tarball))
    .digest('hex');
}

const scratch = await mkdtemp(path.join(tmpdir(), 'reproducible-'));
const below = (folder) => path.join(scratch, folder);
try {
  const known = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of new Set(known.toString().split('\0').filter(Boolean))) {
    await cp(path.join(root, file), path.join(below('copy'), file)).catch((error) => {
      if (error.code !== 'ENOENT') throw error; // deleted, and not yet committed
    });
  }
  await symlink(path.join(root, 'node_modules'), path.join(below('copy'), 'node_modules'));
  const here = await pack(root, below('here'), '--ignore-scripts');
  const there = await pack(below('copy'), below('there'));
  console.log(`the package here   ${here}\nthe package there  ${there}`);
  if (here !== there) {
    console.error(
      'They differ: something in the build depends on the folder, the time or chance; or dist/ is an old one.',
    );
    spawnSync('diff', ['-rq', below('here/package'), below('there/package')], { stdio: 'inherit' });
    process.exitCode = 1;
  }
} finally {
  await rm(scratch, { recursive: true });
}
