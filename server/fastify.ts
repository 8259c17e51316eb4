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
interface FastifyLike {
  readonly server: Server;
  route(options: {
    readonly method: readonly string[];
    readonly url: string;
    readonly handler: (request: FastifyRequestLike, reply: FastifyReplyLike) => void;
  }): unknown;
  addHook(name: 'onClose', hook: () => Promise<void>): unknown;
}

/**
 * The routes and the relay as a plugin: `app.register(voiceRoutes(voice))`. `authorize` gets Fastify's request as
 * `request.raw`. When the application closes, its calls end.
 */
export const voiceRoutes =
  (voice: VoiceServer) =>
  // Fastify's own types change with its server and type provider, and none of them is needed here.
  async (instance: object): Promise<void> => {
    const fastify = instance as FastifyLike;
    voice.attach(fastify.server);
    const handler = (request: FastifyRequestLike, reply: FastifyReplyLike): void => {
      reply.hijack();
      voice.handle(request.raw, reply.raw, request);
    };
    fastify.route({ method: ['POST', 'OPTIONS'], url: `${voice.path}/token`, handler });
    for (const name of ['health', 'ready']) fastify.route({ method: ['GET'], url: `${voice.path}/${name}`, handler });
    fastify.addHook('onClose', () => voice.close());
  };
