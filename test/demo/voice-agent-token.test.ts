import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { start } from '../../demo/emulator/start.js';

interface Answer {
  readonly token: string;
  readonly endpoint: string;
}

/** Connects as a page does, with what the token endpoint told it. */
async function connect({ token, endpoint }: Answer, agent: string): Promise<readonly [WebSocket, firstType: string]> {
  const query = new URLSearchParams({ 'api-version': 'v1', foundry_features: 'VoiceAgents=V1Preview' });
  const address = `${endpoint.replace('http', 'ws')}/agents/${agent}/endpoint/protocols/voice?${query}`;
  const socket = new WebSocket(address, ['realtime', `authorization.bearer.${token}`]);
  const [frame] = (await once(socket, 'message')) as [Buffer];
  return [socket, (JSON.parse(frame.toString('utf8')) as { readonly type: string }).type];
}

describe('the token endpoint, asked for a voice agent', () => {
  it('gives a token and the address of the project, and a session opens with them', async () => {
    const emulator = await start({ tokenSeconds: 90, session: { output_modalities: ['text'] } });
    const response = await fetch(`${emulator.tokenUrl}?agent=front-desk`, { method: 'POST' });
    const { token, ...answer } = (await response.json()) as Answer;
    const endpoint = `${emulator.endpoint}/api/projects/emulator`;
    const pinned = { session: { output_modalities: ['text'] } };
    assert.deepEqual(answer, { scheme: 'entra', expiresIn: 90, dialect: 'voice-agent', endpoint, ...pinned });
    const [socket, first] = await connect({ token, endpoint }, 'front-desk');
    assert.deepEqual([first, socket.protocol], ['session.created', 'realtime']);
    const [connection] = emulator.connections();
    assert.deepEqual(connection?.session['output_modalities'], ['audio']);
    assert.ok(!JSON.stringify(emulator.connections()).includes(token));
    socket.terminate();
    await emulator.close();
  });

  it('knows the agents that are saved, and those only', async () => {
    const emulator = await start({});
    const ask = () => fetch(`${emulator.tokenUrl}?agent=mine`, { method: 'POST' });
    const refused = await ask();
    assert.deepEqual([refused.status, emulator.tokensGiven], [404, 0]);
    assert.match(((await refused.json()) as { readonly error: string }).error, /no voice agent 'mine'/);
    assert.throws(() => emulator.agents.set('mine', { model: '' }), /agents\.set\('mine'\): 'model' must have/);
    assert.throws(() => emulator.agents.set('', {}), /name of the agent is missing/);
    emulator.agents.set('mine', { instructions: undefined as never, model: 'gpt-4o' });
    const [socket] = await connect((await (await ask()).json()) as Answer, 'mine');
    assert.equal(emulator.connections()[0]?.session['model'], 'gpt-4o');
    socket.terminate();
    await emulator.close();
  });

  it('answers as ever without an agent', async () => {
    const emulator = await start({});
    const answer = (await (await fetch(emulator.tokenUrl, { method: 'POST' })).json()) as Answer;
    assert.deepEqual(Object.keys(answer), ['token', 'expiresAt', 'endpoint']);
    await emulator.close();
  });
});
