import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { facts, misfitFields } from '../helpers/node/protocol-facts.js';
import { type Received, type Running, startEmulator, TestClient } from '../helpers/node/emulator-client.js';

const MCP = { type: 'mcp', server_label: 'docs', server_url: 'https://mcp.example/sse' };
const AGENT = { type: 'foundry_agent', agent_name: 'fitter', project_name: 'shop' };
const AZURE = { voice: { type: 'azure-standard', name: 'en-US-AvaNeural' } };

const open = async (running: Running, session: object = {}): Promise<TestClient> => {
  const client = await TestClient.open(running);
  await client.updateSession({ ...AZURE, ...session });
  return client;
};

/** Fields that only recordings of the service have. No document and no type mentions them. */
const RECORDED_ONLY =
  /\.session\.(truncation_strategy|greeting|handoff|turn_detection\.(idle_timeout_ms|appended_text_after_truncation)|input_audio_transcription\.delay): unknown$/;

/** Checks everything that was sent against the facts. */
function assertFits(client: TestClient): void {
  const faults = client.events.flatMap(({ type, event_id, ...fields }) => {
    assert.ok(event_id);
    return misfitFields(fields, facts.serverEvents[type] ?? {}, type);
  });
  assert.deepEqual([...new Set(faults.filter((fault) => !RECORDED_ONLY.test(fault)))], []);
}

describe('a trigger', () => {
  /** A typed text, the session, and the events between `response.created` and `response.done`. */
  const table: readonly (readonly [wrote: string, session: object, brings: readonly string[]])[] = [
    ['captions hello there', {}, ['response.audio_timestamp.delta', 'response.audio_timestamp.done']],
    ['visemes hello there', {}, ['response.animation_viseme.delta', 'response.animation_viseme.done']],
    ['blendshapes hello', {}, ['response.animation_blendshapes.delta', 'response.animation_blendshapes.done']],
    [
      'hello',
      { output_audio_timestamp_types: ['word'], animation: { outputs: ['viseme_id', 'blendshapes'] } },
      [
        ...['response.audio_timestamp.delta', 'response.animation_viseme.delta'],
        ...['response.animation_blendshapes.delta', 'response.animation_blendshapes.done'],
      ],
    ],
    [
      'search the weather of tomorrow',
      {},
      [
        ...['in_progress', 'searching', 'completed'].map((stage) => `response.web_search_call.${stage}`),
        'response.audio_transcript.annotation.added',
      ],
    ],
    [
      'file search opening hours',
      { include: ['file_search_call.results'] },
      [
        ...['in_progress', 'searching', 'completed'].map((stage) => `response.file_search_call.${stage}`),
        'response.audio_transcript.annotation.added',
      ],
    ],
    [
      'agent Which bike fits me?',
      { tools: [AGENT] },
      [
        ...['response.foundry_agent_call_arguments.delta', 'response.foundry_agent_call_arguments.done'],
        ...['response.foundry_agent_call.in_progress', 'response.foundry_agent_call.completed'],
      ],
    ],
    [
      'agent fail',
      { tools: [AGENT] },
      ['response.foundry_agent_call.in_progress', 'response.foundry_agent_call.failed'],
    ],
    [
      'mcp add {"a": 2, "b": 3}',
      { tools: [{ ...MCP, require_approval: 'never' }] },
      [
        ...['response.mcp_call_arguments.delta', 'response.mcp_call_arguments.done'],
        ...['response.mcp_call.in_progress', 'response.mcp_call.completed'],
      ],
    ],
    [
      'mcp broken',
      { tools: [{ ...MCP, require_approval: 'never' }] },
      ['response.mcp_call.in_progress', 'response.mcp_call.failed'],
    ],
    ['invoke dance', {}, ['response.invocation.delta']],
    ['warn', {}, ['warning']],
    ['error', {}, ['error']],
  ];
  for (const [wrote, session, brings] of table) {
    it(`"${wrote}" with ${Object.keys(session).join(', ') || 'a plain session'} brings ${brings.at(-1)}`, async () => {
      await using running = await startEmulator();
      using client = await open(running, session);
      const from = client.events.length;
      assert.equal((await client.ask(wrote)).status, 'completed');
      const types = client.types(from);
      assert.deepEqual(
        types.filter((type) => brings.includes(type) && types.indexOf(type) > types.indexOf('response.created')),
        expectOrder(client.events.slice(from), brings),
      );
      assertFits(client);
    });
  }

  /** The expected types in the order of the table: a delta once, every other type as often as it came. */
  function expectOrder(events: readonly Received[], brings: readonly string[]): readonly string[] {
    return brings.flatMap((type) => {
      const count = events.filter((event) => event.type === type).length;
      assert.ok(count > 0, `${type} did not come`);
      return Array<string>(type.endsWith('.delta') ? 1 : count).fill(type);
    });
  }

  it('"filter" ends incomplete', async () => {
    await using running = await startEmulator();
    using client = await open(running);
    const { status, status_details, output } = await client.ask('filter');
    assert.deepEqual(
      [status, status_details, output[0]?.status],
      ['incomplete', { type: 'incomplete', reason: 'content_filter' }, 'incomplete'],
    );
  });

  it('"filter all" brings no word', async () => {
    await using running = await startEmulator();
    using client = await open(running);
    const { status, status_details, output } = await client.ask('filter all');
    assert.deepEqual([status, status_details?.reason, output], ['incomplete', 'content_filter', []]);
    assertFits(client);
  });

  it('"cut" stops in the middle of a sentence', async () => {
    await using running = await startEmulator();
    using client = await open(running);
    const { status, status_details, output } = await client.ask('cut');
    assert.deepEqual([status, status_details?.reason], ['incomplete', 'max_output_tokens']);
    assert.equal(output[0]?.status, 'incomplete');
    assert.match(output[0]?.content[0]?.transcript ?? '', /\w$/);
  });

  it('"throttle" fails by the limits of the service', async () => {
    await using running = await startEmulator();
    using client = await open(running);
    const { status, status_details } = await client.ask('throttle');
    assert.deepEqual(
      [status, (status_details?.error as { readonly code?: string }).code],
      ['failed', 'rate_limit_exceeded'],
    );
    assertFits(client);
  });

  it('"expire" ends the session with an error and 1001', async () => {
    await using running = await startEmulator();
    using client = await open(running, { modalities: ['text'] });
    client.write('expire');
    client.send({ type: 'response.create' });
    const { code, message } = (await client.next('error')).error;
    const words = 'Your session hit the maximum duration of 60 minutes.';
    assert.deepEqual([code, message], ['session_expired', words]);
    const [closeCode, reason] = (await once(client.socket, 'close')) as [number, Buffer];
    assert.deepEqual([closeCode, String(reason)], [1001, words]);
  });
});

describe('events that accompany speech', () => {
  it('have times within the audio that is sent, in ascending order', async () => {
    await using running = await startEmulator();
    using client = await open(running, {
      output_audio_timestamp_types: ['word'],
      animation: { outputs: ['viseme_id', 'blendshapes'] },
    });
    await client.ask('hello');
    const bytes = client.of('response.audio.delta').map((event) => Buffer.from(event.delta, 'base64').length);
    const totalMs = bytes.reduce((sum, length) => sum + length, 0) / 48;
    const words = client.of('response.audio_timestamp.delta');
    const last = words.at(-1)!;
    assert.ok(last.audio_offset_ms + last.audio_duration_ms <= totalMs + 1);
    const visemes = client.of('response.animation_viseme.delta').map((event) => event.audio_offset_ms);
    assert.deepEqual(
      visemes,
      visemes.toSorted((a, b) => a - b),
    );
    assert.ok(visemes.at(-1)! <= totalMs + 1);
    const faces = client.of('response.animation_blendshapes.delta') as unknown as readonly Faces[];
    let next = 0;
    for (const { frame_index, frames } of faces) {
      assert.equal(frame_index, next);
      assert.ok(frames.every((frame) => frame.length === 55));
      next += frames.length;
    }
    assert.ok(Math.abs((next * 1000) / 60 - totalMs) < 300, `${next} frames for ${totalMs} ms`);
  });

  interface Faces {
    readonly frame_index: number;
    readonly frames: readonly (readonly number[])[];
  }

  it('need a voice of Azure', async () => {
    await using running = await startEmulator();
    using client = await open(running, { voice: 'alloy', output_audio_timestamp_types: ['word'] });
    await client.ask('hello');
    assert.equal(client.of('response.audio_timestamp.delta').length, 0);
  });
});

describe('an interim response', () => {
  const interim = { type: 'static_interim_response', texts: ['Just a second.'], latency_threshold_ms: 20 };

  it('is said when an answer is late', async () => {
    await using running = await startEmulator();
    using client = await open(running, { modalities: ['text'], interim_response: interim });
    client.write('slow');
    client.send({ type: 'response.create' });
    assert.equal((await client.next('response.text.done')).text, 'Just a second.');
    client.send({ type: 'response.cancel' });
  });

  it('is said before a tool is called, and not when nothing is late', async () => {
    await using running = await startEmulator();
    using client = await open(running, {
      modalities: ['text'],
      tools: [{ type: 'function', name: 'get_weather' }],
      interim_response: { ...interim, type: 'llm_interim_response', texts: undefined, triggers: ['tool'] },
    });
    const { output } = await client.ask('weather in Oslo');
    assert.deepEqual(
      output.map(({ type }) => type),
      ['message', 'function_call'],
    );
    assert.equal((await client.ask('hello')).output.length, 1);
  });
});

describe('a response', () => {
  it('stops at its cap of tokens, aloud and in writing', async () => {
    await using running = await startEmulator();
    using client = await open(running);
    for (const modalities of [['text', 'audio'], ['text']]) {
      const done = await client.ask('tell me a story', { modalities, max_output_tokens: 60 });
      assert.deepEqual(
        [done.status, done.status_details],
        ['incomplete', { type: 'incomplete', reason: 'max_output_tokens' }],
      );
      const { output_tokens: tokens } = done['usage'] as unknown as { readonly output_tokens: number };
      assert.ok(tokens > 30 && tokens <= 60, String(tokens));
    }
    assertFits(client);
  });

  it('calls what tool_choice names, and only one function without parallel calls', async () => {
    await using running = await startEmulator();
    using client = await open(running, { modalities: ['text'], parallel_tool_calls: false });
    const tools = [{ type: 'function', name: 'get_weather' }, { type: 'function', name: 'other' }]; // prettier-ignore
    const names = async (text: string, params: object) =>
      (await client.ask(text, { tools, conversation: 'none', ...params })).output.map(({ name }) => name);
    assert.deepEqual(await names('hello', { tool_choice: 'required' }), ['get_weather']);
    assert.deepEqual(await names('hello', { tool_choice: { type: 'function', name: 'other' } }), ['other']);
    assert.deepEqual(await names('weather in Rome and Oslo', {}), ['get_weather']);
    const fault = await client.fault({ type: 'response.create', response: { tools, tool_choice: 'missing' } });
    assert.equal(fault.param, 'response.tool_choice');
  });

  it('invokes a hosted agent with its input', async () => {
    await using running = await startEmulator();
    using client = await open(running, { modalities: ['text'] });
    client.send({ type: 'response.create', response: { invoke_input: { order: 7 } } });
    const { delta } = (await client.next('response.invocation.delta')) as unknown as { delta: object };
    assert.deepEqual(delta, { type: 'agent.started', input: { order: 7 } });
  });

  it('names the size and format of a picture that it cannot see', async () => {
    await using running = await startEmulator();
    using client = await open(running, { modalities: ['text'] });
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAADElEQVR4nGNgIBsAAAAzAAEB6Hg9AAAAAElFTkSuQmCC';
    const content = [
      { type: 'input_text', text: 'what is this' },
      { type: 'input_image', image_url: `data:image/png;base64,${png}`, detail: 'low' },
      { type: 'input_image', url: 'https://pictures.example/cat.jpg' },
      { type: 'input_image', image_url: 'data:image/jpeg;base64,AAAA' },
    ];
    client.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content } });
    client.send({ type: 'response.create' });
    const { response } = await client.next('response.done');
    assert.equal(
      response.output[0]?.content[0]?.text,
      `I got a PNG picture, 2 by 3 pixels, ${Buffer.from(png, 'base64').length} bytes, and the address of a picture at ` +
        'pictures.example, and 3 bytes that are no picture I know, called image/jpeg, but I cannot see. ' +
        'You wrote: what is this.',
    );
  });
});
