import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestClient } from '../helpers/node/emulator-client.js';
import { type Received, type Running, startEmulator, tone } from '../helpers/node/emulator-client.js';
import { fieldsOf, openAgent, writeToAgent } from '../helpers/node/voice-agent-client.js';

const closing = (client: TestClient): Promise<readonly [code: number, reason: string, lastType: string]> =>
  new Promise((resolve) =>
    client.socket.on('close', (code, reason) => resolve([code, String(reason), client.events.at(-1)?.type ?? ''])),
  );

const VARYING = ['type', 'event_id', 'handoff_id', 'tool_call_id', 'consultation_id', 'call_id', 'duration_ms'];

/** What a handoff or a consultation is about, without ids and times. */
const about = (event: Received): Record<string, unknown> =>
  Object.fromEntries(Object.entries(event).filter(([field]) => !VARYING.includes(field)));

/** The number of the first event after the response that called a function. */
const afterCall = (client: TestClient, name: string): number =>
  client.events.findIndex(
    ({ type, response }) => type === 'response.done' && response.output.some((item) => item.name === name),
  ) + 1;

const textOf = (done: Received): string | undefined => done.response.output[0]?.content[0]?.text;

describe('a handoff', () => {
  const move = { edge_id: 'to_billing', from_node_id: '$entrypoint', to_node_id: 'billing' };
  const models = { from_model: 'gpt-realtime', to_model: 'gpt-realtime' };

  it('starts, completes, tells the new session, and is answered in the new voice', async () => {
    await using running = await startEmulator();
    using client = await openAgent(running, 'front-desk');
    await client.next('response.done');
    const { output } = await client.ask('billing, please');
    assert.deepEqual(
      [output[0]?.type, output[0]?.name, output[0]?.arguments],
      ['function_call', 'handoff', '{"target":"billing"}'],
    );
    const answer = await client.next('response.done');
    const from = afterCall(client, 'handoff');
    assert.deepEqual(client.types(from).slice(0, 4), [
      ...['session.handoff.started', 'session.handoff.completed', 'session.updated', 'response.created'],
    ]);
    const [started, completed, updated] = client.events.slice(from) as [Received, Received, Received];
    assert.deepEqual(about(started), { ...move, ...models, node_generation: 1 });
    const { prepare_duration_ms, ...told } = about(completed);
    assert.deepEqual(told, { ...move, ...models, node_generation: 2 });
    assert.ok(Number(prepare_duration_ms) > 0);
    assert.equal(fieldsOf(started)['tool_call_id'], output[0]?.call_id);
    assert.equal(fieldsOf(started)['handoff_id'], fieldsOf(completed)['handoff_id']);
    const { handoff, tools, instructions, audio } = updated.session;
    const { active_node_id, node_generation, transfer_count, available_edge_ids } = handoff as Record<string, unknown>;
    assert.deepEqual(
      [active_node_id, node_generation, transfer_count, available_edge_ids],
      ['billing', 2, 1, ['back']],
    );
    assert.deepEqual(tools, [{ type: 'system', name: 'end_conversation' }]);
    assert.equal(instructions, 'You answer questions about invoices.');
    assert.equal((audio as { output: { voice: string } }).output.voice, 'en-US-EmmaNeural');
    assert.equal((answer.response['audio'] as { output: { voice: string } }).output.voice, 'en-US-EmmaNeural');
    assert.equal(answer.response.output[0]?.content[0]?.transcript, 'You are with billing now.');
  });

  it('goes back to where the session began', async () => {
    await using running = await startEmulator();
    using client = await writeToAgent(running, 'front-desk');
    await client.ask('billing, please');
    await client.next('response.done');
    await client.ask('entrypoint, please');
    const { session } = await client.next('session.updated');
    assert.equal((session['tools'] as { name: string }[])[0]?.name, 'find_bike');
    assert.equal((session['audio'] as { output: { voice: string } }).output.voice, 'en-US-AvaNeural');
    assert.deepEqual(session['output_modalities'], ['text']);
  });

  it('aborts where its target cannot be activated, and nothing changes', async () => {
    await using running = await startEmulator();
    using client = await writeToAgent(running, 'front-desk');
    await client.ask('handoff broken');
    const aborted = await client.next('session.handoff.aborted');
    const { reason, error, ...told } = about(aborted) as { reason: string; error: { code: string } };
    assert.deepEqual(told, { ...move, ...models, node_generation: 1 });
    assert.deepEqual([reason, error.code], ['error', 'handoff_target_activation_failed']);
    assert.match(textOf(await client.next('response.done')) ?? '', /You are still with me/);
    assert.deepEqual(client.types(afterCall(client, 'handoff')).slice(0, 3), [
      ...['session.handoff.started', 'session.handoff.aborted', 'response.created'],
    ]);
    assert.equal((await client.ask('billing, please')).output[0]?.name, 'handoff');
  });

  it('does what its edge says', async () => {
    await using running = await startEmulator();
    running.emulator.agents.set('desk', {
      handoff: {
        nodes: [{ id: 'silent', description: 'Says nothing', config: {} }],
        edges: [
          {
            id: 'e',
            source: '$entrypoint',
            target: 'silent',
            description: 'x',
            transfer_message: 'One moment.',
            target_response: 'none',
          },
        ],
        max_transfers: 1,
      },
    });
    using client = await writeToAgent(running, 'desk');
    const { output } = await client.ask('silent, please');
    assert.deepEqual([output[0]?.content?.[0]?.text, output[1]?.name], ['One moment.', 'handoff']);
    const { session } = await client.next('session.updated');
    const handoff = session['handoff'] as Record<string, unknown>;
    assert.deepEqual([handoff['transfer_tool'], handoff['available_edge_ids']], [null, []]);
    assert.equal(textOf({ response: await client.ask('hello') } as Received)?.slice(0, 5), 'Hello');
    assert.equal(client.of('response.created').length, 2);
  });

  it('is broken off by a visitor who speaks, where its edge says so', async () => {
    await using running = await startEmulator();
    running.emulator.agents.set('desk', {
      handoff: {
        nodes: [{ id: 'slow', description: 'x', config: {} }],
        edges: [
          {
            id: 'e',
            source: '$entrypoint',
            target: 'slow',
            description: 'x',
            cancel_on_interruption: true,
            delay_ms: 300,
          },
        ],
      },
    });
    using client = await writeToAgent(running, 'desk');
    await client.ask('slow, please');
    await client.next('session.handoff.started');
    client.append(tone(400));
    assert.equal(fieldsOf(await client.next('session.handoff.aborted'))['reason'], 'user_interruption');
  });

  it('is no word where there is no graph', async () => {
    await using running = await startEmulator();
    using client = await writeToAgent(running, 'plain');
    for (const text of ['billing, please', 'handoff broken', 'goodbye', 'ask the poet'])
      assert.match((await client.ask(text)).output[0]?.content[0]?.text ?? '', new RegExp(`You wrote: ${text}`));
  });
});

describe('the end by the agent', () => {
  async function sayGoodbye(running: Running, faults = ''): Promise<[TestClient, Awaited<ReturnType<typeof closing>>]> {
    const client = await openAgent(running, 'front-desk', { query: { 'emulator-faults': faults } });
    await client.next('response.done');
    client.write('goodbye');
    client.send({ type: 'response.create' });
    return [client, await closing(client)];
  }

  it('comes after the farewell and the call, with its reason', async () => {
    await using running = await startEmulator();
    const [client, closed] = await sayGoodbye(running);
    assert.deepEqual(closed, [1001, 'Conversation ended by agent', 'response.done']);
    const { output } = client.of('response.done').at(-1)!.response;
    assert.deepEqual(
      output.map(({ type, name }) => name ?? type),
      ['message', 'end_conversation'],
    );
    assert.equal(output[0]?.content[0]?.transcript, 'Goodbye.');
    const types = client.types();
    assert.ok(
      types.lastIndexOf('response.output_audio.done') < types.lastIndexOf('response.function_call_arguments.done'),
    );
  });

  it('waits for what faults delay, and takes another reason', async () => {
    await using running = await startEmulator();
    const [, closed] = await sayGoodbye(running, 'latencyMs:100,closeReason:"Idle"');
    assert.deepEqual(closed, [1001, 'Idle', 'response.done']);
  });

  it('does not come when the visitor breaks in', async () => {
    await using running = await startEmulator({ pacing: { speed: 2 } });
    const client = await openAgent(running, 'plain');
    await client.updateSession({ type: 'realtime', tools: [{ type: 'system', name: 'end_conversation' }] });
    client.write('goodbye');
    client.send({ type: 'response.create' });
    await client.next('response.output_audio.delta');
    client.append(tone(400));
    const { response } = await client.next('response.done');
    assert.deepEqual(
      response.output.map(({ type }) => type),
      ['message'],
    );
    assert.equal(client.socket.readyState, client.socket.OPEN);
    client.socket.terminate();
  });

  it('can be asked for by a test', async () => {
    await using running = await startEmulator({
      answers: ({ text }) => (text === 'bye' ? { call: 'end_conversation' } : undefined),
    });
    using client = await writeToAgent(running, 'front-desk');
    client.write('bye');
    client.send({ type: 'response.create' });
    assert.equal((await closing(client))[0], 1001);
  });
});

describe('a close with a reason', () => {
  it('is what closeAfterMs, closeCode and closeReason make', async () => {
    await using running = await startEmulator();
    const faults = 'closeAfterMs:50,closeCode:1001,closeReason:"Idle for too long"';
    const client = await openAgent(running, 'plain', { query: { 'emulator-faults': faults } });
    assert.deepEqual((await closing(client)).slice(0, 2), [1001, 'Idle for too long']);
  });
});

describe('structured inputs', () => {
  it('are told when the visitor asks', async () => {
    await using running = await startEmulator();
    const header = { 'x-ms-voice-structured-inputs': '{"visitor_name":"Ada","unknown":"x"}' };
    const told = async (way: object, agent = 'front-desk') => {
      using client = await writeToAgent(running, agent, way);
      return (await client.ask('who am I')).output[0]?.content[0]?.text;
    };
    assert.equal(await told({ headers: header }), 'I was told that visitor name is Ada.');
    assert.equal(
      await told({ query: { structured_input: '{"visitor_name":"Bo"}' } }),
      'I was told that visitor name is Bo.',
    );
    assert.equal(await told({}), 'I was told that visitor name is visitor.');
    assert.equal(await told({}, 'plain'), 'I was told nothing about you.');
  });
});

describe('a subagent', () => {
  const cases = [
    [
      'ask the poet about wheels',
      ['started', 'completed'],
      undefined,
      'The poet is not here, and was asked: about wheels',
    ],
    ['ask the poet fail', ['started', 'aborted'], 'failed', 'The poet could not answer.'],
    ['ask the ghost about wheels', ['aborted'], 'unknown_target', 'I know no ghost.'],
  ] as const;
  for (const [text, expected, reason, said] of cases) {
    it(`is asked by "${text}"`, async () => {
      await using running = await startEmulator();
      using client = await writeToAgent(running, 'front-desk');
      const { output } = await client.ask(text);
      assert.equal(output[0]?.name, 'forward_to_subagent');
      assert.equal(textOf(await client.next('response.done')), said);
      const from = afterCall(client, 'forward_to_subagent');
      const events = client.events.slice(from).filter(({ type }) => type.startsWith('session.subagent.'));
      assert.deepEqual(
        events.map(({ type }) => type.replace('session.subagent.', '')),
        expected,
      );
      const name = output[0]?.arguments.includes('ghost') ? 'ghost' : 'poet';
      assert.deepEqual(about(events.at(-1)!), { subagent_name: name, ...(reason && { reason }) });
      const ids = events.map((event) => [fieldsOf(event)['consultation_id'], fieldsOf(event)['call_id']].join());
      assert.equal(new Set(ids).size, 1);
      assert.ok(ids[0]?.endsWith(output[0].call_id));
    });
  }
});

describe('functions of the page', () => {
  it('are called and answered as ever', async () => {
    await using running = await startEmulator();
    using client = await writeToAgent(running, 'front-desk');
    const { output } = await client.ask('call find_bike {"size": 54}');
    const item = {
      type: 'function_call_output',
      call_id: output[0]?.call_id,
      name: 'find_bike',
      output: '{"found":2}',
    };
    client.send({ type: 'conversation.item.create', item });
    client.send({ type: 'response.create' });
    assert.equal(textOf(await client.next('response.done')), 'The tool answered: found 2.');
  });
});

describe('an MCP server of a voice agent', () => {
  const SERVER = { type: 'mcp', server_label: 'docs', server_url: 'https://mcp.example/sse' };
  async function open(running: Running, server: object): Promise<TestClient> {
    running.emulator.agents.set('a', { tools: [{ ...SERVER, ...server }], output_modalities: ['text'] });
    const client = await openAgent(running, 'a');
    await client.next('mcp_list_tools.completed');
    return client;
  }
  const approve = (client: TestClient): void => {
    const request = client.of('conversation.item.added').findLast(({ item }) => item.type === 'mcp_approval_request');
    const item = { type: 'mcp_approval_response', approval_request_id: request?.item.id, approve: true };
    client.send({ type: 'conversation.item.create', item });
  };

  it('lists its tools unasked, and the item brings them when it is done', async () => {
    await using running = await startEmulator();
    using client = await open(running, { allowed_tools: { tool_names: ['add'] } });
    const { item } = await client.next('conversation.item.done');
    const { tools } = item as unknown as { readonly tools: readonly { readonly name: string }[] };
    assert.deepEqual(
      tools.map(({ name }) => name),
      ['add'],
    );
    assert.deepEqual(
      client.of('conversation.item.added').map((event) => event.item.type),
      ['mcp_list_tools'],
    );
  });

  it('needs no address where a connection of the project stands for it', async () => {
    await using running = await startEmulator();
    using client = await open(running, { server_url: undefined, project_connection_id: 'orders' });
    assert.equal(client.of('error').length, 0);
  });

  it('tells a result in a response of its own, without being asked', async () => {
    await using running = await startEmulator();
    using client = await open(running, { require_approval: 'never' });
    const { output } = await client.ask('mcp add {"a": 2, "b": 3}');
    assert.deepEqual(
      output.map(({ type }) => type),
      ['mcp_call'],
    );
    assert.equal(textOf(await client.next('response.done')), 'The tool answered: 5.');
  });

  it('goes on by itself after an approval', async () => {
    await using running = await startEmulator();
    using client = await open(running, { require_approval: { always: { tool_names: ['add'] } } });
    await client.ask('mcp add {"a": 2, "b": 3}');
    approve(client);
    await client.next('response.mcp_call.completed');
    assert.equal(textOf(await client.next('response.done')), 'The tool answered: 5.');
    await client.ask('hello');
    assert.equal(client.of('response.created').length, 3);
  });

  const schedulings = [
    ['when_idle', ['completed', 'completed']],
    ['interrupt', ['cancelled', 'completed']],
    ['skip_if_busy', ['completed']],
    ['silent', ['completed']],
  ] as const;
  for (const [scheduling, statuses] of schedulings) {
    it(`obeys response_scheduling ${scheduling} while something else is said`, async () => {
      await using running = await startEmulator({ pacing: { speed: 100, textDeltaMs: 20 } });
      using client = await open(running, { response_scheduling: scheduling });
      await client.ask('mcp add {"a": 2, "b": 3}');
      const from = client.events.length;
      client.write('captions one two three four five six seven eight nine ten eleven twelve');
      client.send({ type: 'response.create' });
      await client.next('response.output_text.delta');
      approve(client);
      await client.next('response.done');
      if (statuses.length > 1) await client.next('response.done');
      const done = () => client.events.slice(from).filter(({ type }) => type === 'response.done');
      // an answer that should not come would come before the end of this one
      await client.ask('hello');
      assert.deepEqual(
        done().map(({ response }) => response.status),
        [...statuses, 'completed'],
      );
      const results = done().filter((event) => textOf(event) === 'The tool answered: 5.');
      assert.equal(results.length, statuses.length - 1);
    });
  }
});
