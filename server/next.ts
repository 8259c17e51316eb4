/** `voice-live-agent/server/next`: the token route for Next.js. Calls need a server that stays: `voice-live-agent serve`. */
import type { VoiceServer } from './options/voice-server-type.js';

type Handler = (request: Request) => Promise<Response>;

/**
 * Handlers for `app/voice/token/route.ts`: `export const { POST, OPTIONS } = tokenRoute(voice)`. Give `voice` the same `store`
 * as the relay has, and the relay's address as `publicUrl`.
 */
export function tokenRoute(voice: VoiceServer): { readonly POST: Handler; readonly OPTIONS: Handler } {
  const answer: Handler = (request) => voice.tokenResponse(request);
  return { POST: answer, OPTIONS: answer };
}
