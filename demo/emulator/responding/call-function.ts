/** The events of a call of a function. */
import type { PlannedCall } from '../answering/answer.js';
import type { FunctionCallItem } from '../conversation/items.js';
import { newId } from '../shared/ids.js';
import { closeItem, openItem } from './output-item.js';
import type { ResponseRun } from './response-run.js';
import { streamArguments } from './stream-arguments.js';

/** Calls one function: its arguments arrive in pieces. Returns the id of the call. */
export async function callFunction(run: ResponseRun, { name, args }: PlannedCall): Promise<string> {
  const { services, signal } = run;
  const item: FunctionCallItem = {
    id: newId('item'),
    object: 'realtime.item',
    type: 'function_call',
    status: 'in_progress',
    name,
    call_id: newId('call'),
    arguments: '',
  };
  const at = { ...openItem(run, item), call_id: item.call_id };
  const sent = await streamArguments(run, { type: 'response.function_call_arguments.delta', ...at }, args);
  if (!signal.aborted) {
    services.send({ type: 'response.function_call_arguments.done', ...at, name, arguments: sent });
  }
  closeItem(run, at, { ...item, status: signal.aborted ? 'incomplete' : 'completed', arguments: sent });
  return item.call_id;
}
