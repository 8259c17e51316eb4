/** Joins a connection with its handlers and its faults, which do not know each other. */
import type { WebSocket } from 'ws';
import type { Faults } from '../faults.js';
import { handleClientEvent } from './client-event-handlers.js';
import { Connection, type Protocol, type Services } from './connection.js';
import { scheduleFaults } from './schedule-faults.js';
import type { UpgradeRequest } from './upgrade.js';

/** Opens a connection with its handlers, and starts the timers of its faults. */
export function openConnection(
  socket: WebSocket,
  request: UpgradeRequest,
  faults: Faults,
  services: Services,
  protocol: Protocol,
): Connection {
  const connection = new Connection(socket, request, faults, services, handleClientEvent, protocol);
  protocol.begin(connection);
  scheduleFaults(connection);
  return connection;
}
