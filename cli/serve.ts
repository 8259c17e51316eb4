/** `serve`: the relay as a process of its own. */
import { UsageError, type Command } from './command.js';

const HELP = `Usage: voice-live-agent serve [--config file]

The token route and the relay as a process of its own, set by environment variables or by a module whose default export
holds the options of voiceServer. Health: /voice/health, ready: /voice/ready. SIGTERM drains: running calls are asked to go
to another instance, and end within 25 seconds.

  --config   a module, such as ./voice.config.mjs; it wins over the environment
  --help

  AZURE_VOICELIVE_ENDPOINT  https://name.services.ai.azure.com
  AZURE_VOICELIVE_API_KEY   the resource's key; without it Entra, by @azure/identity
  VOICE_ORIGINS             https://shop.example,https://www.shop.example
  VOICE_PROFILES            a JSON file; or VOICE_MODEL and VOICE_INSTRUCTIONS for one profile
  VOICE_AUTHORIZE           none (default: tickets come from your own server, by the same Redis) or open
  REDIS_URL                 redis://…, for more than one instance
  PORT (8080), HOST, METRICS_PORT, VOICE_HOSTS, VOICE_PUBLIC_URL, VOICE_TRUST_PROXY, VOICE_PATH, VOICE_RESUME
  VOICE_CALLS, VOICE_CALLS_PER_VISITOR, VOICE_CALL_MINUTES, VOICE_MINUTES_PER_DAY, VOICE_MINUTES_PER_VISITOR_DAY,
  VOICE_TICKETS_PER_VISITOR_MINUTE, VOICE_TICKETS_PER_NETWORK_MINUTE, VOICE_EUROS_PER_DAY

docs/server.md of the repository tells more.`;

export const serve: Command = {
  summary: 'the token route and the relay, for a container',
  help: HELP,
  options: { config: { type: 'string' } },
  async run({ config }) {
    const { serve: start } = await import('../server/serve/serve.js');
    const { stop, port } = await start(process.env, config === undefined ? undefined : String(config)).catch(
      (error: unknown) => {
        const { name, message } = error as Error;
        throw name === 'VoiceServerError' ? new UsageError(message) : error;
      },
    );
    console.error(`voice-live-agent: listening on port ${port}`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
  },
};
