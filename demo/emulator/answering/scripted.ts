/** Answers that a test defines. They have priority over all others. */
import type { Entry } from '../conversation/conversation.js';
import { textOf } from '../conversation/items.js';
import type { Answers } from '../public-types.js';
import { type Answer, say } from './answer.js';

/** The answer that a test defines for the visitor's turn. Undefined when the emulator should answer. */
export function scriptedAnswer(answers: Answers | undefined, context: readonly Entry[]): Answer | undefined {
  const last = context.at(-1);
  if (last?.item.type !== 'message' || last.item.role !== 'user') return undefined;
  const spoken = last.audio !== undefined;
  const answer = answers?.({ text: spoken ? '' : textOf(last.item), spoken });
  if (answer === undefined) return undefined;
  if (typeof answer === 'string') return say(answer);
  return { kind: 'call', calls: [{ name: answer.call, args: answer.arguments ?? {} }] };
}
