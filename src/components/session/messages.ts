/** The list of messages a page and the panel see, kept in order by what the engine tells. */
import type { Message, Notice, TranscriptChange } from '../../worker/contract/conversation.js';

export function withChange(messages: readonly Message[], change: TranscriptChange): readonly Message[] {
  const { delta: _, ...message } = change;
  const at = messages.findIndex(({ itemId }) => itemId === message.itemId);
  return at < 0 ? [...messages, message] : messages.with(at, message);
}

/** Puts the named messages into their order, after all others: those are of conversations before. */
export function inOrder(messages: readonly Message[], itemIds: readonly string[]): readonly Message[] {
  const known = new Map(messages.map((message) => [message.itemId, message]));
  const ordered = itemIds.flatMap((itemId) => known.get(itemId) ?? []);
  const named = new Set(itemIds);
  return [...messages.filter(({ itemId }) => !named.has(itemId)), ...ordered];
}

/** The list after a notice, which may be of something else. */
export function afterNotice(messages: readonly Message[], notice: Notice): readonly Message[] {
  switch (notice.kind) {
    case 'transcript':
      return withChange(messages, notice.change);
    case 'order':
      return inOrder(messages, notice.itemIds);
    case 'removed':
      return messages.filter(({ itemId }) => itemId !== notice.itemId);
    default:
      return messages;
  }
}
