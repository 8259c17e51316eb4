/** `dev`: the emulator and a token endpoint for a page in development. */
import { UsageError, type Command } from './command.js';
import { pageFolder, servePage } from './page.js';

const PORT = 8787;

const HELP = `Usage: voice-live-agent dev [--port ${PORT}] [--page folder]

A local Voice Live emulator and a token endpoint for your own page: no account, no key, no network.

  --port  where it listens on localhost (${PORT})
  --page  also serves this folder, such as .
  --help`;

export const dev: Command = {
  summary: 'a local emulator and a token endpoint for your own page',
  help: HELP,
  options: { port: { type: 'string' }, page: { type: 'string' } },
  async run({ port, page }, root) {
    const folder = page === undefined ? undefined : await pageFolder(String(page));
    const number = readPort(port);
    const { url, tokenUrl, close } = await startServer(number, root, folder);
    console.log(`
  The Voice Live emulator is at ${url}. Put this into your page, on any port of localhost:

    <script type="module" src="${url}/voice-live-agent/voice-live-agent.js"></script>
    <voice-live-agent token-url="${tokenUrl}"></voice-live-agent>

  The first line only where you do not import 'voice-live-agent'. Click the button and type "help".
${folder ? `\n  Your page: ${url}/\n` : ''}
  Stop it with Ctrl+C.
`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
  },
};

function readPort(text: string | boolean | undefined): number {
  if (text === undefined) return PORT;
  const port = Number(text);
  if (text !== '' && Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new UsageError(`--port is "${String(text)}", which is no port number from 0 to 65535.`);
}

async function startServer(port: number, root: URL, folder: string | undefined) {
  const { loadStart } = await import('../demo/emulator/load-start.js');
  try {
    const { start } = await loadStart();
    return await start({ port }, servePage(new URL('dist/', root), folder));
  } catch (error) {
    const { message } = error as Error;
    if (/^port \d+ is taken/.test(message)) throw new UsageError(`Port ${port} is taken: choose another with --port.`);
    if (message.includes('npm install')) throw new UsageError(message);
    throw error;
  }
}
