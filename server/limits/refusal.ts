/** Why somebody is not let in, in HTTP's words for a ticket and in a close code for a socket. */
export interface Refusal {
  readonly status: 403 | 429 | 503;
  /** What a socket is closed with: a browser does not show the status of a refused upgrade to a page. */
  readonly closeCode: CloseCode;
  /** A sentence that a page may show. */
  readonly sentence: string;
  /** One word for logs and metrics. */
  readonly reason: string;
  readonly retryAfterS?: number;
}

/** The relay's own close codes. */
export const CLOSE = { ticket: 4401, refused: 4403, limit: 4408, tooMany: 4429, away: 4503 } as const;
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

const refusal =
  (status: Refusal['status'], closeCode: CloseCode, reason: string, sentence: string, wait?: number) =>
  (): Refusal => ({
    ...{ status, closeCode, reason, sentence },
    ...(wait !== undefined && { retryAfterS: wait }),
  });

export const REFUSALS = {
  notAllowed: refusal(403, CLOSE.refused, 'not-allowed', 'You may not start a call here.'),
  tooFast: refusal(429, CLOSE.tooMany, 'too-fast', 'Too many tries. Wait a minute.', 60),
  visitorCalls: refusal(429, CLOSE.tooMany, 'visitor-calls', 'Another call of yours is still open.', 5),
  siteCalls: refusal(429, CLOSE.tooMany, 'site-calls', 'All lines are in use. Try again in a moment.', 15),
  visitorMinutes: refusal(429, CLOSE.limit, 'visitor-minutes', 'The time for talking is used up for today.', 3600),
  siteMinutes: refusal(429, CLOSE.limit, 'site-minutes', 'The time for talking is used up for today.', 3600),
  spent: refusal(429, CLOSE.limit, 'spent', 'Calls are closed for today.', 3600),
  draining: refusal(503, CLOSE.away, 'draining', 'This server is about to stop. Connect again.', 1),
  storeAway: refusal(503, CLOSE.away, 'store-away', 'Calls cannot be started at the moment.', 5),
} as const;
