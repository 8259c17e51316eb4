import type { PlannedCall } from '../answering/answer.js';
import type { FunctionCallItem } from '../conversation/items.js';
import { newId } from '../ids.js';
import { closeItem, openItem } from './output-item.js';
import type { Performance } from './stage.js';
import { streamArguments } from './stream-arguments.js';

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
  const at = { ...openItem(performance, item), call_id: item.call_id };
  const sent = await streamArguments(performance, { type: 'response.function_call_arguments.delta', ...at }, args);
  if (!signal.aborted) {
    stage.send({ type: 'response.function_call_arguments.done', ...at, name, arguments: sent });
  }
  closeItem(performance, at, { ...item, status: signal.aborted ? 'incomplete' : 'completed', arguments: sent });
}
