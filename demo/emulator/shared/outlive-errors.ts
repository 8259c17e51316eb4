import type { Server } from 'node:http';

/**
 * Keeps a client that goes away from ending the process. Node takes its own listeners from a socket that asks for an
 * upgrade, also while the answer to an earlier request on it is still being written.
 */
export const outliveErrors = (server: Server): Server =>
  server.on('connection', (socket) => void socket.on('error', () => undefined));
