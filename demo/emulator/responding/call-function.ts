import type { PlannedCall } from '../answering/answer.js';
import type { FunctionCallItem } from '../conversation/items.js';
import { newId } from '../ids.js';
import { closeItem, openItem } from './output-item.js';
import type { Performance } from './stage.js';

const DELTA_CHARACTERS = 8;

/** Calls one function of the client: its arguments arrive in pieces. */
export async function callFunction(performance: Performance, { name, args }: PlannedCall): Promise<void> {
  const { stage, signal } = performance;
  const item: FunctionCallItem = {
    id: newId('item'),
    object: 'realtime.item',
    type: 'function_call',
    status: 'in_progress',
    name,
    call_id: newId('call'),
    arguments: '',
  };
  const at = openItem(performance, item);
  const json = JSON.stringify(args);
  let sent = '';
  for (let i = 0; i < json.length && !signal.aborted; i += DELTA_CHARACTERS) {
    const delta = json.slice(i, i + DELTA_CHARACTERS);
    stage.send({ type: 'response.function_call_arguments.delta', ...at, call_id: item.call_id, delta });
    sent += delta;
    await stage.clock.sleep(stage.pacing.textDeltaMs, signal);
  }
  if (!signal.aborted) {
    const { call_id } = item;
    stage.send({ type: 'response.function_call_arguments.done', ...at, call_id, name, arguments: json });
  }
  closeItem(performance, at, { ...item, status: signal.aborted ? 'incomplete' : 'completed', arguments: sent });
}
