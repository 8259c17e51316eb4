/** `voice-live-agent serve`: the relay as a process of its own, for a container. */
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { VoiceServerError } from '../options/errors.js';
import type { VoiceServerOptions } from '../options/public-types.js';
import type { VoiceServer } from '../options/voice-server-type.js';
import { createVoiceServer } from '../voice-server.js';
import { readEnvironment, readPorts } from './read-environment.js';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Served {
  readonly voice: VoiceServer;
  readonly port: number;
  readonly metricsPort: number | undefined;
  /** Drains, then closes everything; a second call closes at once. */
  stop(): Promise<void>;
}

/**
 * @param configFile a module whose default export holds options; they win over the environment
 * @throws VoiceServerError with a sentence for whoever started it
 */
export async function serve(env: Environment, configFile?: string): Promise<Served> {
  const options = { ...readEnvironment(env), ...(configFile && (await readConfig(configFile))) };
  checkComplete(options);
  const { port, host, metricsPort } = readPorts(env);
  const voice = createVoiceServer(options);
  const server = createServer((request, response) => {
    if (!voice.handle(request, response)) response.writeHead(404).end();
  });
  voice.attach(server);
  const metrics = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(voice.metrics());
  });
  const own = await listen(server, port, host);
  const ofMetrics = metricsPort === undefined ? undefined : await listen(metrics, metricsPort, host);
  let stopping: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await voice.close();
    for (const one of [server, metrics]) {
      one.close();
      one.closeAllConnections();
    }
  };
  return {
    ...{ voice, port: own, metricsPort: ofMetrics },
    stop: () => (stopping ? close() : (stopping = voice.drain().then(close))),
  };
}

async function readConfig(file: string): Promise<Partial<VoiceServerOptions>> {
  const module = (await import(pathToFileURL(path.resolve(file)).href).catch((error: unknown) => {
    throw new VoiceServerError(`--config is "${file}", which cannot be loaded: ${(error as Error).message}`);
  })) as { readonly default?: Partial<VoiceServerOptions> };
  if (typeof module.default !== 'object')
    throw new VoiceServerError(`--config is "${file}", which has no default export.`);
  return module.default;
}

function checkComplete(options: Partial<VoiceServerOptions>): asserts options is VoiceServerOptions {
  const missing = {
    AZURE_VOICELIVE_ENDPOINT: options.endpoint,
    VOICE_ORIGINS: options.origins,
    'VOICE_PROFILES or VOICE_MODEL': options.profiles,
  };
  for (const [name, value] of Object.entries(missing)) {
    if (value === undefined) throw new VoiceServerError(`${name} is not set, and no file of --config says it.`);
  }
}

function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new VoiceServerError(`Port ${port} is taken: set another one.`) : error),
    );
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
