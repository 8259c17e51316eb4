import { createReadStream, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.map': 'application/json',
};

/** Sends a file of `folder`. Returns false when there is no such file, or its type is unknown and `otherType` is not given. */
export async function sendFile(
  response: ServerResponse,
  folder: string,
  name: string,
  headers: Readonly<Record<string, string>> = {},
  otherType?: string,
): Promise<boolean> {
  const file = path.join(folder, path.normalize(`/${name}`));
  const type = TYPES[path.extname(file)] ?? otherType;
  const found = type && (await stat(file).catch(() => undefined));
  if (!found || !found.isFile()) return false;
  response.writeHead(200, {
    'content-type': type,
    'content-length': found.size,
    'cache-control': 'no-cache',
    // The files that visitors download do not name their source maps.
    ...(file.endsWith('.js') && existsSync(`${file}.map`) && { sourcemap: `${path.basename(file)}.map` }),
    ...headers,
  });
  // The file may be gone by now: a build removes it while a page loads.
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
  return true;
}
