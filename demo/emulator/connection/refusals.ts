/** The errors that an event gets because the emulator cannot do what it asks for. */
import type { RequestFault } from '../shared/result.js';
import type { Handlers } from './handler.js';

const refused = (message: string): RequestFault => ({ code: 'not_emulated', message, param: 'type' });

/** Events that Voice Live accepts and the emulator cannot run. */
export const refusals: Pick<
  Handlers,
  'session.avatar.connect' | 'rtc.call.sdp.create' | 'byom_credential.update' | 'mcp_approval_response'
> = {
  'session.avatar.connect': () => refused('The emulator has no video: no avatar can be connected.'),

  'rtc.call.sdp.create'(connection, { sdp_offer }) {
    const error = sdp_offer
      ? { type: 'server_error', code: 'not_emulated', message: 'The emulator has no WebRTC: use the WebSocket.' }
      : { type: 'invalid_request_error', code: 'missing_sdp', message: "The field 'sdp_offer' is missing." };
    connection.send({ type: 'rtc.call.error', operation: 'rtc.call.sdp.create', error });
    return undefined;
  },

  'byom_credential.update': () => refused('The emulator brings no model, and takes no credential for one.'),

  mcp_approval_response: () => ({
    code: 'invalid_value',
    message: "Send an item of type 'mcp_approval_response' with conversation.item.create.",
    param: 'type',
  }),
};
