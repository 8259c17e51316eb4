/**
 * With `storage="session"`: the transcript, the conversation's id and the visitor's consent outlive a reload of the page,
 * in this tab alone. Nothing else is kept, and never a credential.
 */
import type { AgentHost } from '../../../contract/agent.js';
import type { Message } from '../../../../worker/contract/conversation.js';

/** Of a long conversation the end is kept: storage is small. */
const MOST_MESSAGES = 200;

export interface Kept {
  readonly messages?: readonly Message[];
  readonly conversationId?: string;
  /** The version that was agreed to. */
  readonly consent?: string;
}

/** Agents of one page keep apart by their id, else by what they talk to. */
const keyOf = ({ id, agentName, model }: AgentHost): string => `voice-live-agent:${id || agentName || model}`;

/** What the tab has kept; nothing when the page does not want that, or the browser forbids it. */
export function recall(element: AgentHost): Kept {
  if (element.storage !== 'session') return {};
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(element)) ?? '{}');
    return typeof kept === 'object' && kept ? kept : {};
  } catch {
    return {};
  }
}

export function keep(element: AgentHost, change: Kept): void {
  if (element.storage !== 'session') return;
  try {
    sessionStorage.setItem(keyOf(element), JSON.stringify({ ...recall(element), ...change }));
  } catch {
    // full, or forbidden: then a reload begins anew
  }
}

export function forget(element: AgentHost): void {
  try {
    sessionStorage.removeItem(keyOf(element));
  } catch {
    // forbidden: then there is nothing
  }
}

const isMessage = (value: unknown): value is Message => {
  const { itemId, text, role } = (value ?? {}) as Partial<Message>;
  return typeof itemId === 'string' && typeof text === 'string' && (role === 'user' || role === 'agent');
};

/** What may be shown of what was kept; another script of the page may have written there. */
export const keptMessages = ({ messages }: Kept): readonly Message[] =>
  Array.isArray(messages)
    ? messages.filter(isMessage).map((message) => ({ ...message, unheard: message.unheard || '', final: true }))
    : [];

/** What is worth keeping. */
export const toKeep = (messages: readonly Message[]): readonly Message[] =>
  messages.filter(({ final }) => final).slice(-MOST_MESSAGES);
