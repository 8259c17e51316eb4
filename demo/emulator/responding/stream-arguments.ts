import type { JsonObject, ServerEvent } from '../wire.js';
import type { Performance } from './stage.js';

const DELTA_CHARACTERS = 8;

/** Sends JSON in pieces. Returns what was sent before the response was cancelled. */
export async function streamArguments({ stage, signal }: Performance, event: ServerEvent, args: JsonObject) {
  const json = JSON.stringify(args);
  let sent = '';
  for (let i = 0; i < json.length && !signal.aborted; i += DELTA_CHARACTERS) {
    const delta = json.slice(i, i + DELTA_CHARACTERS);
    stage.send({ ...event, delta });
    sent += delta;
    await stage.clock.sleep(stage.pacing.textDeltaMs, signal);
  }
  return sent;
}
