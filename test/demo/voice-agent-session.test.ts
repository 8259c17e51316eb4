import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemClock } from '../../demo/emulator/shared/clock.js';
import { join, type Received, silence, startEmulator, tone } from '../helpers/node/emulator-client.js';
import { connectToAgent, fieldsOf, openAgent, writeToAgent } from '../helpers/node/voice-agent-client.js';

/** The types of a turn, without transcriptions, which run beside it. */
const turnOf = (types: readonly string[]) => types.filter((type) => !type.includes('transcription'));
const session = (fields: object) => ({ type: 'session.update', session: { type: 'realtime', ...fields } });

/** What the protocol of agents never has: its other names, in types and in fields. */
const CLASSIC =
  /"type":"response\.(audio|text|audio_transcript)\.(delta|done)"|"(modalities|voice|input_audio_format|output_audio_format|input_audio_transcription|max_response_output_tokens)":(?!"en-)|"output":\[\{[^\]]*"type":"(text|audio)"/;

describe('a session with a voice agent', () => {
  it('opens by itself, with the saved settings in the words of the protocol, and greets', async () => {
    await using running = await startEmulator();
    const way = { query: { store: 'true' }, headers: { 'x-ms-voice-structured-inputs': '{"visitor_name":"Ada"}' } };
    const client = connectToAgent(running, 'front-desk', way);
    const done = await client.next('response.done');
    const [created, updated] = client.events as [Received, Received];
    assert.deepEqual([created.type, updated.type], ['session.created', 'session.updated']);
    const { id, expires_at, ...told } = created.session;
    assert.ok(id && expires_at);
    const { audio, output_modalities, type, model, instructions, greeting, max_output_tokens } = told;
    assert.deepEqual(
      { output_modalities, type, model, instructions, greeting, max_output_tokens },
      {
        ...{ output_modalities: ['audio'], type: 'realtime', model: 'gpt-realtime', max_output_tokens: 'inf' },
        instructions: 'You are at the front desk of a bike shop and talk with Ada.',
        greeting: { type: 'template', text: 'Hello Ada. This is the front desk.' },
      },
    );
    const { input, output } = audio as {
      readonly input: Record<string, Record<string, unknown>>;
      readonly output: object;
    };
    assert.deepEqual(output, {
      format: { type: 'audio/pcm', rate: 24000 },
      voice: 'en-US-AvaNeural',
      voice_type: 'azure-standard',
    });
    assert.deepEqual(Object.keys(input), ['format', 'turn_detection', 'transcription']);
    assert.deepEqual(
      [input['turn_detection']?.['type'], input['turn_detection']?.['interrupt_response']],
      ['server_vad', true],
    );
    assert.deepEqual(input['transcription'], { model: 'azure-speech' });
    assert.deepEqual(turnOf(client.types(2)), [
      ...['response.created', 'response.output_item.added', 'conversation.item.added', 'response.content_part.added'],
      ...['response.output_audio_transcript.delta', 'response.output_audio.delta', 'response.output_audio.done'],
      ...['response.output_audio_transcript.done', 'response.content_part.done', 'conversation.item.done'],
      ...['response.output_item.done', 'response.done'],
    ]);
    assert.deepEqual(done.response.output[0]?.content, [
      { type: 'output_audio', transcript: 'Hello Ada. This is the front desk.' },
    ]);
    assert.equal(fieldsOf(created)['conversation_id'], done.response['conversation_id']);
    assert.deepEqual(done.response['audio'], { output });
  });

  it('tells the id of a conversation only where it is stored', async () => {
    await using running = await startEmulator();
    const told = async (agent: string, store?: string) => {
      const client = await openAgent(running, agent, store === undefined ? {} : { query: { store } });
      return 'conversation_id' in client.events[0]!;
    };
    running.emulator.agents.set('storing', { store: true });
    assert.deepEqual(
      [await told('plain'), await told('plain', 'true'), await told('storing'), await told('storing', 'false')],
      [false, true, true, false],
    );
  });

  it('announces a message of the visitor and ends it at once, around it a whole turn', async () => {
    await using running = await startEmulator();
    using client = await openAgent(running, 'plain');
    const from = client.events.length;
    client.append(join(silence(500), tone(1200), silence(800)));
    await client.next('response.done');
    assert.deepEqual(turnOf(client.types(from)).slice(0, 6), [
      ...['input_audio_buffer.speech_started', 'input_audio_buffer.speech_stopped', 'input_audio_buffer.committed'],
      ...['conversation.item.added', 'conversation.item.done', 'response.created'],
    ]);
    // it runs beside the answer
    const transcribed = 'conversation.item.input_audio_transcription.completed';
    const completed = client.of(transcribed)[0] ?? (await client.next(transcribed));
    const { usage } = fieldsOf(completed) as { readonly usage: { type: string; seconds: number } };
    assert.equal(usage.type, 'duration');
    assert.ok(usage.seconds > 1 && usage.seconds < 4);
    const itemIds = client.of('conversation.item.done').map(({ item }) => item.id);
    assert.deepEqual(itemIds, [...new Set(itemIds)]);
  });

  it('cuts an answer that the visitor breaks into', async () => {
    await using running = await startEmulator({ pacing: { speed: 8 } });
    using client = await openAgent(running, 'plain');
    client.write('story');
    client.send({ type: 'response.create' });
    const { item_id } = await client.next('response.output_audio.delta');
    client.append(tone(400));
    await client.next('input_audio_buffer.speech_started');
    client.send({ type: 'conversation.item.truncate', item_id, content_index: 0, audio_end_ms: 90 });
    const { response } = await client.next('response.done');
    assert.deepEqual([response.status, response.status_details?.reason], ['cancelled', 'turn_detected']);
    assert.equal(response.output[0]?.content[0]?.type, 'output_audio');
    assert.ok(
      client.of('conversation.item.truncated').length === 1 || (await client.next('conversation.item.truncated')),
    );
  });

  it('is never told a name of the other protocol', async () => {
    await using running = await startEmulator();
    using client = await openAgent(running, 'front-desk');
    await client.next('response.done');
    for (const text of [
      'hello',
      'call find_bike {"size": 54}',
      'search bikes',
      'captions now',
      'cut',
      'fail',
      'invoke x',
    ]) {
      await client.ask(text);
    }
    await client.updateSession({ type: 'realtime', output_modalities: ['text'] });
    await client.ask('hello');
    for (const event of client.events) assert.doesNotMatch(JSON.stringify({ ...event, delta: '' }), CLASSIC);
    assert.ok(client.events.every(({ event_id }) => event_id.length > 0));
    assert.equal(client.of('response.invocation.delta').length, 0);
    assert.ok(client.of('response.output_text.delta').length > 3);
  });
});

describe('the items of a voice agent', () => {
  const kinds = { created: ['created'], added: ['added'], both: ['added', 'created'] } as const;
  for (const [how, expected] of Object.entries(kinds)) {
    it(`are announced as ${expected.join(' and ')} when a test asks for ${how}`, async () => {
      await using running = await startEmulator();
      using client = await writeToAgent(running, 'plain', { query: { 'emulator-faults': `itemEvents:"${how}"` } });
      await client.ask('hello');
      const told = client.types().filter((type) => type.startsWith('conversation.item.'));
      const names = [...expected, 'done'].map((name) => `conversation.item.${name}`);
      assert.deepEqual(told, [...names, ...names]);
    });
  }
});

describe('session.update of a voice agent', () => {
  it('changes what may change, and keeps the rest', async () => {
    await using running = await startEmulator();
    using client = await openAgent(running, 'plain');
    const detection = { type: 'semantic_vad', eagerness: 'low' };
    const input = { turn_detection: detection, noise_reduction: { type: 'azure_personal_noise_suppression' } };
    const { session: told } = await client.updateSession({
      type: 'realtime',
      ...{ temperature: 0.7, max_output_tokens: 200, output_modalities: ['text'], reasoning: { effort: 'low' } },
      audio: { input, output: { format: { type: 'audio/pcmu' }, voice: 'en-US-EmmaNeural', speed: 1.2 } },
    });
    const audio = told['audio'] as { readonly input: object; readonly output: object };
    assert.deepEqual(
      [
        told['temperature'],
        told['max_output_tokens'],
        told['output_modalities'],
        told['reasoning'],
        told['instructions'],
      ],
      [0.7, 200, ['text'], { effort: 'low' }, 'Answer what you are asked.'],
    );
    const expected = { voice: 'en-US-EmmaNeural', voice_type: 'azure-standard', speed: 1.2 };
    assert.deepEqual(audio.output, { format: { type: 'audio/pcmu' }, ...expected });
    assert.deepEqual((audio.input as typeof input).noise_reduction, input.noise_reduction);
    assert.equal((audio.input as typeof input).turn_detection.eagerness, 'low');
  });

  it('tells sound as audio alone, which brings its words', async () => {
    await using running = await startEmulator();
    running.emulator.agents.set('a', { model: 'gpt-4o' });
    using client = await openAgent(running, 'a');
    assert.deepEqual(client.events[0]?.session['output_modalities'], ['audio']);
    const { session: told } = await client.updateSession({ type: 'realtime', output_modalities: ['text', 'audio'] });
    assert.deepEqual(told['output_modalities'], ['audio']);
    const { output } = await client.ask('hello');
    assert.equal(output[0]?.content[0]?.type, 'output_audio');
  });

  it('tells that detection is off as null, and leaves out what is a default', async () => {
    await using running = await startEmulator();
    using client = await openAgent(running, 'plain');
    const { session: told } = await client.updateSession({
      type: 'realtime',
      audio: { input: { turn_detection: null } },
    });
    const { input } = told['audio'] as { readonly input: Record<string, unknown> };
    assert.equal(input['turn_detection'], null);
    assert.ok(!('noise_reduction' in input));
  });

  it('keeps the voice once it was heard', async () => {
    await using running = await startEmulator();
    using client = await openAgent(running, 'front-desk');
    await client.next('response.done');
    const fault = await client.fault(session({ audio: { output: { voice: 'en-US-EmmaNeural' } } }));
    assert.deepEqual([fault.code, fault.param], ['cannot_update_voice', 'session.audio.output.voice']);
  });

  const refused: readonly (readonly [fields: object, param: string])[] = [
    [{ model: 'gpt-realtime' }, 'session.model'],
    [{ avatar: { character: 'lisa' } }, 'session.avatar'],
    [{ audio: { output: { voice_type: 'openai' } } }, 'session.audio.output.voice_type'],
    [{ audio: { input: { transcription: { model: 'whisper-1' } } } }, 'session.audio.input.transcription.model'],
    [{ type: undefined }, 'session.type'],
    [{ modalities: ['text'] }, 'session.modalities'],
    [{ voice: 'alloy' }, 'session.voice'],
    [{ turn_detection: null }, 'session.turn_detection'],
    [{ audio: { input: { format: { type: 'audio/pcm', rate: 16000 } } } }, 'session.audio.input.format.rate'],
    [
      { audio: { input: { turn_detection: { type: 'server_vad', appended_text_after_truncation: 'x' } } } },
      'session.audio.input.turn_detection',
    ],
    [{ tools: [{ type: 'foundry_agent' }] }, 'session.tools[0].type'],
  ];
  for (const [fields, param] of refused) {
    it(`refuses ${JSON.stringify(fields)}`, async () => {
      await using running = await startEmulator();
      using client = await openAgent(running, 'plain');
      const { param: told, event_id } = await client.fault({ ...session(fields), event_id: 'mine' });
      assert.ok(told?.startsWith(param), `${told}`);
      assert.equal(event_id, 'mine');
      assert.equal(client.socket.readyState, client.socket.OPEN);
    });
  }
});

describe('the other client events of a voice agent', () => {
  it('take responses and items in the words of the protocol', async () => {
    await using running = await startEmulator();
    using client = await openAgent(running, 'plain');
    const content = [{ type: 'output_text', text: 'We spoke before.' }];
    client.send({ type: 'conversation.item.create', item: { type: 'message', role: 'assistant', content } });
    assert.deepEqual((await client.next('conversation.item.done')).item.content, content);
    const response = { output_modalities: ['text'], max_output_tokens: 100, reasoning: { effort: 'low' } };
    const done = await client.ask('hello', response);
    assert.deepEqual([done['output_modalities'], done['max_output_tokens']], [['text'], 100]);
    assert.equal(done.output[0]?.content[0]?.type, 'output_text');
    const script = { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'One, two.' }] };
    client.send({
      type: 'response.create',
      response: { pre_generated_assistant_message: script, conversation: 'none' },
    });
    const said = (await client.next('response.done')).response;
    assert.deepEqual([said.output[0]?.content[0]?.transcript, said['conversation_id']], ['One, two.', null]);
  });

  it('write a picture as image_url', async () => {
    await using running = await startEmulator();
    using client = await writeToAgent(running, 'plain');
    const part = (field: string) => ({ type: 'input_image', [field]: 'data:image/png;base64,AAAA' });
    const item = (field: string) => ({ type: 'message', role: 'user', content: [part(field)] });
    client.send({ type: 'conversation.item.create', item: item('image_url') });
    assert.equal((await client.next('conversation.item.done')).item.content[0]?.type, 'input_image');
    const fault = await client.fault({ type: 'conversation.item.create', item: item('url') });
    assert.equal(fault.param, 'item.content[0].image_url');
  });

  const refused: readonly (readonly [event: Record<string, unknown>, param: string])[] = [
    [{ type: 'response.create', response: { modalities: ['text'] } }, 'response.modalities'],
    [{ type: 'response.create', response: { append_input_items: [] } }, 'response.append_input_items'],
    [{ type: 'response.create', response: { temperature: 1 } }, 'response.temperature'],
    [
      { type: 'response.create', response: { audio: { output: { voice_type: 'openai' } } } },
      'response.audio.output.voice_type',
    ],
    [
      {
        type: 'conversation.item.create',
        item: { type: 'message', role: 'assistant', content: [{ type: 'text', text: 'x' }] },
      },
      'item.content[0].type',
    ],
    [{ type: 'input_audio.turn.start', turn_id: 'x' }, 'type'],
    [{ type: 'input_audio.clear' }, 'type'],
    [{ type: 'input_text.delta', id: 'x', delta: 'y' }, 'type'],
    [{ type: 'mcp_approval_response', approval_request_id: 'x', approve: true }, 'type'],
    [{ type: 'byom_credential.update' }, 'type'],
  ];
  for (const [event, param] of refused) {
    it(`are refused as ${JSON.stringify(event).slice(0, 90)}`, async () => {
      await using running = await startEmulator();
      using client = await openAgent(running, 'plain');
      assert.equal((await client.fault(event)).param, param);
    });
  }
});

describe('the control surface with a voice agent', () => {
  it('tells events as they came, the session in the words of the protocol, and sends what it is given', async () => {
    await using running = await startEmulator();
    using client = await writeToAgent(running, 'plain', { query: { 'client-request-id': 'mine' } });
    const address = `http://127.0.0.1:${running.port}/emulator/connections/mine`;
    const shown = (await (await fetch(address)).json()) as {
      readonly session: { readonly output_modalities: readonly string[] };
      readonly received: readonly { readonly event: object }[];
    };
    assert.deepEqual(shown.session.output_modalities, ['text']);
    assert.deepEqual(shown.received[0]?.event, session({ output_modalities: ['text'] }));
    const event = { type: 'conversation.item.created', item: { id: 'x', type: 'message' }, previous_item_id: null };
    await fetch(`${address}/send`, { method: 'POST', body: JSON.stringify(event) });
    const { event_id, ...sent } = await client.next('conversation.item.created');
    assert.deepEqual(sent, event);
    assert.ok(event_id);
  });
});

describe('the start of a session that goes otherwise', () => {
  it('leaves session.updated out', async () => {
    await using running = await startEmulator();
    using client = connectToAgent(running, 'front-desk', { query: { 'emulator-faults': 'sessionUpdated:"never"' } });
    await client.next('response.done');
    assert.equal(client.of('session.updated').length, 0);
  });

  it('sends session.updated after four seconds', async () => {
    let waited = false;
    const clock = {
      ...systemClock,
      sleep(ms: number, signal?: AbortSignal) {
        waited ||= ms === 4000;
        return systemClock.sleep(ms === 4000 ? 50 : ms, signal);
      },
    };
    await using running = await startEmulator({ clock });
    using client = connectToAgent(running, 'plain', { query: { 'emulator-faults': 'sessionUpdated:"late"' } });
    await client.next('session.created');
    assert.deepEqual([waited, client.of('session.updated').length], [true, 0]);
    await client.next('session.updated');
  });

  it('tells a tool that does not resolve before session.updated, and goes on without it', async () => {
    await using running = await startEmulator();
    using client = await writeToAgent(running, 'broken-tool');
    assert.deepEqual(client.types().slice(0, 3), ['session.created', 'error', 'session.updated']);
    const [told] = client.of('error');
    assert.equal(told?.error.code, 'tool_connection_unresolved');
    assert.deepEqual([fieldsOf(told)['tool_label'], fieldsOf(told)['tool_type']], ['orders', 'mcp']);
    assert.deepEqual(client.of('session.updated')[0]?.session['tools'], []);
    assert.equal((await client.ask('hello')).status, 'completed');
  });

  it('follows the prompt of a greeting', async () => {
    await using running = await startEmulator();
    running.emulator.agents.set('a', {
      greeting: { type: 'llm_generated', prompt: 'Say exactly these words: Good {{time}}.' },
      structured_inputs: { time: { default_value: 'evening' } },
      output_modalities: ['text'],
    });
    const client = await openAgent(running, 'a');
    assert.equal((await client.next('response.output_text.done')).text, 'Good evening.');
  });

  it('speaks a template also with a voice of the model', async () => {
    await using running = await startEmulator();
    running.emulator.agents.set('a', { greeting: { type: 'template', text: 'Hello.' } });
    const client = await openAgent(running, 'a');
    assert.equal((await client.next('response.output_audio_transcript.done')).transcript, 'Hello.');
  });
});
