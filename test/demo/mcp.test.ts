import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Running, startEmulator, TestClient } from '../helpers/node/emulator-client.js';

const SERVER = { type: 'mcp', server_label: 'docs', server_url: 'https://mcp.example/sse' };

async function open(running: Running, server: object = {}): Promise<TestClient> {
  const client = await TestClient.open(running);
  await client.updateSession({ modalities: ['text'], tools: [{ ...SERVER, ...server }] });
  await client.next('mcp_list_tools.completed');
  return client;
}

/** Types a request for a call. Returns the id of the approval request. */
async function request(client: TestClient, text: string): Promise<string> {
  const { output } = await client.ask(text);
  assert.deepEqual(
    output.map(({ type }) => type),
    ['mcp_call'],
  );
  const created = client.of('conversation.item.created').map(({ item }) => item);
  const { id, name, arguments: args } = created.at(-1)!;
  assert.equal(created.at(-1)!.type, 'mcp_approval_request');
  assert.deepEqual([name, args], [output[0]?.name, output[0]?.arguments]);
  return id;
}

function decide(client: TestClient, requestId: string, approve: boolean): void {
  const item = { type: 'mcp_approval_response', approval_request_id: requestId, approve };
  client.send({ type: 'conversation.item.create', item });
}

async function told(client: TestClient): Promise<string | undefined> {
  client.send({ type: 'response.create' });
  return (await client.next('response.done')).response.output[0]?.content[0]?.text;
}

describe('an MCP server', () => {
  it('is asked for its tools when it joins the session, and only then', async () => {
    await using running = await startEmulator();
    using client = await open(running, { allowed_tools: ['add'] });
    const [listed] = client.of('mcp_list_tools.completed');
    client.send({ type: 'conversation.item.retrieve', item_id: listed?.item_id });
    const { item } = await client.next('conversation.item.retrieved');
    const { tools, server_label } = item as unknown as { tools: { name: string }[]; server_label: string };
    assert.deepEqual([server_label, tools.map(({ name }) => name)], ['docs', ['add']]);
    await client.updateSession({ tools: [SERVER] });
    await client.ask('hello');
    assert.equal(client.of('mcp_list_tools.in_progress').length, 1);
  });

  it('that cannot be reached causes mcp_list_tools.failed', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    await client.updateSession({ tools: [{ ...SERVER, server_url: 'https://broken.example/sse' }] });
    await client.next('mcp_list_tools.failed');
  });

  it('waits for an approval before it runs a tool, and gives the result when asked', async () => {
    await using running = await startEmulator();
    using client = await open(running);
    const id = await request(client, 'mcp add {"a": 2, "b": 3}');
    assert.equal(await told(client), 'The tool answered: add has not answered yet.');
    assert.equal(client.of('response.mcp_call.in_progress').length, 0);
    const from = client.events.length;
    decide(client, id, true);
    const done = await client.next('response.output_item.done');
    assert.deepEqual(client.types(from), [
      ...['conversation.item.created', 'response.mcp_call.in_progress', 'response.mcp_call.completed'],
      'response.output_item.done',
    ]);
    const { output, approval_request_id } = done.item as unknown as { output: string; approval_request_id: string };
    assert.deepEqual([output, approval_request_id], ['5', id]);
  });

  it('gives the result in a new response', async () => {
    await using running = await startEmulator();
    using client = await open(running);
    decide(client, await request(client, 'mcp lookup trains'), true);
    await client.next('response.mcp_call.completed');
    await client.next('response.output_item.done');
    assert.equal(await told(client), 'The tool answered: nothing is known about trains.');
  });

  it('never runs what was denied', async () => {
    await using running = await startEmulator();
    using client = await open(running);
    decide(client, await request(client, 'mcp add {"a": 2, "b": 3}'), false);
    await client.next('response.mcp_call.failed');
    assert.equal(client.of('response.mcp_call.in_progress').length, 0);
    await client.next('response.output_item.done');
    assert.equal(await told(client), 'The tool answered: add: The call was not allowed.');
  });

  it('takes one answer to each request, and none to others', async () => {
    await using running = await startEmulator();
    using client = await open(running);
    const id = await request(client, 'mcp');
    decide(client, id, true);
    await client.next('response.mcp_call.completed');
    for (const wrong of [id, 'mcpr_unknown']) {
      decide(client, wrong, true);
      assert.equal((await client.next('error')).error.param, 'item.approval_request_id');
    }
  });

  const rules: readonly (readonly [rule: unknown, tool: string, asks: boolean])[] = [
    [undefined, 'add', true],
    ['always', 'add', true],
    ['never', 'add', false],
    [{ never: ['add'] }, 'add', false],
    [{ never: ['add'] }, 'lookup', true],
    [{ always: ['lookup'] }, 'lookup', true],
  ];
  for (const [rule, tool, asks] of rules) {
    it(`with require_approval ${JSON.stringify(rule)} ${asks ? 'asks' : 'does not ask'} before ${tool}`, async () => {
      await using running = await startEmulator();
      using client = await open(running, { require_approval: rule });
      const { output } = await client.ask(`mcp ${tool}`);
      assert.deepEqual(
        output.map(({ type }) => type),
        asks ? ['mcp_call'] : ['mcp_call', 'message'],
      );
    });
  }
});
