/** The developer's page and the widget's files, as `dev` serves them. */
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sendFile } from '../demo/server/static-files.js';
import { UsageError } from './command.js';
import { urlOf } from '../demo/emulator/shared/request-url.js';

const WIDGET = '/voice-live-agent/';

/** The folder that is to be served, as an absolute path. */
export async function pageFolder(name: string): Promise<string> {
  const folder = path.resolve(name);
  const found = await stat(path.join(folder, 'index.html')).catch(() => undefined);
  if (!found?.isFile()) throw new UsageError(`--page is "${name}", where no index.html is.`);
  return folder;
}

/** `.env`, `.git` and their like are nobody's business. */
const isHidden = (pathname: string): boolean => /(^|[\\/])\.[^./]/.test(pathname);

function pathOf(request: IncomingMessage): string | undefined {
  try {
    return decodeURIComponent(urlOf(request)?.pathname ?? '%');
  } catch {
    return undefined;
  }
}

export function servePage(dist: URL, folder: string | undefined) {
  const send = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const pathname = pathOf(request);
    if (pathname === undefined || isHidden(pathname)) return false;
    if (pathname.startsWith(WIDGET)) {
      const cors = { 'access-control-allow-origin': '*' };
      return sendFile(response, fileURLToPath(dist), pathname.slice(WIDGET.length), cors);
    }
    if (folder === undefined) return false;
    const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    return sendFile(response, folder, name, {}, 'application/octet-stream');
  };
  return (request: IncomingMessage, response: ServerResponse): void =>
    void send(request, response).then((sent) => {
      if (!sent) response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such file here.\n');
    });
}
