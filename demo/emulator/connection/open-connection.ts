import type { WebSocket } from 'ws';
import type { Faults } from '../faults.js';
import { handleClientEvent } from './client-event-handlers.js';
import { Connection, type Services } from './connection.js';
import { scheduleFaults } from './schedule-faults.js';
import type { UpgradeRequest } from './upgrade.js';

/** A connection with what its client's events do, and with the faults that are due at a time. */
export function openConnection(
  socket: WebSocket,
  request: UpgradeRequest,
  faults: Faults,
  services: Services,
): Connection {
  const connection = new Connection(socket, request, faults, services, handleClientEvent);
  scheduleFaults(connection);
  return connection;
}
