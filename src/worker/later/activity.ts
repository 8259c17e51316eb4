/** What the service does beside answering: MCP servers, searches, agents. It changes nothing in the rules, and the page is told. */
import { FORWARDED, type ForwardedEvent } from '../protocol/forwarded-events.js';
import { notify, step, type Step, type Turn } from '../session/turn.js';

const onActivity = (turn: Turn, event: ForwardedEvent): Step => step(turn, notify({ kind: 'activity', event }));

export const ACTIVITY = Object.fromEntries(FORWARDED.map((type) => [type, onActivity])) as Record<
  ForwardedEvent['type'],
  typeof onActivity
>;
