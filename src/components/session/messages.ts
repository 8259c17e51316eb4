/** The list of messages that the page and the panel show. Notices of the engine change it and put it in order. Pure. */
import type { Message, Notice, TranscriptChange } from '../../worker/contract/conversation.js';

export function withChange(messages: readonly Message[], change: TranscriptChange): readonly Message[] {
  const { delta: _, ...message } = change;
  const at = messages.findIndex(({ itemId }) => itemId === message.itemId);
  return at < 0 ? [...messages, message] : messages.with(at, message);
}

/** Puts the messages with these ids into this order, after all others, which belong to earlier conversations. */
export function inOrder(messages: readonly Message[], itemIds: readonly string[]): readonly Message[] {
  const known = new Map(messages.map((message) => [message.itemId, message]));
  const ordered = itemIds.flatMap((itemId) => known.get(itemId) ?? []);
  const named = new Set(itemIds);
  return [...messages.filter(({ itemId }) => !named.has(itemId)), ...ordered];
}

/** The changes that close the open messages when a conversation ends. An answer that was still coming is not whole. */
export const closed = (messages: readonly Message[]): readonly TranscriptChange[] =>
  messages
    .filter(({ final }) => !final)
    .map((message) => ({
      ...message,
      ...(message.role === 'agent' && { incomplete: message.incomplete ?? 'cancelled' }),
      final: true,
      delta: '',
    }));

/**
 * The changes that show typed texts of which the engine told nothing, because it never came, or the conversation ended sooner.
 * `since`: the messages of this conversation.
 */
export const unsent = (texts: readonly string[], since: readonly Message[]): readonly TranscriptChange[] =>
  texts.slice(since.filter(({ role }) => role === 'user').length).map((text) => ({
    itemId: `unsent-${Math.random()}`,
    previousItemId: undefined,
    role: 'user',
    text,
    delta: text,
    unheard: '',
    final: true,
    interrupted: false,
  }));

/** The list after a notice. Notices of other kinds leave it unchanged. */
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
