/** The server between load and service: the relay, or, as its control, a pipe that passes frames on unread. */
import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { listen } from '../../../demo/server/demo-server.js';
import { voiceServer } from '../../../server/index.js';

const { SERVICE = '', MODE = 'relay', REDIS_URL } = process.env;
const MANY = 1_000_000;

const server = createServer();
if (MODE === 'pipe') {
  new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (page) => {
    const service = new WebSocket(SERVICE.replace('http', 'ws'), { perMessageDeflate: false });
    page.pause();
    service.on('open', () => page.resume());
    page.on('message', (data: Buffer) => service.send(data, { binary: false }));
    service.on('message', (data: Buffer) => page.send(data, { binary: false }));
    page.on('close', () => service.close());
    service.on('close', () => page.close());
  });
} else {
  let visitors = 0;
  const voice = voiceServer({
    endpoint: SERVICE,
    auth: { apiKey: 'key' },
    origins: 'same',
    hosts: ['localhost'],
    authorize: () => ({ visitor: String(visitors++), profile: 'bench' }),
    profiles: { bench: { model: 'm', session: { instructions: 'Be brief.' } } },
    limits: { ticketsPerNetworkMinute: MANY, ticketsPerVisitorMinute: MANY },
    ...(REDIS_URL && { store: REDIS_URL }),
    log: false,
  });
  server.on('request', (request, response) => voice.handle(request, response) || response.writeHead(404).end());
  voice.attach(server);
}

/** Reports the resources used: CPU in µs, and memory in bytes after a garbage collection. */
process.on('message', () => {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({ cpuUs: user + system, rss, held: heapUsed + external });
});
process.send?.(await listen(server, 0));
process.once('disconnect', () => process.exit(0));
