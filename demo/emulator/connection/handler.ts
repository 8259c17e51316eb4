/** The type of a handler. It is apart from the table, so that handlers in several files can use it. */
import type { RequestFault } from '../shared/result.js';
import type { ClientEvent, ClientEventType } from './client-events.js';
import type { Connection } from './connection.js';

/** Runs one client event. A handler that returns a fault has changed nothing. */
export type Handler<T extends ClientEventType> = (
  connection: Connection,
  event: Extract<ClientEvent, { type: T }>,
) => RequestFault | undefined;
export type Handlers = { readonly [T in ClientEventType]: Handler<T> };
