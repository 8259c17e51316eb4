/** A service that needs little CPU. It sends every tenth audio frame back, so that the load can measure delays. */
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { listen } from '../../../demo/server/demo-server.js';

const ANSWERED = 10;
const HEAD = '{"type":"input_audio_buffer.append","audio":"'.length;

const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  let frames = 0;
  socket.send(JSON.stringify({ type: 'session.created', session: { id: 's' } }));
  socket.on('message', (data: Buffer) => {
    if (data.length < 1000 || ++frames % ANSWERED !== 0) return;
    // 100 ms of audio, which begins with the received frame and its time.
    const sound = data.toString('latin1', HEAD, data.length - 2);
    const delta = sound + sound.slice(0, 1024).repeat(4);
    socket.send(`{"type":"response.audio.delta","response_id":"r","item_id":"i","output_index":0,"delta":"${delta}"}`);
  });
});
process.send?.(await listen(server, 0));
process.once('disconnect', () => process.exit(0));
