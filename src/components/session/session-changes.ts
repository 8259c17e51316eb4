/** What the service is told of settings that changed while a conversation goes on. Pure. */
import type { ConnectionSettings, EngineSettings } from '../../worker/contract/engine-api.js';
import type { RequestSession } from '../../worker/protocol/objects/index.js';

/** What a connection is opened with. Another one needs another connection. */
const OPENED_WITH: readonly (keyof ConnectionSettings)[] = [
  'endpoint',
  'apiVersion',
  'model',
  'profile',
  'agentName',
  'agentProjectName',
  'agentVersion',
  'agentAuthenticationIdentityClientId',
  'foundryResourceOverride',
  'features',
];

/** What takes a setting back that is not there any more. Others stay as they are: nothing says what they were before. */
const TAKEN_BACK: RequestSession = { tools: [], instructions: '', input_audio_noise_reduction: null };

export interface SessionChanges {
  /** The fields to send. */
  readonly session: RequestSession;
  /** Attributes that changed and that the service takes only when a conversation begins; by their properties' names. */
  readonly fixed: readonly string[];
}

const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

/** @param spoken true once the agent was heard: its voice cannot change from then on */
export function sessionChanges(before: EngineSettings, now: EngineSettings, spoken: boolean): SessionChanges {
  const was: Readonly<Record<string, unknown>> = { ...before.session };
  const is: Readonly<Record<string, unknown>> = { ...TAKEN_BACK, ...now.session };
  const session: Record<string, unknown> = {};
  const fixed: string[] = OPENED_WITH.filter((name) => differs(now.connection[name], before.connection[name]));
  for (const name of Object.keys({ ...was, ...now.session })) {
    // Modalities follow the mode of the conversation.
    if (name === 'modalities' || is[name] === undefined || !differs(was[name], is[name])) continue;
    if (name === 'voice' && spoken) fixed.push(name);
    else if (name === 'input_audio_echo_cancellation') fixed.push('echoCancellation');
    else session[name] = is[name];
  }
  return { session, fixed };
}
