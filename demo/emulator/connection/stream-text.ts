/** Handlers of `input_text.*`. */
import { type Conversation, notFound } from '../conversation/conversation.js';
import { invalidValue, type RequestFault } from '../shared/result.js';

export type TextPiece = { readonly delta: string } | 'done';

/** `input_text.delta` and `.done`: a user's text that arrives in pieces. */
export function streamText(
  conversation: Conversation,
  itemId: string,
  contentIndex: number,
  piece: TextPiece,
): RequestFault | undefined {
  const entry = conversation.find(itemId);
  if (!entry) return notFound(itemId, 'id');
  const { item } = entry;
  const part = item.type === 'message' && item.role === 'user' ? item.content[contentIndex] : undefined;
  if (item.type !== 'message' || part?.type !== 'input_text') {
    return invalidValue('content_index', `Content part ${contentIndex} of '${itemId}' takes no text.`);
  }
  if (entry.textDone) return invalidValue('id', `The text of '${itemId}' has already ended.`);
  if (piece === 'done') {
    conversation.replace({ ...entry, textDone: true });
    return undefined;
  }
  const content = item.content.map((old) => (old === part ? { ...old, text: (old.text ?? '') + piece.delta } : old));
  conversation.replace({ ...entry, item: { ...item, content } });
  return undefined;
}
