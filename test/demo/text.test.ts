import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEmulator, TestClient } from '../helpers/node/emulator-client.js';

const WEATHER = {
  type: 'function',
  name: 'get_weather',
  parameters: { type: 'object', properties: { city: { type: 'string' } } },
};
const textOnly = { modalities: ['text'] };

async function openForText(running: Awaited<ReturnType<typeof startEmulator>>): Promise<TestClient> {
  const client = await TestClient.open(running);
  await client.updateSession(textOnly);
  return client;
}

describe('a typed turn', () => {
  it('has its events in order', async () => {
    await using running = await startEmulator();
    using client = await openForText(running);
    await client.ask('good morning');
    assert.deepEqual(client.types(2), [
      ...['conversation.item.created', 'response.created', 'response.output_item.added'],
      ...['conversation.item.created', 'response.content_part.added', 'response.text.delta', 'response.text.done'],
      ...['response.content_part.done', 'response.output_item.done', 'response.done'],
    ]);
  });

  const answers: readonly (readonly [wrote: string, answer: RegExp])[] = [
    ['hi', /emulator, not an AI/],
    ['help', /weather in Paris/],
    ['good morning', /You wrote: good morning\./],
    ['weather in Paris', /no weather tool/],
    ['call fly', /no tool named fly/],
    ['warn', /A warning was sent/],
    ['tell me a long story', /And that is the end/],
  ];
  for (const [wrote, answer] of answers) {
    it(`answers "${wrote}"`, async () => {
      await using running = await startEmulator();
      using client = await openForText(running);
      const { output, status } = await client.ask(wrote);
      assert.equal(status, 'completed');
      assert.match(output[0]?.content[0]?.text ?? '', answer);
      assert.equal(client.of('warning').length, wrote === 'warn' ? 1 : 0);
    });
  }

  it('fails when asked to', async () => {
    await using running = await startEmulator();
    using client = await openForText(running);
    const { status, status_details } = await client.ask('fail');
    assert.deepEqual([status, status_details?.type], ['failed', 'failed']);
  });

  it('can be slow, and cancelled meanwhile', async () => {
    await using running = await startEmulator();
    using client = await openForText(running);
    client.write('slow');
    client.send({ type: 'response.create' });
    const { response } = await client.next('response.created');
    client.send({ type: 'response.cancel', response_id: response.id });
    const done = await client.next('response.done');
    assert.deepEqual(done.response.status_details, { type: 'cancelled', reason: 'client_cancelled' });
    assert.deepEqual(done.response.output, []);
  });

  it('can be cancelled and requested again at once', async () => {
    await using running = await startEmulator();
    using client = await openForText(running);
    client.write('slow');
    client.send({ type: 'response.create' });
    await client.next('response.created');
    client.send({ type: 'response.cancel' });
    client.write('hello');
    client.send({ type: 'response.create' });
    assert.equal((await client.next('response.done')).response.status, 'cancelled');
    assert.equal((await client.next('response.done')).response.status, 'completed');
    assert.equal(client.of('error').length, 0);
  });

  it('keeps a response out of the conversation when asked to', async () => {
    await using running = await startEmulator();
    using client = await openForText(running);
    await client.ask('hello', { conversation: 'none', metadata: { purpose: 'test' }, max_output_tokens: 50 });
    const [done] = client.of('response.done');
    assert.deepEqual([done?.response['metadata'], done?.response['max_output_tokens']], [{ purpose: 'test' }, 50]);
    assert.equal(running.emulator.connections[0]?.conversation.items.length, 1);
    assert.equal(client.of('conversation.item.created').length, 1);
  });

  it('may arrive in pieces', async () => {
    await using running = await startEmulator();
    using client = await openForText(running);
    const content = [{ type: 'input_text', text: '' }];
    client.send({ type: 'conversation.item.create', item: { type: 'message', id: 'mine', role: 'user', content } });
    for (const delta of ['good ', 'evening']) client.send({ type: 'input_text.delta', id: 'mine', delta });
    client.send({ type: 'input_text.done', id: 'mine' });
    assert.equal((await client.fault({ type: 'input_text.delta', id: 'mine', delta: '!' })).param, 'id');
    client.send({ type: 'response.create' });
    const { response } = await client.next('response.done');
    assert.match(response.output[0]?.content[0]?.text ?? '', /You wrote: good evening\./);
  });

  it('takes input_items in place of the conversation', async () => {
    await using running = await startEmulator();
    using client = await openForText(running);
    const item = { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'other words' }] };
    const { output } = await client.ask('these words', { input_items: [item] });
    assert.match(output[0]?.content[0]?.text ?? '', /other words/);
  });
});

describe('a function call', () => {
  it('is made, and its output is put into words', async () => {
    await using running = await startEmulator();
    using client = await openForText(running);
    await client.updateSession({ tools: [WEATHER] });
    const from = client.events.length;
    const { output } = await client.ask('How is the weather in Paris?');
    assert.deepEqual(client.types(from), [
      ...['conversation.item.created', 'response.created', 'response.output_item.added'],
      ...[
        'conversation.item.created',
        'response.function_call_arguments.delta',
        'response.function_call_arguments.done',
      ],
      ...['response.output_item.done', 'response.done'],
    ]);
    assert.deepEqual([output[0]?.name, output[0]?.arguments], ['get_weather', '{"city":"Paris"}']);
    const item = { type: 'function_call_output', call_id: output[0]?.call_id, output: '{"sky":"clear","celsius":21}' };
    client.send({ type: 'conversation.item.create', item });
    client.send({ type: 'response.create' });
    const { response } = await client.next('response.done');
    assert.equal(response.output[0]?.content[0]?.text, 'The tool answered: sky clear, celsius 21.');
  });

  it('comes in parallel for two cities', async () => {
    await using running = await startEmulator();
    using client = await openForText(running);
    await client.updateSession({ tools: [WEATHER] });
    const { output } = await client.ask('weather in Paris and Rome');
    assert.deepEqual(
      output.map((item) => item.arguments),
      ['{"city":"Paris"}', '{"city":"Rome"}'],
    );
    assert.equal(new Set(output.map((item) => item.call_id)).size, 2);
  });

  it('can be any tool', async () => {
    await using running = await startEmulator();
    using client = await openForText(running);
    await client.updateSession({ tools: [{ type: 'function', name: 'add_to_cart' }] });
    const { output } = await client.ask('call add_to_cart {"sku":"b1"}');
    assert.deepEqual([output[0]?.name, output[0]?.arguments], ['add_to_cart', '{"sku":"b1"}']);
  });

  it('takes no output for a call it did not make', async () => {
    await using running = await startEmulator();
    using client = await openForText(running);
    const item = { type: 'function_call_output', call_id: 'call_x', output: '' };
    assert.equal((await client.fault({ type: 'conversation.item.create', item })).param, 'item.call_id');
  });
});

describe('mistakes', () => {
  const table: readonly (readonly [event: Record<string, unknown>, code: string, param: string | null])[] = [
    [{ type: 'session.update', session: { temperature: 2 } }, 'invalid_value', 'session.temperature'],
    [{ type: 'session.update' }, 'missing_required_parameter', 'session'],
    [{ type: 'session.update', session: { model: 'gpt-4o' } }, 'invalid_value', 'session.model'],
    [{ type: 'make.coffee' }, 'invalid_value', 'type'],
    [{ type: 'toString' }, 'invalid_value', 'type'],
    [{}, 'missing_required_parameter', 'type'],
    [{ type: 'session.avatar.connect', client_sdp: '' }, 'not_emulated', 'type'],
    [{ type: 'response.cancel' }, 'response_cancel_not_active', null],
    [{ type: 'response.create', response: { modalities: ['audio'] } }, 'invalid_value', 'response.modalities'],
    [{ type: 'input_audio_buffer.append', audio: '*' }, 'invalid_value', 'audio'],
    [{ type: 'input_audio_buffer.append', audio: 'AAAA' }, 'invalid_value', 'audio'],
    [{ type: 'conversation.item.delete', item_id: 'x' }, 'item_not_found', 'item_id'],
    [{ type: 'conversation.item.retrieve', item_id: 'x' }, 'item_not_found', 'item_id'],
    [
      { type: 'conversation.item.truncate', item_id: 'x', content_index: 0, audio_end_ms: 0 },
      'item_not_found',
      'item_id',
    ],
    [
      { type: 'conversation.item.create', item: { type: 'message', role: 'assistant', content: [{ type: 'audio' }] } },
      'invalid_value',
      'item.content[0].type',
    ],
    [
      { type: 'conversation.item.create', previous_item_id: 'x', item: { type: 'message', role: 'user', content: [] } },
      'item_not_found',
      'previous_item_id',
    ],
  ];
  for (const [event, code, param] of table) {
    it(`such as ${JSON.stringify(event).slice(0, 90)} are named, and the session goes on`, async () => {
      await using running = await startEmulator();
      using client = await openForText(running);
      const fault = await client.fault({ ...event, event_id: 'e1' });
      assert.deepEqual(
        [fault.type, fault.code, fault.param, fault.event_id],
        ['invalid_request_error', code, param, 'e1'],
      );
      assert.equal((await client.ask('hello')).status, 'completed');
    });
  }

  it('include frames that are no JSON, no object, or no text', async () => {
    await using running = await startEmulator();
    using client = await openForText(running);
    for (const frame of ['{', '[]', Uint8Array.of(1)]) {
      client.socket.send(frame);
      assert.equal((await client.next('error')).error.event_id, null);
    }
    assert.equal((await client.ask('hello')).status, 'completed');
  });

  it('include a second response while one runs, unless it may cancel the first', async () => {
    await using running = await startEmulator();
    using client = await openForText(running);
    client.write('slow');
    client.send({ type: 'response.create' });
    const first = await client.next('response.created');
    const fault = await client.fault({ type: 'response.create', event_id: 'e2' });
    assert.deepEqual([fault.code, fault.event_id], ['conversation_already_has_active_response', 'e2']);
    client.write('hello');
    client.send({ type: 'response.create', response: { cancel_previous: true } });
    const cancelled = await client.next('response.done');
    assert.deepEqual([cancelled.response.id, cancelled.response.status], [first.response.id, 'cancelled']);
    assert.equal((await client.next('response.done')).response.status, 'completed');
  });

  it('include a new voice after the first word', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    await client.updateSession({ voice: 'verse' });
    await client.ask('hello');
    const fault = await client.fault({ type: 'session.update', session: { voice: 'alloy' } });
    assert.equal(fault.code, 'cannot_update_voice');
  });

  it('include instructions for an agent', async () => {
    await using running = await startEmulator();
    const agent = { model: '', 'agent-name': 'a', 'agent-project-name': 'p' };
    using client = await TestClient.open(running, agent);
    const fault = await client.fault({ type: 'session.update', session: { instructions: 'x' } });
    assert.equal(fault.param, 'session.instructions');
    assert.ok(client.events[0]?.session['agent']);
  });
});
