/** `npm run replay FILE`: the demo with the page that plays a recording, and the recording in it. */
import { readFile } from 'node:fs/promises';
import { buildIfNeeded } from '../server/build-if-needed.js';
import { createDemoServer, listen } from '../server/demo-server.js';
import { conversationsOf, readRecording, RecordingError } from './read-recording.js';

const PORT = 8080;

const [file] = process.argv.slice(2);

async function read(): Promise<string> {
  if (file === undefined) throw new RecordingError('Name the file: npm run replay voice-live-recording-….json');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new RecordingError(`${file} cannot be read (${error.code}).`);
  });
  const { entries, level, exportedAt } = readRecording(text);
  const count = conversationsOf({ entries } as never).length;
  console.log(`\n  ${entries.length} entries of ${count} conversations, with ${level}, exported at ${exportedAt}`);
  return text;
}

try {
  const recording = await read();
  buildIfNeeded();
  const { server } = createDemoServer({ kind: 'emulator' }, { relay: false }, recording);
  const address = await listen(server, Number(process.env['PORT'] ?? PORT));
  console.log(`\n  ${address}/replay?given\n`);
} catch (error) {
  if (!(error instanceof RecordingError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
