/** The token route and the relay of the demo: the server kit with settings for local use. */
import { mintToken } from '../emulator/credentials.js';
import type { VoiceServer } from '../../server/options/voice-server-type.js';
import type { Profile, WireObject } from '../../server/options/profile-types.js';
import type { Visitor, VoiceRequest } from '../../server/options/visitor-types.js';
import { voiceServer } from '../../server/index.js';
import type { Service } from './environment.js';

const EMULATOR_TTL_S = 60;
/** Limits are out of reach, because all requests of a developer come from one address. */
const MANY = 100_000;

/** The demo's pages may change all settings of the agent. A real site should not allow that. */
const PROFILE: Profile = {
  model: 'gpt-realtime',
  features: 'client_ec_reference:true', // for echo-cancellation="reference"
  allow: [
    ...[
      'instructions',
      'voice',
      'tools',
      'tool_choice',
      'temperature',
      'reasoning_effort',
      'max_response_output_tokens',
    ],
    ...['modalities', 'turn_detection', 'input_audio_format', 'output_audio_format', 'input_audio_sampling_rate'],
    ...['input_audio_noise_reduction', 'input_audio_echo_cancellation', 'input_audio_transcription', 'include'],
    ...['output_audio_timestamp_types', 'animation', 'avatar', 'interim_response', 'parallel_tool_calls', 'metadata'],
  ],
  allowResponse: [
    ...['instructions', 'tools', 'tool_choice', 'voice', 'conversation', 'temperature', 'input_items'],
    ...['append_input_items', 'pre_generated_assistant_message'],
  ],
  systemItems: 'allow',
};

/** The emulator's voice agents that pages reach through the relay: `?agent=front-desk` in the address of the token route. */
const VOICE_AGENTS = ['front-desk', 'plain'];

const agentProfile = (name: string): Profile => ({
  voiceAgent: { name, project: 'emulator' },
  allow: [
    ...['output_modalities', 'audio', 'instructions', 'tools', 'tool_choice', 'temperature', 'max_output_tokens'],
    ...['reasoning', 'include', 'parallel_tool_calls', 'interim_response', 'animation', 'metadata'],
  ],
  allowResponse: PROFILE.allowResponse!,
  systemItems: 'allow',
});

const PROFILES: Readonly<Record<string, Profile>> = {
  demo: PROFILE,
  'front-desk': {
    voiceAgent: { name: 'front-desk', project: 'emulator' },
    allow: ['output_modalities', 'audio.input', 'audio.output.format', 'metadata'], // its own tools stand, whatever the page has
  },
  plain: agentProfile('plain'),
};

/** A real site knows its visitor's name from its session, and asks no page for it. */
function visitorOf({ address: visitor, url }: VoiceRequest): Visitor {
  const asked = new URL(url, 'http://localhost').searchParams;
  const profile = VOICE_AGENTS.find((name) => name === asked.get('agent'));
  if (profile === undefined) return { visitor, profile: 'demo' };
  return { visitor, profile, structuredInputs: JSON.parse(asked.get('structured_inputs') ?? '{}') as WireObject };
}

export interface Way {
  /** Whether pages connect through the relay. With an API key they always do, because no page may have the key. */
  readonly relay: boolean;
  /** Origins of pages beside those of this server. */
  readonly origins?: readonly string[];
  /** Address of a Redis that several servers share; without it, state is in memory. */
  readonly store?: string;
  /** Starts relays in other processes, to be used in place of one in this process. */
  readonly behind?: (address: string, secret: string) => Promise<Voice>;
}

/** The handlers of `/voice/…`. */
export type Voice = Pick<VoiceServer, 'handle' | 'upgrade' | 'close'>;

/** @param address of this server, which is also the address of the emulator */
export function demoVoice(
  service: Service,
  secret: string,
  address: string,
  { relay, origins, store }: Way,
): VoiceServer {
  const azure = service.kind === 'azure';
  const key = azure ? service.apiKey : undefined;
  const auth = azure
    ? key === undefined
      ? ('entra' as const)
      : { apiKey: key }
    : { token: () => mintToken(secret, { ttlSeconds: EMULATOR_TTL_S }) };
  return voiceServer({
    endpoint: azure ? service.endpoint : address,
    auth,
    way: relay || key !== undefined ? 'relay' : 'direct',
    origins: origins ?? 'same',
    hosts: ['localhost', '127.0.0.1', '[::1]'],
    allowWithoutOrigin: true,
    authorize: azure ? ({ address: visitor }) => ({ visitor, profile: 'demo' }) : visitorOf,
    profiles: azure ? { demo: PROFILE } : PROFILES,
    limits: { callsPerVisitor: MANY, ticketsPerVisitorMinute: MANY, ticketsPerNetworkMinute: MANY },
    ...(store !== undefined && { store }),
    log: ({ level, event, detail = '' }) => {
      if (level === 'error') console.error(`voice: ${event} ${detail}`);
    },
  });
}
