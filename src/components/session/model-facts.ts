/** Which model, agent and voice is which, and what goes with them: each fact once. */
import type { RequestSession } from '../../worker/protocol/objects/index.js';

/** What the session is with, as the attributes say; an agent brings a model of its own. */
export interface Target {
  readonly model: string;
  readonly profile?: string | undefined;
  readonly agentName?: string | undefined;
}

/** Settings that belong to a Foundry agent: the service refuses them from a client in agent mode. */
export const AGENT_OWNED: readonly string[] = [
  'instructions',
  'temperature',
  'tools',
  'tool_choice',
  'max_response_output_tokens',
  'reasoning_effort',
] as const satisfies readonly (keyof RequestSession)[];

/** The family of gpt-realtime. The name of a model of one's own says nothing, its profile does. */
export const isGptRealtime = ({ model, profile, agentName }: Target): boolean =>
  !agentName && /^(gpt|byom)-.*realtime/.test(profile || model);

/** The kind of a voice in a session; '' when nothing is said. */
export const voiceKind = (voice: unknown): string =>
  typeof voice === 'object' && voice !== null
    ? String((voice as { readonly type?: unknown }).type)
    : voice
      ? 'openai'
      : '';

/** A voice of Azure: it speaks texts that were written before, and tells when it says a word. */
export const isAzureVoice = (voice: unknown): boolean => voiceKind(voice).startsWith('azure');
