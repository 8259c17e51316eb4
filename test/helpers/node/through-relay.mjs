/**
 * `RELAY=1 npm run test:browser` runs the widget's tests through the relay of the server kit; `RELAY=2` through two relays with
 * one Redis, which drain in turns. A test finds its connection in the emulator by the name of its model, but through a relay a
 * page cannot choose the model. So this module adds the model to the emulator's list, by the id of the call.
 */
import { startMany } from '../../../demo/many/start-many.ts';

export const RELAYS = Number(process.env.RELAY ?? 0);
/** A fixed port, because a relay must know the origin of its pages before the tests start. */
export const PORT = RELAYS > 0 ? 8765 : undefined;
const origins = [`http://localhost:${PORT}`];
const REPLACE_MS = 15_000;

/** Starts two relays, and drains and replaces them in turns until the end. */
async function drainingRelays(emulator, secret) {
  const many = await startMany(2, { emulator, secret, origins });
  let next = 0;
  let replacing = Promise.resolve();
  const timer = setInterval(() => (replacing = replacing.then(() => many.replace(next++ % 2))), REPLACE_MS).unref();
  return { ...many, close: () => (clearInterval(timer), many.close()) };
}

export const WAY = { relay: RELAYS > 0, ...(RELAYS > 0 && { origins }), ...(RELAYS > 1 && { behind: drainingRelays }) };

const models = new Map();

/** Notes from an answer of the token route which call has which model. */
export function noteCall(url, answer) {
  const model = new URL(url, 'http://localhost').searchParams.get('model');
  const { call } = JSON.parse(answer);
  if (model && call) models.set(call, model);
}

/** The emulator's list of connections, with the models that the tests look for. */
export const withModels = (list) =>
  JSON.stringify(
    JSON.parse(list).map((connection) => {
      const model = models.get(connection.query['client-request-id']);
      return model ? { ...connection, query: { ...connection.query, model } } : connection;
    }),
  );
