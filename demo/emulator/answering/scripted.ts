import type { Entry } from '../conversation/conversation.js';
import { textOf } from '../conversation/items.js';
import type { Answers } from '../public-types.js';
import { type Answer, say } from './answer.js';

/** What a test wants answered to the visitor's turn; undefined where it leaves that to the emulator. */
export function scriptedAnswer(answers: Answers | undefined, context: readonly Entry[]): Answer | undefined {
  const last = context.at(-1);
  if (last?.item.type !== 'message' || last.item.role !== 'user') return undefined;
  const spoken = last.audio !== undefined;
  const answer = answers?.({ text: spoken ? '' : textOf(last.item), spoken });
  if (answer === undefined) return undefined;
  if (typeof answer === 'string') return say(answer);
  return { kind: 'call', calls: [{ name: answer.call, args: answer.arguments ?? {} }] };
}
