/** Arguments in pieces, as the service sends them. */
import type { JsonObject, ServerEvent } from '../shared/json.js';
import type { ResponseRun } from './response-run.js';

const DELTA_CHARACTERS = 8;

/** Sends JSON in pieces. Returns what was sent before the response was cancelled. */
export async function streamArguments({ services, signal }: ResponseRun, event: ServerEvent, args: JsonObject) {
  const json = JSON.stringify(args);
  let sent = '';
  for (let i = 0; i < json.length && !signal.aborted; i += DELTA_CHARACTERS) {
    const delta = json.slice(i, i + DELTA_CHARACTERS);
    services.send({ ...event, delta });
    sent += delta;
    await services.clock.sleep(services.pacing.textDeltaMs, signal);
  }
  return sent;
}
