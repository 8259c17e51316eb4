/**
 * Finds out whether a silent line still stands. A page can neither send nor see pings, so a harmless question is asked, and
 * any frame is its answer. Pure. It knows neither the socket nor the conversation. Its numbers are our choices.
 */
import type { ConversationItemRetrieveRequest } from '../protocol/client-events.js';
import type { ServerEvent } from '../protocol/server-events.js';

export interface Probe {
  /** When the last frame came. */
  readonly heardAt: number;
  /** Since when something is expected of the service. */
  readonly expectedAt?: number | undefined;
  /** When the open question was asked. A second question does not change it. */
  readonly askedAt?: number | undefined;
  /** Sound that waited in the socket, and when. Only while it is too much. */
  readonly pile?: { readonly ms: number; readonly at: number } | undefined;
}

export interface ProbeStep {
  readonly probe: Probe;
  readonly verdict: 'fine' | 'ask' | 'silent';
}

const EXPECTED_WITHIN_MS = 5_000;
const ANSWER_WITHIN_MS = 4_000;
/** Keeps proxies from closing a muted call or a written chat, too. */
const IDLE_MS = 25_000;
const PILE_MS = 3_000;
const PILE_SHRINKS_WITHIN_MS = 2_000;

/** A frame came: the line stands, and every question is answered. */
export const heard = ({ expectedAt, pile }: Probe, now: number): Probe => ({ heardAt: now, expectedAt, pile });

/**
 * @param expecting  an answer, or a confirmation, is owed by the service
 * @param waitingMs  sound that waits in the socket
 * @param woken      the page was asleep or hidden, or its network changed: the line may be gone
 */
export function stepProbe(probe: Probe, expecting: boolean, waitingMs: number, woken: boolean, now: number): ProbeStep {
  const { heardAt, askedAt, pile } = probe;
  const expectedAt = expecting ? (probe.expectedAt ?? now) : undefined;
  const old = pile && now - pile.at >= PILE_SHRINKS_WITHIN_MS;
  const stuck = old && waitingMs >= pile.ms;
  const next: Probe = {
    heardAt,
    askedAt,
    expectedAt,
    pile: waitingMs <= PILE_MS ? undefined : pile && !old ? pile : { ms: waitingMs, at: now },
  };
  if (waitingMs > PILE_MS && stuck) return { probe: next, verdict: 'silent' };
  if (askedAt !== undefined) return { probe: next, verdict: now - askedAt >= ANSWER_WITHIN_MS ? 'silent' : 'fine' };
  const missed = expectedAt !== undefined && now - Math.max(expectedAt, heardAt) >= EXPECTED_WITHIN_MS;
  return woken || missed || now - heardAt >= IDLE_MS
    ? { probe: { ...next, askedAt: now }, verdict: 'ask' }
    : { probe: next, verdict: 'fine' };
}

/** The clock stood still: what had to come in that time could not. */
export const slept = (probe: Probe, ms: number): Probe =>
  probe.askedAt === undefined ? probe : { ...probe, askedAt: probe.askedAt + ms };

/** Our questions are known by these words, in an error and as the item that does not exist. */
const OURS = 'vla_line';

/** @param item the newest item of the session, or undefined when there is none */
export const question = (item = OURS): ConversationItemRetrieveRequest => ({
  type: 'conversation.item.retrieve',
  event_id: OURS,
  item_id: item,
});

/**
 * True for an answer to a question of ours, which is nothing for the page. Some errors name no event, but the item.
 * @param asked the item of the last question
 */
export const isAnswer = (event: ServerEvent, asked: string | undefined): boolean =>
  event.type === 'error'
    ? event.error.event_id === OURS || (asked === OURS && String(event.error.message).includes(OURS))
    : event.type === 'conversation.item.retrieved' && asked !== undefined && event.item?.id === asked;
