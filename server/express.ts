/** `voice-live-agent/server/express`: for Express 5. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { VoiceServer } from './options/voice-server-type.js';

/**
 * The routes as middleware: `app.use(voiceRoutes(voice))`, then `voice.attach(app.listen(8080))`. `authorize` gets Express's
 * request as `request.raw`, with whatever middleware before it has put there.
 */
export const voiceRoutes =
  (voice: VoiceServer) =>
  (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    if (!voice.handle(request, response, request)) next();
  };
