/** The conversation items that an agent sent to the service, and the agent's answer. */
import type { Stage } from './live-agent.js';

export type Item = Readonly<Record<string, unknown>>;

export const sentItems = async ({ service }: Stage): Promise<Item[]> =>
  (await service()).received
    .filter(({ type }) => type === 'conversation.item.create')
    .map(({ event }) => event['item'] as Item);

/** The agent's first complete message. */
export const agentAnswer = ({ seen }: Stage) =>
  seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && !!text);
