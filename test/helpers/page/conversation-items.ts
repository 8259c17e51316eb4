/** The conversation items that an agent sent to the service, and the agent's answer. */
import type { Connection, Stage } from './live-agent.js';

export type Item = Readonly<Record<string, unknown>>;

export const sentItems = async ({ service }: Stage): Promise<Item[]> =>
  (await service()).received
    .filter(({ type }) => type === 'conversation.item.create')
    .map(({ event }) => event['item'] as Item);

/** The texts of the messages that a session has, as it was told them or made them. */
export const textsOf = ({ items }: Connection): readonly string[] =>
  items.flatMap(({ content }) =>
    ((content as readonly { readonly text?: string; readonly transcript?: string }[] | undefined) ?? []).flatMap(
      ({ text, transcript }) => text ?? transcript ?? [],
    ),
  );

/** The agent's first complete message. */
export const agentAnswer = ({ seen }: Stage) =>
  seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && !!text);
