/** The first frame of every call: the profile's own session. */
import type { Profile } from '../options/profile-types.js';
import { PROFILE_EVENT } from '../policy/server-policy.js';

/** Undefined where the profile has none. In the newer dialect each session names its type. */
export function profileUpdate({ session, voiceAgent, apiVersion }: Profile): string | undefined {
  if (!session) return undefined;
  const type = voiceAgent || apiVersion === 'v1' ? { type: 'realtime' } : {};
  return JSON.stringify({ type: 'session.update', event_id: PROFILE_EVENT, session: { ...type, ...session } });
}
