/** `voice-live-agent/server/fastify`: for Fastify 5. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { VoiceServer } from './options/voice-server-type.js';

interface FastifyRequestLike {
  readonly raw: IncomingMessage;
}
interface FastifyReplyLike {
  readonly raw: ServerResponse;
  hijack(): unknown;
}
/** What is used of Fastify's instance. */
export interface FastifyLike {
  readonly server: object;
  all(path: string, handler: (request: FastifyRequestLike, reply: FastifyReplyLike) => void): unknown;
  addHook(name: 'onClose', hook: () => Promise<void>): unknown;
}

/**
 * The routes and the relay as a plugin: `app.register(voiceRoutes(voice))`. `authorize` gets Fastify's request as
 * `request.raw`. When the application closes, its calls end.
 */
export const voiceRoutes =
  (voice: VoiceServer) =>
  async (fastify: FastifyLike): Promise<void> => {
    voice.attach(fastify.server as Server);
    for (const name of ['token', 'health', 'ready']) {
      fastify.all(`${voice.path}/${name}`, (request, reply) => {
        reply.hijack();
        voice.handle(request.raw, reply.raw, request);
      });
    }
    fastify.addHook('onClose', () => voice.close());
  };
