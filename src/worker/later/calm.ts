import type { KeptSound } from './kept-sound.js';
import type { Calm } from './line.js';
import type { Turn } from '../session/turn.js';

/** How quiet a conversation is. A hand-over waits for a quiet moment. `held`: the visitor holds a turn. */
export function calmOf(
  { gate, mcpCalls, tools, visitorSpeaking }: Turn,
  { isBehind, isUnnoticed }: Pick<KeptSound<unknown>, 'isBehind' | 'isUnnoticed'>,
  held: boolean,
): Calm {
  const { phase } = gate.slot;
  if (phase === 'running') return 0;
  const isOpen =
    phase !== 'free' || [gate.waiting, mcpCalls, tools.owed, tools.answered].some(({ length }) => length > 0);
  return isOpen || visitorSpeaking || held || isUnnoticed || isBehind ? 1 : 2;
}
