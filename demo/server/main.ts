/** `npm start`: the demo on one local port. */
import { createDemoServer, listen } from './demo-server.js';
import { buildIfNeeded } from './build-if-needed.js';
import { readSettings, SettingError } from './environment.js';

try {
  const { service, port, relay } = readSettings(process.env);
  buildIfNeeded();
  const { server } = createDemoServer(service, { relay });
  const address = await listen(server, port);
  console.log(
    service.kind === 'emulator'
      ? `\n  ${address}\n\n  The agent here is a local emulator: no account, no key, no network.\n`
      : `\n  ${address}\n\n  The agent here is Azure Voice Live at ${service.endpoint}.\n`,
  );
  if (relay || (service.kind === 'azure' && service.apiKey)) {
    console.log('  Pages go through the relay: they get tickets, and neither key nor token.\n');
  }
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
