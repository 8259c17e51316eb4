/** `voice-live-agent/server`: what a site puts on its server, so that no page holds a key. */
import { createVoiceServer } from './voice-server.js';
import type { VoiceServerOptions } from './options/public-types.js';
import type { VoiceServer } from './options/voice-server-type.js';

export { VoiceServerError } from './options/errors.js';
export type { Log, LogEntry } from './options/log-types.js';
export type { AgentTarget, Prices, Profile, VoiceAgentTarget, WireObject } from './options/profile-types.js';
export type { Auth, Limits, ServiceToken, VoiceServerOptions } from './options/public-types.js';
export type { Authorize, Visitor, VoiceRequest } from './options/visitor-types.js';
export type { VoiceServer } from './options/voice-server-type.js';

/**
 * Makes the token route and the relay of a site. Nothing is asked of the service before the first visitor.
 * @throws VoiceServerError when an option cannot be right, or an optional package that it needs is missing
 * @example
 * const voice = voiceServer({
 *   endpoint: 'https://name.services.ai.azure.com',
 *   auth: 'entra',
 *   origins: ['https://shop.example'],
 *   authorize: (request) => ({ visitor: sessionOf(request).id, profile: 'shop' }),
 *   profiles: { shop: { model: 'gpt-realtime', session: { instructions: 'You help visitors of a bike shop.' } } },
 * });
 * const server = http.createServer((request, response) => voice.handle(request, response) || app(request, response));
 * voice.attach(server);
 * server.listen(8080);
 */
export const voiceServer = (options: VoiceServerOptions): VoiceServer => createVoiceServer(options);
