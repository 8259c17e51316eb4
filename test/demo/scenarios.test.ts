/** Tests behaviour that the service shows only at times, and the emulator on request. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RequestSession } from '@azure/ai-voicelive';
import { join, silence, startEmulator, TestClient, tone } from '../helpers/node/emulator-client.js';
import { SdkClient } from '../helpers/node/sdk-client.js';

const TEXT: RequestSession = { modalities: ['text'] };
const MCP = { type: 'mcp', server_label: 'sums', server_url: 'https://sums.example/mcp' };

describe('on request', () => {
  it('an error about something else comes before the session is set up', async () => {
    await using running = await startEmulator();
    running.emulator.faults.set({ foreignError: true });
    await using sdk = await SdkClient.open(running);
    const { error } = await sdk.until('error');
    assert.deepEqual(
      [error.code, error.param, error.eventId ?? undefined],
      ['missing_required_parameter', 'session.type', undefined],
    );
    await sdk.session.updateSession(TEXT);
    await sdk.until('session.updated');
    await sdk.write('good morning');
    assert.equal((await sdk.until('response.done')).response.status, 'completed');
    assert.deepEqual(
      sdk.events.slice(0, 3).map(({ type }) => type),
      ['session.created', 'error', 'session.updated'],
    );
  });

  it('no error names the event that it answers', async () => {
    await using running = await startEmulator();
    for (const namelessErrors of [true, false]) {
      running.emulator.faults.set({ namelessErrors });
      using client = await TestClient.open(running);
      const { code, event_id } = await client.fault({ type: 'response.cancel', event_id: 'mine' });
      assert.deepEqual([code, event_id], ['response_cancel_not_active', namelessErrors ? null : 'mine']);
    }
  });

  it('each response comes with rate limits, and otherwise none does', async () => {
    await using running = await startEmulator();
    for (const rateLimits of [true, false]) {
      running.emulator.faults.set({ rateLimits });
      using client = await TestClient.open(running, {});
      await client.updateSession({ modalities: ['text'] });
      await client.ask('hello');
      assert.equal(client.of('rate_limits.updated').length, rateLimits ? 1 : 0);
    }
  });

  for (const approve of [true, false]) {
    it(`an answer follows by itself when an MCP call was ${approve ? 'approved' : 'denied'}`, async () => {
      await using running = await startEmulator();
      running.emulator.faults.set({ mcpGoesOn: true });
      using client = await TestClient.open(running);
      await client.updateSession({ modalities: ['text'], tools: [MCP] });
      await client.ask('mcp add {"a": 2, "b": 3}');
      const request = client.of('conversation.item.created').find(({ item }) => item.type === 'mcp_approval_request');
      const item = { type: 'mcp_approval_response', approval_request_id: request?.item.id, approve };
      client.send({ type: 'conversation.item.create', item });
      await client.next(approve ? 'response.mcp_call.completed' : 'response.mcp_call.failed');
      await client.next('response.created');
      const { code, message } = await client.fault({ type: 'response.create' });
      assert.equal(code, 'conversation_already_has_active_response');
      assert.match(message, /Wait until the response is finished/);
      assert.match((await client.next('response.text.done')).text, approve ? /answered: 5\./ : /was not allowed/);
    });
  }
});

describe('instructions of one response', () => {
  const table: readonly (readonly [instructions: string, said: string | RegExp])[] = [
    ['Say exactly these words and nothing else: The shop closes at six.', 'The shop closes at six.'],
    ['Greet the visitor with exactly these words and nothing else: Hello: how are you?', 'Hello: how are you?'],
    ['Be brief.', /You wrote: good morning/],
  ];
  for (const [instructions, said] of table) {
    it(`are followed: ${instructions}`, async () => {
      await using running = await startEmulator();
      await using sdk = await SdkClient.open(running, TEXT);
      await sdk.write('good morning', { instructions });
      const { text } = await sdk.until('response.text.done');
      if (typeof said === 'string') assert.equal(text, said);
      else assert.match(text, said);
    });
  }

  it('are the only input of a response outside of the conversation', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    const asked = async (instructions: string) => {
      client.send({ type: 'response.create', response: { instructions, conversation: 'none', modalities: ['text'] } });
      return (await client.next('response.done')).response.output[0]?.content[0]?.text ?? '';
    };
    assert.equal(await asked('Is the visitor in a hurry?'), 'I was asked: Is the visitor in a hurry?');
    const schema = { type: 'object', properties: { urgent: { type: 'boolean' }, mood: { enum: ['calm', 'cross'] } } };
    assert.deepEqual(JSON.parse(await asked(`Answer as JSON by this schema: ${JSON.stringify(schema)}`)), {
      urgent: true,
      mood: 'calm',
    });
  });
});

describe('incompatible settings', () => {
  it('a voice of OpenAI is refused for a text model, in the session and in a response', async () => {
    await using running = await startEmulator();
    await using sdk = await SdkClient.open(running, undefined, { model: 'gpt-4.1' });
    await sdk.session.updateSession({ voice: { type: 'openai', name: 'alloy' } });
    const { error } = await sdk.until('error');
    assert.deepEqual([error.code, error.param], ['invalid_value', 'session.voice']);
    await sdk.write('hello', { voice: { type: 'openai', name: 'alloy' } });
    assert.equal((await sdk.until('error', 2)).error.param, 'response.voice');
    await sdk.session.updateSession({ voice: { type: 'azure-standard', name: 'en-US-AvaNeural' } });
    await sdk.until('session.updated');
  });

  it('the output buffer is cleared for an avatar only', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    assert.equal((await client.fault({ type: 'output_audio_buffer.clear' })).param, 'type');
    await client.updateSession({ avatar: { character: 'lisa' } });
    client.send({ type: 'output_audio_buffer.clear' });
    await client.next('output_audio_buffer.cleared');
  });
});

describe('a spoken turn of a text model', () => {
  it('has its words before its message, and the answer right behind', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running, { model: 'gpt-4.1' });
    await client.updateSession({
      turn_detection: { type: 'azure_semantic_vad' },
      input_audio_transcription: { model: 'azure-speech' },
    });
    client.append(join(silence(300), tone(900), silence(900)));
    await client.next('response.created');
    const expected = [
      ...['input_audio_buffer.speech_stopped', 'input_audio_buffer.committed'],
      ...['conversation.item.input_audio_transcription.completed', 'conversation.item.created', 'response.created'],
    ];
    // The answer may go on before this line is reached.
    assert.deepEqual(client.types(3).slice(0, expected.length), expected);
    const [heard] = client.of('conversation.item.input_audio_transcription.completed');
    assert.equal((heard as unknown as { readonly language: string }).language, 'en-US');
  });
});
