import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bytesOf, pcmOf, silence, startEmulator, TestClient, tone } from '../helpers/node/emulator-client.js';

const AVA = { type: 'azure-standard', name: 'en-US-AvaNeural' };

describe('a spoken answer', () => {
  for (const [format, bytesPerMs] of [
    ['pcm16', 48],
    ['pcm16_16000hz', 32],
    ['pcm16_8000hz', 16],
    ['g711_ulaw', 8],
    ['g711_alaw', 8],
  ] as const) {
    it(`comes as ${format}`, async () => {
      await using running = await startEmulator();
      using client = await TestClient.open(running);
      await client.updateSession({ output_audio_format: format });
      const { output } = await client.ask('hello');
      const bytes = client
        .of('response.audio.delta')
        .reduce((sum, { delta }) => sum + Buffer.from(delta, 'base64').length, 0);
      const kept = running.emulator.connections[0]?.conversation.find(output[0]?.id ?? '')?.audio;
      assert.ok(kept && Math.abs(bytes / bytesPerMs - kept.pcm.length / 24) < 1);
      assert.ok(kept.pcm.length > 24_000);
    });
  }

  it('is paced faster than real time, but not all at once', async () => {
    await using running = await startEmulator({ pacing: { speed: 10, pieceMs: 100 } });
    using client = await TestClient.open(running);
    const before = Date.now();
    await client.ask('hello');
    const spokenMs = pcmOf(client).length / 24;
    const tookMs = Date.now() - before;
    assert.ok(tookMs > spokenMs / 10 - 50 && tookMs < spokenMs, `${spokenMs} ms took ${tookMs} ms`);
  });

  it('has word times and visemes with an Azure voice', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    const wishes = { output_audio_timestamp_types: ['word'], animation: { outputs: ['viseme_id'] } };
    await client.updateSession({ voice: AVA, ...wishes });
    await client.ask('hello');
    const words = client.of('response.audio_timestamp.delta');
    assert.equal(words.map((word) => word.text).join(' '), 'Hello. I am the Voice Live emulator, not an AI.');
    assert.ok(words.every((word, i) => word.audio_offset_ms >= (words[i - 1]?.audio_offset_ms ?? 0)));
    assert.ok(client.of('response.animation_viseme.delta').length > 20);
    const types = client.types();
    assert.ok(types.includes('response.audio_timestamp.done') && types.includes('response.animation_viseme.done'));
  });

  it('has neither with a voice of OpenAI', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    await client.updateSession({ output_audio_timestamp_types: ['word'], animation: { outputs: ['viseme_id'] } });
    await client.ask('hello');
    assert.ok(!client.types().some((type) => /timestamp|viseme/.test(type)));
  });

  const greeting = { role: 'assistant', type: 'message', content: [{ type: 'text', text: 'Here it is.' }] };

  it('can be given beforehand', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    await client.updateSession({ voice: AVA });
    client.send({ type: 'response.create', response: { pre_generated_assistant_message: greeting } });
    const { response } = await client.next('response.done');
    assert.deepEqual(response.output[0]?.content, [{ type: 'audio', transcript: 'Here it is.' }]);
    assert.ok(response.usage.output_token_details.audio_tokens > 0);
  });

  it('stays text when it was given beforehand to a voice of OpenAI', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    client.send({ type: 'response.create', response: { pre_generated_assistant_message: greeting } });
    const { response } = await client.next('response.done');
    assert.deepEqual(response.output[0]?.content, [{ type: 'text', text: 'Here it is.' }]);
    assert.equal(client.of('response.audio.delta').length, 0);
  });

  it('reaches the emulator as sent', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    client.append(tone(300));
    await client.next('input_audio_buffer.speech_started');
    const received = running.emulator.connections[0]?.received;
    assert.deepEqual(bytesOf(received?.pcm ?? silence(0)), bytesOf(tone(300)));
  });
});
