import { WebSocket } from 'ws';
import { goodToken, type Received, type Running, TestClient } from './emulator-client.js';

export const FEATURE = 'VoiceAgents=V1Preview';

export interface Way {
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly protocols?: readonly string[];
}

/** The address of a voice agent, as a server reaches it. */
export function agentUrl(running: Running, agent: string, query: Readonly<Record<string, string>> = {}): string {
  const all = new URLSearchParams({ 'api-version': 'v1', ...query });
  return `ws://127.0.0.1:${running.port}/api/projects/shop/agents/${encodeURIComponent(agent)}/endpoint/protocols/voice?${all}`;
}

/** Connects as a server does, with headers. */
export function connectToAgent(running: Running, agent: string, { query = {}, headers = {} }: Way = {}): TestClient {
  const all = { authorization: `Bearer ${goodToken()}`, 'foundry-features': FEATURE, ...headers };
  return new TestClient(new WebSocket(agentUrl(running, agent, query), ['realtime'], { headers: all }));
}

/** Connects and waits until the session stands. */
export async function openAgent(running: Running, agent: string, way: Way = {}): Promise<TestClient> {
  const client = connectToAgent(running, agent, way);
  await client.next('session.updated');
  return client;
}

/** Opens a session in writing with an agent that has greeted. */
export async function writeToAgent(running: Running, agent: string, way: Way = {}): Promise<TestClient> {
  const client = await openAgent(running, agent, way);
  if (agent === 'front-desk') await client.next('response.done');
  await client.updateSession({ type: 'realtime', output_modalities: ['text'] });
  return client;
}

/** The fields of an event that only voice agents have. */
export const fieldsOf = (event: Received): Readonly<Record<string, unknown>> =>
  event as unknown as Readonly<Record<string, unknown>>;
