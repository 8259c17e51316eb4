/**
 * Finds what cannot be sent to the worker: between threads only plain data travels. Loaded when the browser refused to send
 * the settings of a conversation, or a command.
 */
import type { ConversationHandle } from '../contract/conversation.js';
import type { Problem } from '../../worker/contract/faults.js';

/** Names the first value that cannot be sent, such as `session.tools[0].handler is a function`. Undefined when all can. */
export function whatCannotCross(value: unknown, path = ''): string | undefined {
  if (canCross(value)) return undefined;
  if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) {
      const step = Array.isArray(value) ? `[${name}]` : path && `.${name}`;
      const found = whatCannotCross(part, path + (step || name));
      if (found) return found;
    }
  }
  return `${path} is a ${typeof value === 'object' ? value!.constructor.name : typeof value}`;
}

/** Tells the page what it gave to a command that was not sent. `changeSession` sends its property `session`. */
export function tellCrossing(conversation: Pick<ConversationHandle, 'note'>, command: string, value: unknown): void {
  const cause = whatCannotCross(value, command === 'changeSession' ? 'session' : command);
  if (cause) conversation.note({ code: 'setup', cause });
}

function canCross(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

/** Undefined when the settings can be sent, so that something else went wrong. What the page knows by its name comes first. */
export function crossingProblem(settings: object): Problem | undefined {
  const { session, ...more } = settings as { readonly session?: unknown };
  const cause = whatCannotCross({ session, ...more });
  return cause === undefined ? undefined : { code: 'setup', cause };
}
