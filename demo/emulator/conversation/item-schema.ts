/** The schemas of a client's items. */
import { base64, boolean, type Check, either, listOf, object, oneOf, text, union } from '../session/check.js';

const type = text();
const id = text({ min: 1 });
const status = oneOf('completed', 'incomplete');

const textPart = object({ type, text: text() }, ['text']);
const audioPart = object({ type, audio: base64, transcript: text() }, ['audio']);
const detail = oneOf('auto', 'low', 'high');
// `url` is the older name
const imagePart = either(
  object({ type, image_url: text({ min: 1 }), detail }, ['image_url']),
  object({ type, url: text({ min: 1 }), detail }, ['url']),
);

const message = (parts: Readonly<Record<string, Check>>): Check =>
  object({ type, id, role: text(), status, content: listOf(union('type', parts)) }, ['content']);

export const assistantMessageSchema = message({ text: textPart, output_text: textPart });

/** Items a client may add: the assistant's audio cannot be injected. */
export const requestItemSchema = union('type', {
  message: union('role', {
    user: message({ input_text: textPart, input_audio: audioPart, input_image: imagePart }),
    system: message({ input_text: textPart }),
    assistant: assistantMessageSchema,
  }),
  function_call: object({ type, id, name: id, call_id: id, arguments: text(), status }, [
    'name',
    'call_id',
    'arguments',
  ]),
  function_call_output: object({ type, id, call_id: id, output: text(), status }, ['call_id', 'output']),
  mcp_approval_response: object({ type, id, approval_request_id: id, approve: boolean }, [
    'approval_request_id',
    'approve',
  ]),
});
