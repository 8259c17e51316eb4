import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEmulator } from '../helpers/node/emulator-client.js';
import { OPENAI_INSTALLED, OpenAiClient, type RawEvent } from '../helpers/node/openai-realtime.js';

const skip = OPENAI_INSTALLED ? false : 'not installed: `npm run test:clients` installs it and runs these tests';

/** Events of a turn whose forms OpenAI's client checks. */
const KNOWN = [
  ...['conversation.item.added', 'conversation.item.done', 'response.created', 'response.done'],
  ...['response.output_item.added', 'response.output_item.done', 'response.content_part.added'],
  ...['response.content_part.done', 'response.output_audio.delta', 'response.output_audio.done'],
  ...['response.output_audio_transcript.delta', 'response.output_audio_transcript.done'],
  ...['response.function_call_arguments.done'],
];

const transcriptOf = ({ transcript }: RawEvent): string => String(transcript);

describe('OpenAI’s client of the realtime protocol', { skip }, () => {
  it('is greeted, and understands every event of a spoken answer', async () => {
    await using running = await startEmulator();
    using client = await OpenAiClient.open(running, 'front-desk', KNOWN);
    const greeting = await client.until('response.output_audio_transcript.done');
    assert.equal(transcriptOf(greeting), 'Hello visitor. This is the front desk.');
    await client.until('response.done');
    assert.ok(client.soundBytes > 48_000);
    for (const type of KNOWN) {
      const understood = client.understood.filter((other) => other === type).length;
      assert.equal(understood, client.all(type).length, type);
    }
    assert.ok(client.understood.includes('response.output_audio.delta'));
  });

  it('changes the session by its own form of it, and has its typed message answered', async () => {
    await using running = await startEmulator();
    using client = await OpenAiClient.open(running, 'plain');
    const { session } = await client.until('session.updated', 2);
    assert.equal(
      (session as { audio: { input: { turn_detection: RawEvent } } }).audio.input.turn_detection.type,
      'semantic_vad',
    );
    client.transport.sendMessage('good morning', {});
    const said = await client.until('response.output_audio_transcript.done');
    assert.match(transcriptOf(said), /You wrote: good morning/);
    // Beside its session it asks for OpenAI's tracing, which voice agents do not have.
    assert.deepEqual(
      client.all('error').map(({ error }) => (error as { readonly param: string }).param),
      ['session.tracing'],
    );
  });

  it('runs a function, and hears of its result', async () => {
    await using running = await startEmulator();
    using client = await OpenAiClient.open(running, 'front-desk');
    await client.until('response.done');
    client.transport.sendMessage('call find_bike {"size": 54}', {});
    await client.until('response.done', 2);
    const [call] = client.calls;
    assert.deepEqual([call?.name, call?.arguments], ['find_bike', '{"size":54}']);
    client.transport.sendFunctionCallOutput(call!, '{"found":2}', true);
    await client.until('response.done', 3);
    assert.match(transcriptOf(client.all('response.output_audio_transcript.done').at(-1)!), /found.*2/);
  });

  it('sees the handoff, and the end by the agent', async () => {
    await using running = await startEmulator();
    using client = await OpenAiClient.open(running, 'front-desk');
    await client.until('response.done');
    client.transport.sendMessage('billing, please', {});
    const { to_node_id: to } = await client.until('session.handoff.completed');
    assert.equal(to, 'billing');
    await client.until('response.done', 3);
    client.transport.sendMessage('goodbye', {});
    const deadline = Date.now() + 45_000;
    while (client.transport.status !== 'disconnected' && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(client.transport.status, 'disconnected');
    assert.match(transcriptOf(client.all('response.output_audio_transcript.done').at(-1)!), /Goodbye/);
  });
});
