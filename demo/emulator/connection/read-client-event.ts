/** Parses and checks a client event. It does not run the event. */
import { failure, type Result, success } from '../shared/result.js';
import { isObject, type JsonObject } from '../shared/json.js';
import { clientEventSchemas, isClientEventType } from './client-event-schemas.js';
import type { ClientEvent } from './client-events.js';

/** Parses a text frame. */
export function parseFrame(frame: string): Result<JsonObject> {
  try {
    const value: unknown = JSON.parse(frame);
    if (isObject(value)) return success(value);
    return failure({ code: 'invalid_event', message: 'An event must be a JSON object.' });
  } catch {
    return failure({ code: 'invalid_json', message: 'The message is not valid JSON.' });
  }
}

/** Checks a parsed event against the schema of its type. */
export function readClientEvent(value: JsonObject): Result<ClientEvent> {
  const { type } = value;
  if (type === undefined) {
    return failure({
      code: 'missing_required_parameter',
      message: "Missing required parameter: 'type'.",
      param: 'type',
    });
  }
  if (!isClientEventType(type)) {
    const message = `Unknown event type ${JSON.stringify(type)?.slice(0, 80)}.`;
    return failure({ code: 'invalid_value', message, param: 'type' });
  }
  const fault = clientEventSchemas[type](value, '');
  return fault ? failure(fault) : success(value as unknown as ClientEvent);
}
