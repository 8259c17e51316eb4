/** One of several relays, in its own process. `start-many.ts` starts it, and SIGTERM drains it. */
import { createServer } from 'node:http';
import { demoVoice } from '../server/voice.js';
import { listen } from '../server/demo-server.js';

// Exit when the parent process is gone, also before this one is ready.
process.once('disconnect', () => process.exit(0));

const { EMULATOR = '', EMULATOR_SECRET = '', REDIS_URL = '', ORIGINS } = process.env;
const origins = ORIGINS ? { origins: ORIGINS.split(',') } : {};
const voice = demoVoice({ kind: 'emulator' }, EMULATOR_SECRET, EMULATOR, { relay: true, store: REDIS_URL, ...origins });
const server = createServer((request, response) => {
  if (!voice.handle(request, response)) response.writeHead(404).end();
});
voice.attach(server);
// It may go in this very moment, too.
process.send?.(await listen(server, 0), (error: Error | null) => void (error && process.exit(0)));
process.once('SIGTERM', () => {
  void voice.drain().then(async () => {
    await voice.close();
    process.exit(0);
  });
});
