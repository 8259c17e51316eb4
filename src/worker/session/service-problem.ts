/** Problems that the conversation survives. What the words of the service mean, the rare rules know. */
import { notify, type Effect } from './turn.js';
import type { Problem } from '../contract/faults.js';

export const tell = (cause: string, code: Problem['code'] = 'server-error'): Effect =>
  notify({ kind: 'problem', problem: { code, cause }, ended: false });

/** `ms`: how long the service asks to wait. */
export const throttled = ({ cause, ms }: { readonly cause: string; readonly ms: number }, now: number): Problem => ({
  code: 'throttled',
  cause,
  retryAt: now + ms,
});
