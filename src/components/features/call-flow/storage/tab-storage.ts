/**
 * With `storage="session"`, this tab keeps the transcript, the conversation's id and the visitor's consent across a reload
 * of the page. It keeps nothing else, and never a credential.
 */
import type { AgentHost } from '../../../contract/agent.js';
import type { Message } from '../../../../worker/contract/conversation.js';

/** A longer conversation loses its oldest messages, because the browser's storage is small. */
const MOST_MESSAGES = 200;

export interface Kept {
  readonly messages?: readonly Message[];
  readonly conversationId?: string;
  /** The `consent-version` that the visitor agreed to. */
  readonly consent?: string;
}

/** The key in storage. Agents of one page differ by their id, or without one by their agent's name or their model. */
const keyOf = ({ id, agentName, model }: AgentHost): string => `voice-live-agent:${id || agentName || model}`;

/** Reads what the tab has kept. Returns an empty object when the page keeps nothing, or the browser forbids it. */
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
    // Storage is full or forbidden. The conversation will not survive a reload.
  }
}

export function forget(element: AgentHost): void {
  try {
    sessionStorage.removeItem(keyOf(element));
  } catch {
    // Storage is forbidden, so nothing was kept.
  }
}

const isMessage = (value: unknown): value is Message => {
  const { itemId, text, role } = (value ?? {}) as Partial<Message>;
  return typeof itemId === 'string' && typeof text === 'string' && (role === 'user' || role === 'agent');
};

/** The kept messages that are valid. They are checked, because another script of the page may have written there. */
export const keptMessages = ({ messages }: Kept): readonly Message[] =>
  Array.isArray(messages)
    ? messages.filter(isMessage).map((message) => ({ ...message, unheard: message.unheard || '', final: true }))
    : [];

/** The messages that are kept: the latest complete ones. */
export const toKeep = (messages: readonly Message[]): readonly Message[] =>
  messages.filter(({ final }) => final).slice(-MOST_MESSAGES);
