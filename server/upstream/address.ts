/** Where a profile's calls go: address and headers, without the credential. */
import type { Profile, WireObject } from '../options/profile-types.js';

export interface UpstreamAddress {
  readonly url: string;
  readonly protocols: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

const CLASSIC_VERSION = '2026-07-15';
const ONE_CONTRACT = 'v1';

/**
 * @param endpoint `wss://name.services.ai.azure.com`
 * @param call its id: the service's operators find a call by it
 * @param inputs of this visitor, for the placeholders of a voice agent
 */
export function upstreamAddress(
  endpoint: string,
  profile: Profile,
  call: string,
  inputs?: WireObject,
): UpstreamAddress {
  return profile.voiceAgent
    ? voiceAgentAddress(endpoint, profile, call, inputs)
    : classicAddress(endpoint, profile, call);
}

function classicAddress(endpoint: string, profile: Profile, call: string): UpstreamAddress {
  const { agent, features, model, bringYourOwn, apiVersion = CLASSIC_VERSION } = profile;
  // In v1 preview features are switched on by a header, which no page can set.
  const byHeader = apiVersion === ONE_CONTRACT;
  const query = {
    'api-version': apiVersion,
    features: byHeader ? undefined : features,
    model,
    profile: bringYourOwn,
    'agent-name': agent?.name,
    'agent-project-name': agent?.project,
    'agent-version': agent?.version,
    'agent-authentication-identity-client-id': agent?.authenticationIdentityClientId,
    'foundry-resource-override': agent?.foundryResourceOverride,
    'client-request-id': call,
  };
  return {
    url: withQuery(`${endpoint}/voice-live/realtime`, query),
    protocols: [],
    headers: byHeader && features !== undefined ? { 'VoiceLive-Features': features } : {},
  };
}

function voiceAgentAddress(
  endpoint: string,
  { voiceAgent, apiVersion = ONE_CONTRACT }: Profile,
  call: string,
  inputs?: WireObject,
): UpstreamAddress {
  const { name, project, version, store } = voiceAgent!;
  const structuredInputs = inputs ? { ...voiceAgent!.structuredInputs, ...inputs } : voiceAgent!.structuredInputs;
  const path = `/api/projects/${encodeURIComponent(project)}/agents/${encodeURIComponent(name)}/endpoint/protocols/voice`;
  const query = {
    'api-version': apiVersion,
    store: store === undefined ? undefined : String(store),
    'x-agent-version-override': version,
    'client-request-id': call,
  };
  return {
    url: withQuery(endpoint + path, query),
    protocols: ['realtime'],
    headers: {
      'Foundry-Features': 'VoiceAgents=V1Preview',
      ...(structuredInputs && { 'x-ms-voice-structured-inputs': asciiJson(structuredInputs) }),
    },
  };
}

function withQuery(address: string, query: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}

/** Headers carry no other letters than those of ASCII. */
export const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
