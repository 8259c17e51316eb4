/** `npm start`: the demo on one local port. */
import { createDemoServer, listen } from './demo-server.js';
import { buildIfNeeded } from './build-if-needed.js';
import { readSettings, SettingError } from './environment.js';

try {
  const { service, port } = readSettings(process.env);
  buildIfNeeded();
  const { server } = await createDemoServer(service);
  const address = await listen(server, port);
  console.log(
    service.kind === 'emulator'
      ? `\n  ${address}\n\n  The agent here is a local emulator: no account, no key, no network.\n`
      : `\n  ${address}\n\n  The agent here is Azure Voice Live at ${service.endpoint}.\n`,
  );
  if (service.kind === 'azure' && service.apiKey) {
    console.log('  The page gets your API key: fine on this machine, never on a public site.\n');
  }
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
