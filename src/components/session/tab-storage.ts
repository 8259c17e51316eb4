/**
 * With `storage="session"`, this tab keeps what the next page of the same origin goes on with: the transcript, the id of the
 * conversation, whether a call was cut off by leaving, panel and mute, and the visitor's consent. Text only, and never a
 * credential.
 */
import type { AgentHost } from '../contract/agent.js';
import type { Message, Mode } from '../../worker/contract/conversation.js';

/** A longer conversation loses its oldest messages. In bytes of JSON as UTF-8. */
const MOST_BYTES = 64 * 1024;

/** What was kept longer ago than this belongs to another visit; only the consent outlives it. */
export const CONTINUES_MS = 5 * 60_000;

export interface Kept {
  readonly messages?: readonly Message[];
  readonly conversationId?: string;
  /** The `consent-version` that the visitor agreed to. */
  readonly consent?: string;
  /** The mode of a conversation that ended because its page was left, and when that was, in ms since 1970. */
  readonly mode?: Mode | undefined;
  readonly endedAt?: number | undefined;
  readonly open?: boolean;
  readonly muted?: boolean;
  /** How long that conversation had lasted, in ms. It is taken away when the conversation goes on. */
  readonly spentMs?: number | undefined;
  /** How long neither side had said anything in it, in ms, and whether the visitor was asked for a sign. Taken away, too. */
  readonly quietMs?: number | undefined;
  readonly asked?: boolean | undefined;
  /** When something was kept last, in ms since 1970. */
  readonly at?: number;
}

/** The key in storage: the id and the agent or the model, so that two agents with one id never mix. */
const keyOf = ({ id, agentName, model }: AgentHost): string =>
  `voice-live-agent:${[id, agentName ?? '', agentName ? '' : model].map(encodeURIComponent).join(':')}`;

/** Reads what the tab has kept. Returns an empty object when the page keeps nothing, or the browser forbids it. */
export function recall(element: AgentHost): Kept {
  if (element.storage !== 'session') return {};
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(keyOf(element)) ?? '{}');
    if (typeof found !== 'object' || !found) return {};
    const kept: Kept = found;
    return Date.now() - Number(kept.at) < CONTINUES_MS
      ? kept
      : { ...(kept.consent !== undefined && { consent: kept.consent }) };
  } catch {
    return {};
  }
}

export function keep(element: AgentHost, change: Kept): void {
  if (element.storage !== 'session') return;
  try {
    sessionStorage.setItem(keyOf(element), JSON.stringify({ ...recall(element), ...change, at: Date.now() }));
  } catch {
    // Storage is full or forbidden. The next page begins anew.
  }
}

/** Deletes everything, or with `butConsent` all but the consent. */
export function forget(element: AgentHost, butConsent = false): void {
  const { consent } = recall(element);
  try {
    sessionStorage.removeItem(keyOf(element));
  } catch {
    // Storage is forbidden, so nothing was kept.
  }
  if (butConsent && consent !== undefined) keep(element, { consent });
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
export function toKeep(messages: readonly Message[]): readonly Message[] {
  const encoder = new TextEncoder();
  let left = MOST_BYTES - 2; // the brackets of the list
  const whole = messages.filter(({ final }) => final);
  const tooOld = whole.findLastIndex((message) => {
    left -= encoder.encode(JSON.stringify(message)).length + 1;
    return left < 0;
  });
  return whole.slice(tooOld + 1);
}
