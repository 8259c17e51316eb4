/** `voice-live-agent/server/hono`: for Hono on Node (`@hono/node-server`). */
import type { VoiceServer } from './options/voice-server-type.js';

/** What is used of Hono's context. */
export interface HonoContextLike {
  readonly req: { readonly raw: Request };
  readonly env: unknown;
  notFound(): Response | Promise<Response>;
}

const peerOf = (env: unknown): string | undefined =>
  (env as { readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } } } | undefined)?.incoming
    ?.socket?.remoteAddress;

/**
 * The routes as a handler: `app.all('/voice/*', voiceRoutes(voice))`, then `voice.attach(serve(app))`. `authorize` gets Hono's
 * context as `request.raw`.
 */
export const voiceRoutes =
  (voice: VoiceServer) =>
  async (context: HonoContextLike): Promise<Response> =>
    (await voice.fetch(context.req.raw, { address: peerOf(context.env), raw: context })) ?? context.notFound();
