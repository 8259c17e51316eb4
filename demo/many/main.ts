/** `npm run demo:many`: the demo behind two relays with one Redis. Enter drains the next relay and starts another for it. */
import { createInterface } from 'node:readline';
import { createDemoServer, listen } from '../server/demo-server.js';
import { buildIfNeeded } from '../server/build-if-needed.js';
import { readSettings, SettingError } from '../server/environment.js';
import { startMany, type Many } from './start-many.js';

const RELAYS = 2;

try {
  buildIfNeeded();
  let many: Many | undefined;
  const { server } = createDemoServer(
    { kind: 'emulator' },
    { relay: true, behind: async (emulator, secret) => (many = await startMany(RELAYS, { emulator, secret })) },
  );
  const address = await listen(server, readSettings(process.env).port);
  console.log(`\n  ${address}\n\n  ${RELAYS} relays stand behind it, with one Redis. Enter replaces the next one.\n`);
  let next = 0;
  createInterface({ input: process.stdin }).on('line', () => {
    const index = next++ % RELAYS;
    console.log(`  relay ${index + 1} drains…`);
    void many?.replace(index).then(() => console.log(`  relay ${index + 1} is a new one.`));
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void Promise.resolve(many?.close()).then(() => process.exit(0)));
  }
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
