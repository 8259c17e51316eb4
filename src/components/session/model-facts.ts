/** Facts about models, agents and voices that decide which settings go together. Each fact is here and nowhere else. */
import type { RequestSession } from '../../worker/protocol/objects/index.js';

/** The model or the agent that a session is opened with, as the attributes name it. An agent brings its own model. */
export interface Target {
  readonly model: string;
  readonly profile?: string | undefined;
  readonly agentName?: string | undefined;
  readonly agentKind?: string | undefined;
}

/** True for a Foundry agent of the kind `voice`, which has a route and a definition of its own. */
export const isVoiceAgent = ({ agentKind, agentName }: Target): boolean => Boolean(agentName) && agentKind === 'voice';

/** Settings that belong to a Foundry agent: the service refuses them from a client in agent mode. */
export const AGENT_OWNED: readonly string[] = [
  'instructions',
  'temperature',
  'tools',
  'tool_choice',
  'max_response_output_tokens',
  'reasoning_effort',
] as const satisfies readonly (keyof RequestSession)[];

/** True for the gpt-realtime models. A page's own model (BYOM) is known by its profile, since it may have any name. */
export const isGptRealtime = ({ model, profile, agentName }: Target): boolean =>
  !agentName && /^(gpt|byom)-.*realtime/.test(profile || model);

/** The type of a session's voice; '' when the session names no voice. A voice that is a plain string is OpenAI's. */
export const voiceKind = (voice: unknown): string =>
  typeof voice === 'object' && voice !== null
    ? String((voice as { readonly type?: unknown }).type)
    : voice
      ? 'openai'
      : '';

/** True for a voice of Azure. Such a voice can speak a given text, and reports the time of each word. That of an avatar is one. */
export const isAzureVoice = (voice: unknown): boolean => /^(azure|avatar)/.test(voiceKind(voice));
