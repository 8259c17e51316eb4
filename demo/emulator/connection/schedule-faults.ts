/** Starts the timers of a connection. Faults in messages are in ordered-sender.ts. */
import type { Connection } from './connection.js';

/** Schedules the faults that have a time, and the end of the session. */
export function scheduleFaults(connection: Connection): void {
  const { closeAfterMs, closeCode, closeReason, destroyAfterMs, malformedAfterMs, binaryAfterMs } = connection.faults;
  const after = (ms: number | undefined, act: () => void): void => void runAfter(connection, ms, act);
  after(closeAfterMs, () => connection.drop(closeCode ?? 1011, closeReason));
  after(destroyAfterMs, () => connection.drop());
  after(malformedAfterMs, () => connection.sendRaw('{"type":"response.audio.delta","delta'));
  after(binaryAfterMs, () => connection.sendRaw(Uint8Array.of(1, 2, 3, 4)));
  after(connection.expiresAtMs - connection.openedAt, () => connection.expire());
}

async function runAfter(connection: Connection, ms: number | undefined, act: () => void): Promise<void> {
  if (ms === undefined) return;
  await connection.clock.sleep(ms, connection.signal);
  if (connection.isOpen) act();
}
