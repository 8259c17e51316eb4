/** The ways in which a response can end. */
import type { JsonObject } from '../shared/json.js';

/** `status` and `status_details` of a finished response. */
export type Ending = JsonObject;

export const COMPLETED: Ending = { status: 'completed' };

export const incomplete = (reason: 'max_output_tokens' | 'content_filter'): Ending => ({
  status: 'incomplete',
  status_details: { type: 'incomplete', reason },
});

export const failed = (message: string, code = 'server_error'): Ending => ({
  status: 'failed',
  status_details: { type: 'failed', error: { type: code, code, message } },
});
