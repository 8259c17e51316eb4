/**
 * `RELAY=1 npm run test:browser`: the widget's tests through the relay of the server kit; `RELAY=2` through two relays with one
 * Redis, of which one drains while the tests run. A test finds its connection in the emulator by the name of its model, which
 * a page cannot choose through a relay: so it is written in by the id of the call.
 */
import { startMany } from '../../../demo/many/start-many.ts';

export const RELAYS = Number(process.env.RELAY ?? 0);
/** Known before the tests: a relay lets in pages whose origin it was told. */
export const PORT = RELAYS > 0 ? 8765 : undefined;
const origins = [`http://localhost:${PORT}`];
const REPLACE_MS = 15_000;

/** Two relays of which one after the other drains, all the time. */
async function drainingRelays(emulator, secret) {
  const many = await startMany(2, { emulator, secret, origins });
  let next = 0;
  let replacing = Promise.resolve();
  const timer = setInterval(() => (replacing = replacing.then(() => many.replace(next++ % 2))), REPLACE_MS).unref();
  return { ...many, close: () => (clearInterval(timer), many.close()) };
}

export const WAY = { relay: RELAYS > 0, ...(RELAYS > 0 && { origins }), ...(RELAYS > 1 && { behind: drainingRelays }) };

const models = new Map();

/** What the token route answered: which call is that of which model. */
export function noteCall(url, answer) {
  const model = new URL(url, 'http://localhost').searchParams.get('model');
  const { call } = JSON.parse(answer);
  if (model && call) models.set(call, model);
}

/** The emulator's list, with the models that the tests look for. */
export const withModels = (list) =>
  JSON.stringify(
    JSON.parse(list).map((connection) => {
      const model = models.get(connection.query['client-request-id']);
      return model ? { ...connection, query: { ...connection.query, model } } : connection;
    }),
  );
