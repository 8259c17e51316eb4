/** What a close of one side means for the other. */
import { redact } from '../observe/redact.js';

/** RFC 6455: these never travel. */
const RESERVED = new Set([1004, 1005, 1006, 1015]);
const MOST_REASON_BYTES = 123;
const INTERNAL = 1011;

const canTravel = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && !RESERVED.has(code)) || (code >= 3000 && code <= 4999);

/** A code that may be sent; what may not becomes 1011. */
export const closeCode = (code: number): number => (canTravel(code) ? code : INTERNAL);

/** A reason that fits into a close frame and holds no secret. */
export function closeReason(reason: string, secrets: readonly string[]): string {
  let clean = redact(reason, secrets);
  while (Buffer.byteLength(clean) > MOST_REASON_BYTES) clean = clean.slice(0, -1);
  return clean;
}

export interface UpstreamRefusal {
  readonly code: number;
  readonly reason: string;
  /** For the operator. */
  readonly detail: string;
}

/** What a page learns of an upgrade that the service refused, and what its operator has to do. */
export function upgradeRefusal(status: number): UpstreamRefusal {
  if (status === 429) {
    return {
      code: 1013,
      reason: 'The service is busy. Try again later.',
      detail: 'HTTP 429: the quota of connections is used up',
    };
  }
  const hints: Readonly<Record<number, string>> = {
    401: 'the key or the token was not accepted; agents take Entra tokens only',
    403: 'this server’s identity lacks the roles Cognitive Services User and Foundry User',
    404: 'no such model, deployment, agent or project at this endpoint',
    409: 'the agent is disabled',
  };
  return {
    code: INTERNAL,
    reason: 'The service did not take the call.',
    detail: `HTTP ${status}${hints[status] ? `: ${hints[status]}` : ''}`,
  };
}
