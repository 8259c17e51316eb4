import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type FunctionCallOutputItem, VoiceLiveClient } from '@azure/ai-voicelive';
import { join, silence, startEmulator, tone } from '../helpers/node/emulator-client.js';
import { SdkClient } from '../helpers/node/sdk-client.js';

describe('Microsoft’s SDK', () => {
  it('has a typed turn', async () => {
    await using running = await startEmulator();
    await using sdk = await SdkClient.open(running);
    await sdk.session.updateSession({ modalities: ['text'], instructions: 'Be brief.' });
    const { session } = await sdk.until('session.updated');
    assert.deepEqual([session.instructions, session.modalities], ['Be brief.', ['text']]);
    await sdk.write('good morning');
    assert.match((await sdk.until('response.text.done')).text, /You wrote: good morning/);
    const { response } = await sdk.until('response.done');
    assert.equal(response.status, 'completed');
    assert.ok((response.usage?.totalTokens ?? 0) > 0);
  });

  it('has a spoken turn with turn detection', async () => {
    await using running = await startEmulator();
    await using sdk = await SdkClient.open(running);
    await sdk.session.updateSession({
      voice: { type: 'azure-standard', name: 'en-US-AvaNeural' },
      inputAudioTranscription: { model: 'whisper-1' },
      turnDetection: { type: 'azure_semantic_vad', threshold: 0.5, silenceDurationInMs: 300, prefixPaddingInMs: 200 },
    });
    await sdk.until('session.updated');
    await sdk.stream(join(silence(500), tone(1200), silence(800)));
    const started = await sdk.until('input_audio_buffer.speech_started');
    const stopped = await sdk.until('input_audio_buffer.speech_stopped');
    assert.deepEqual([started.audioStartInMs, stopped.audioEndInMs], [300, 2000]);
    const heard = await sdk.until('conversation.item.input_audio_transcription.completed');
    assert.equal(heard.transcript, '1.2 seconds of speech');
    await sdk.until('response.done');
    const { transcript } = await sdk.until('response.audio_transcript.done');
    assert.equal(transcript, 'I heard 1.2 seconds of speech. Here it is.');
    const bytes = sdk.all('response.audio.delta').reduce((sum, event) => sum + event.delta.length, 0);
    assert.ok(bytes > 48 * 3000);
  });

  it('answers a function call', async () => {
    await using running = await startEmulator();
    await using sdk = await SdkClient.open(running);
    await sdk.session.updateSession({
      modalities: ['text'],
      tools: [{ type: 'function', name: 'get_weather', parameters: { type: 'object' } }],
    });
    await sdk.write('weather in Oslo');
    const call = await sdk.until('response.function_call_arguments.done');
    assert.deepEqual([call.name, call.arguments], ['get_weather', '{"city":"Oslo"}']);
    await sdk.until('response.done');
    const item: FunctionCallOutputItem = { type: 'function_call_output', callId: call.callId, output: 'rain' };
    await sdk.session.addConversationItem(item);
    await sdk.session.sendEvent({ type: 'response.create' });
    assert.equal((await sdk.until('response.text.done')).text, 'The tool answered: rain.');
  });

  it('interrupts a story and truncates it', async () => {
    await using running = await startEmulator({ pacing: { speed: 8 } });
    await using sdk = await SdkClient.open(running);
    await sdk.write('tell me a long story');
    const { itemId } = await sdk.until('response.audio.delta', 5);
    await sdk.stream(tone(400));
    await sdk.until('input_audio_buffer.speech_started');
    const { response } = await sdk.until('response.done');
    assert.equal(response.status, 'cancelled');
    assert.deepEqual({ ...response.statusDetails }, { type: 'cancelled', reason: 'turn_detected' });
    await sdk.session.sendEvent({ type: 'conversation.item.truncate', itemId, contentIndex: 0, audioEndInMs: 321 });
    assert.equal((await sdk.until('conversation.item.truncated')).audioEndInMs, 321);
    const kept = running.emulator.connections[0]?.conversation.find(itemId)?.audio;
    assert.equal(kept?.pcm.length, 321 * 24);
  });

  it('is told what is wrong', async () => {
    await using running = await startEmulator();
    await using sdk = await SdkClient.open(running);
    await sdk.session.updateSession({ temperature: 3 });
    const { error } = await sdk.until('error');
    assert.deepEqual([error.code, error.param], ['invalid_value', 'session.temperature']);
    assert.ok(error.eventId);
  });

  it('is refused without a good credential', async () => {
    await using running = await startEmulator();
    const client = new VoiceLiveClient(`http://127.0.0.1:${running.port}`, { key: 'wrong' });
    await assert.rejects(client.createSession('gpt-realtime').connect());
  });
});
