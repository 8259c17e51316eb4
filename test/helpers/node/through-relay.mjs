/**
 * `RELAY=1 npm run test:browser` runs the widget's tests through the relay of the server kit; `RELAY=2` through two relays with
 * one Redis, which drain in turns. A test finds its connection in the emulator by the name of its model, but through a relay a
 * page cannot choose the model. So this module adds the model to the emulator's list, by the id of the call. In the same way
 * it adds the structured inputs of a voice agent, which a relay sends in a header.
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

/** What a page told the token route, by the call that it got. */
const asked = new Map();

/** Notes from an answer of the token route with which query the call was asked for. */
export function noteCall(url, answer) {
  const query = new URL(url, 'http://localhost').searchParams;
  const { call } = JSON.parse(answer);
  const [model, inputs] = [query.get('model'), query.get('structured_inputs')];
  if (call) asked.set(call, { ...(model && { model }), ...(inputs && { structured_input: inputs }) });
}

/** The emulator's list of connections, with the queries that the tests look for. */
export const withQueries = (list) =>
  JSON.stringify(
    JSON.parse(list).map((connection) => {
      const more = asked.get(connection.query['client-request-id']);
      return more ? { ...connection, query: { ...connection.query, ...more } } : connection;
    }),
  );
