import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { mintToken } from '../../demo/emulator/credentials.js';
import { API_KEY, goodToken, type Running, SECRET, startEmulator } from '../helpers/node/emulator-client.js';
import { agentUrl, FEATURE, type Way } from '../helpers/node/voice-agent-client.js';

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly protocol: string;
}

function connect(running: Running, agent: string, { query, headers = {}, protocols = [] }: Way): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = new WebSocket(agentUrl(running, agent, query), [...protocols], { headers });
    socket.on('error', () => undefined);
    socket.on('open', () => {
      resolve({ status: 101, code: '', message: '', protocol: socket.protocol });
      socket.terminate();
    });
    socket.on('unexpected-response', (_, response) => {
      let body = '';
      response.on('data', (piece) => (body += String(piece)));
      response.on('end', () => {
        const { error } = JSON.parse(body) as { readonly error: Omit<Answer, 'status'> };
        resolve({ ...error, status: response.statusCode ?? 0, protocol: '' });
      });
    });
  });
}

const bearer = `Bearer ${goodToken()}`;
const good = { authorization: bearer, 'foundry-features': FEATURE };
const expired = mintToken(SECRET, { ttlSeconds: -1 }).token;
const inputs = (value: string) => ({ ...good, 'x-ms-voice-structured-inputs': value });

describe('the route of voice agents', () => {
  const table: readonly (readonly [title: string, way: Way, status: number, agent?: string])[] = [
    ['takes a bearer and the feature in headers', { headers: good }, 101],
    [
      'takes the feature in the query',
      { headers: { authorization: bearer }, query: { foundry_features: FEATURE } },
      101,
    ],
    ['takes the feature among others', { headers: { ...good, 'foundry-features': `Other=1, ${FEATURE}` } }, 101],
    ['takes what may be said in the query', { headers: good, query: { store: 'true', agent_session_id: 'mine' } }, 101],
    ['takes a version', { headers: good, query: { 'x-agent-version-override': '3', transport: 'websocket' } }, 101],
    [
      'takes structured inputs in the query',
      { headers: good, query: { structured_input: '{"visitor_name":"Ada"}' } },
      101,
    ],
    ['takes structured inputs in a header', { headers: inputs('{"visitor_name":"Ada"}') }, 101],
    ['refuses no credential', { headers: { 'foundry-features': FEATURE } }, 401],
    ['refuses an expired token', { headers: { ...good, authorization: `Bearer ${expired}` } }, 401],
    ['refuses a header of another scheme', { headers: { ...good, authorization: goodToken() } }, 401],
    ['refuses an api-key in a header', { headers: { 'foundry-features': FEATURE, 'api-key': API_KEY } }, 401],
    ['refuses an api-key in the query', { headers: good, query: { 'api-key': API_KEY } }, 401],
    ['refuses a token in the query', { headers: good, query: { authorization: bearer } }, 401],
    ['refuses a token in the query in capitals', { headers: good, query: { Authorization: bearer } }, 401],
    ['does not exist without the feature', { headers: { authorization: bearer } }, 404],
    ['does not know an agent', { headers: good }, 404, 'nobody'],
    ['does not know an agent of another writing', { headers: good }, 404, 'Plain'],
    ['has no WebRTC', { headers: good, query: { transport: 'webrtc' } }, 404],
    [
      'refuses a disabled agent before its transport',
      { headers: good, query: { transport: 'webrtc' } },
      409,
      'disabled',
    ],
    ['refuses another version', { headers: good, query: { 'api-version': '2026-07-15' } }, 400],
    ['refuses a store that is no boolean', { headers: good, query: { store: 'yes' } }, 400],
    ['refuses inputs that are no JSON', { headers: inputs('Ada') }, 400],
    ['refuses inputs that are no object', { headers: good, query: { structured_input: '["Ada"]' } }, 400],
    [
      'refuses inputs on request',
      { headers: good, query: { structured_input: '{}', 'emulator-faults': 'structuredInput:"refuse"' } },
      400,
    ],
    [
      'takes them in the header even then',
      { headers: inputs('{}'), query: { 'emulator-faults': 'structuredInput:"refuse"' } },
      101,
    ],
  ];
  for (const [title, way, status, agent = 'plain'] of table) {
    it(title, async () => {
      await using running = await startEmulator();
      assert.equal((await connect(running, agent, way)).status, status);
    });
  }

  it('takes the two subprotocols of a browser, answers with the one, and tells the token to nobody', async () => {
    await using running = await startEmulator();
    const token = goodToken();
    const protocols = ['realtime', `authorization.bearer.${token}`];
    const answer = await connect(running, 'plain', { protocols, query: { foundry_features: FEATURE } });
    assert.deepEqual([answer.status, answer.protocol], [101, 'realtime']);
    const shown = await (await fetch(`http://127.0.0.1:${running.port}/emulator/connections`)).text();
    assert.ok(!`${shown}${running.log.join('')}`.includes(token));
    assert.match(running.log[0] ?? '', /voice agent plain, v1/);
  });

  it('never answers with the token, also where it is the only subprotocol', async () => {
    await using running = await startEmulator();
    const socket = new WebSocket(agentUrl(running, 'plain', { foundry_features: FEATURE }), [
      `authorization.bearer.${goodToken()}`,
    ]);
    const message = await new Promise<string>((resolve) => socket.on('error', (error) => resolve(error.message)));
    assert.equal(message, 'Server sent no subprotocol');
  });

  it('says that an agent is disabled', async () => {
    await using running = await startEmulator();
    assert.equal((await connect(running, 'disabled', { headers: good })).code, 'agent_disabled');
  });

  it('refuses a session whose placeholder has no value', async () => {
    await using running = await startEmulator();
    running.emulator.agents.set('a', { instructions: 'Talk with {{ name }}.' });
    assert.match(
      (await connect(running, 'a', { headers: inputs('{"name":"Ada"}') })).message,
      /'\{\{name\}\}' has no value/,
    );
    running.emulator.agents.set('a', { structured_inputs: { name: { required: true } } });
    assert.match((await connect(running, 'a', { headers: good })).message, /'name' has no value/);
    assert.equal((await connect(running, 'a', { headers: inputs('{"name":"Ada"}') })).status, 101);
  });
});

describe('saved voice agents', () => {
  const wrong: readonly (readonly [definition: object, message: RegExp])[] = [
    [{ audio: { output: { voise: 'x' } } }, /Unknown parameter: 'audio\.output\.voise'/],
    [{ greeting: { type: 'template' } }, /Missing required parameter: 'greeting\.text'/],
    [{ audio: { input: { format: { type: 'audio/pcm', rate: 16000 } } } }, /must be 24000/],
    [{ tools: [{ type: 'foundry_agent' }] }, /'tools\[0\]\.type'\. Supported values: "function", "mcp"/],
    [
      {
        tools: [
          { type: 'toolbox', toolbox_name: 'a', toolbox_version: '1' },
          { type: 'function', name: 'b' },
        ],
      },
      /toolbox/,
    ],
    [{ handoff: { nodes: [], edges: [] } }, /needs an edge whose source is '\$entrypoint'/],
    [
      { handoff: { nodes: [], edges: [{ id: 'a', source: '$entrypoint', target: 'biling', description: 'x' }] } },
      /'handoff\.edges\[0\]\.target' is 'biling', which is no node\. There are \$entrypoint\./,
    ],
    [{ handoff: { nodes: [{ id: 'Billing', description: 'x', config: {} }], edges: [] } }, /must be like billing/],
    [{ structured_inputs: { name: 'Ada' } }, /'structured_inputs\.name': expected an object/],
    [{ enabled: 'no' }, /'enabled': expected a boolean/],
    [[], /'the definition|the definition: expected an object/],
  ];
  for (const [definition, message] of wrong) {
    it(`are refused as ${JSON.stringify(definition).slice(0, 70)}`, async () => {
      await using running = await startEmulator();
      assert.throws(() => running.emulator.agents.set('mine', definition), message);
      const body = JSON.stringify(definition);
      const address = `http://127.0.0.1:${running.port}/emulator/agents/mine`;
      const answer = await fetch(address, { method: 'PUT', body });
      assert.equal(answer.status, 400);
      assert.match(((await answer.json()) as { readonly error: string }).error, message);
      assert.equal((await connect(running, 'mine', { headers: good })).status, 404);
    });
  }

  it('are there as soon as they are put', async () => {
    await using running = await startEmulator();
    const address = `http://127.0.0.1:${running.port}/emulator/agents/${encodeURIComponent('my desk')}`;
    assert.equal((await fetch(address, { method: 'PUT', body: '{"kind":"voice"}' })).status, 204);
    assert.equal((await connect(running, 'my desk', { headers: good })).status, 101);
  });
});
