import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  join,
  pcmOf,
  type Received,
  silence,
  startEmulator,
  strengthAt,
  TestClient,
  tone,
} from '../helpers/node/emulator-client.js';

/** Turn detection with the defaults of the service, in place of those of the model. */
const BY_VOLUME = { turn_detection: { type: 'server_vad' } };
const SPEECH = join(silence(600), tone(1500), silence(900));

const joined = (events: readonly Received[]): string => events.map((event) => event.delta).join('');

/** The events of a response after its start, up to its end. */
const MESSAGE_EVENTS = [
  ...['response.created', 'response.output_item.added', 'conversation.item.created'],
  ...['response.content_part.added', 'response.audio_transcript.delta', 'response.audio.delta'],
  ...['response.audio.done', 'response.audio_transcript.done', 'response.content_part.done'],
  ...['response.output_item.done', 'response.done'],
];

describe('a turn with turn detection', () => {
  it('has its events in the documented order', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    client.append(SPEECH);
    await client.next('response.done');
    assert.deepEqual(client.types(), [
      'session.created',
      'input_audio_buffer.speech_started',
      'input_audio_buffer.speech_stopped',
      'input_audio_buffer.committed',
      'conversation.item.created',
      'conversation.item.done',
      ...MESSAGE_EVENTS,
    ]);
    assert.equal(new Set(client.events.map((event) => event.event_id)).size, client.events.length);
  });

  it('says when speech began and ended, with the same item id', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    await client.updateSession(BY_VOLUME);
    client.append(SPEECH);
    const started = await client.next('input_audio_buffer.speech_started');
    const stopped = await client.next('input_audio_buffer.speech_stopped');
    const committed = await client.next('input_audio_buffer.committed');
    const { item } = await client.next('conversation.item.created');
    assert.deepEqual([started.audio_start_ms, stopped.audio_end_ms], [200, 2600]);
    assert.deepEqual([stopped.item_id, committed.item_id, item.id], Array(3).fill(started.item_id));
    assert.deepEqual([item.role, item.content[0]?.type], ['user', 'input_audio']);
  });

  it('answers with what it heard, then with the visitor’s own audio', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    await client.updateSession(BY_VOLUME);
    client.append(SPEECH);
    const { response } = await client.next('response.done');
    assert.equal(response.output[0]?.content[0]?.transcript, 'I heard 1.5 seconds of speech. Here it is.');
    assert.equal(joined(client.of('response.audio_transcript.delta')), 'I heard 1.5 seconds of speech. Here it is.');
    const tail = pcmOf(client).slice(-24 * 1900, -24 * 600);
    assert.ok(strengthAt(tail, 440) > 0.25);
  });

  it('transcribes only how long the visitor spoke', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    await client.updateSession({ ...BY_VOLUME, input_audio_transcription: { model: 'whisper-1' } });
    client.append(SPEECH);
    const { transcript, item_id } = await client.next('conversation.item.input_audio_transcription.completed');
    assert.equal(transcript, '1.5 seconds of speech');
    assert.equal(joined(client.of('conversation.item.input_audio_transcription.delta')), transcript);
    client.send({ type: 'conversation.item.retrieve', item_id });
    const { item } = await client.next('conversation.item.retrieved');
    assert.equal(item.content[0]?.transcript, transcript);
    assert.equal(Buffer.from(item.content[0]?.audio ?? '', 'base64').length, 2400 * 48);
  });

  it('does not answer when create_response is off', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    await client.updateSession({ turn_detection: { type: 'server_vad', create_response: false } });
    client.append(SPEECH);
    await client.next('conversation.item.created');
    client.send({ type: 'input_audio_buffer.clear' });
    await client.next('input_audio_buffer.cleared');
    assert.equal(client.of('response.created').length, 0);
  });

  for (const [format, rateHz] of [
    ['g711_ulaw', 8_000],
    ['g711_alaw', 8_000],
    ['pcm16', 16_000],
    ['pcm16', 8_000],
  ] as const) {
    it(`hears ${format} at ${rateHz} Hz`, async () => {
      await using running = await startEmulator();
      using client = await TestClient.open(running);
      await client.updateSession({ ...BY_VOLUME, input_audio_format: format, input_audio_sampling_rate: rateHz });
      const loud = { g711_ulaw: [0x90, 0x10], g711_alaw: [0xa0, 0x20] };
      if (format === 'pcm16') {
        client.append(join(silence(500, rateHz), tone(1000, { rateHz }), silence(900, rateHz)));
      } else {
        const voice = Uint8Array.from({ length: 8_000 }, (_, i) => loud[format][Math.floor(i / 10) % 2]!);
        const quiet = new Uint8Array(8_000).fill(format === 'g711_ulaw' ? 0xff : 0xd5);
        for (const bytes of [quiet.subarray(0, 4_000), voice, quiet]) client.appendBytes(bytes);
      }
      assert.equal((await client.next('input_audio_buffer.speech_started')).audio_start_ms, 100);
      assert.equal((await client.next('input_audio_buffer.speech_stopped')).audio_end_ms, 2000);
    });
  }
});

describe('an interruption', () => {
  const patient = { pacing: { speed: 8, textDeltaMs: 1 } };

  it('cancels the running response, which closes properly', async () => {
    await using running = await startEmulator(patient);
    using client = await TestClient.open(running);
    client.write('tell me a long story');
    client.send({ type: 'response.create' });
    await client.next('response.audio.delta');
    const from = client.events.length;
    client.append(tone(400));
    await client.next('input_audio_buffer.speech_started');
    const { response } = await client.next('response.done');
    assert.deepEqual(response.status_details, { type: 'cancelled', reason: 'turn_detected' });
    assert.equal(response.output[0]?.status, 'incomplete');
    const types = client.types(from).filter((type) => !type.endsWith('.delta'));
    assert.deepEqual(types, ['input_audio_buffer.speech_started', ...MESSAGE_EVENTS.slice(6)]);
    const heard = joined(client.of('response.audio_transcript.delta'));
    assert.equal(response.output[0]?.content[0]?.transcript, heard);
    assert.ok(heard.length < 200);
  });

  it('leaves the response alone when interrupt_response is off, and answers after it', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    await client.updateSession({ turn_detection: { type: 'server_vad', interrupt_response: false } });
    client.write('story');
    client.send({ type: 'response.create' });
    await client.next('response.audio.delta');
    client.append(SPEECH);
    assert.equal((await client.next('response.done')).response.status, 'completed');
    const second = await client.next('response.done');
    assert.match(second.response.output[0]?.content[0]?.transcript ?? '', /I heard/);
  });

  it('with auto_truncate trims the answer to what real time allowed to be heard', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    await client.updateSession({ turn_detection: { type: 'azure_semantic_vad', auto_truncate: true } });
    const before = Date.now();
    const { output } = await client.ask('hello');
    client.append(tone(200));
    const { item_id, audio_end_ms } = await client.next('conversation.item.truncated');
    assert.equal(item_id, output[0]?.id);
    assert.ok(audio_end_ms <= Date.now() - before + 5);
    client.send({ type: 'conversation.item.retrieve', item_id });
    const { item } = await client.next('conversation.item.retrieved');
    assert.equal(item.content[0]?.transcript, null);
    assert.ok(Math.abs(Buffer.from(item.content[0]?.audio ?? '', 'base64').length / 48 - audio_end_ms) <= 1);
  });

  it('can be followed by conversation.item.truncate, but not beyond the end of the audio', async () => {
    await using running = await startEmulator(patient);
    using client = await TestClient.open(running);
    client.write('story');
    client.send({ type: 'response.create' });
    const { item_id } = await client.next('response.audio.delta');
    client.append(tone(300));
    await client.next('response.done');
    const truncate = { type: 'conversation.item.truncate', item_id, content_index: 0 };
    const fault = await client.fault({ ...truncate, audio_end_ms: 20_000, event_id: 'e1' });
    assert.deepEqual([fault.param, fault.event_id], ['audio_end_ms', 'e1']);
    client.send({ ...truncate, audio_end_ms: 50 });
    assert.equal((await client.next('conversation.item.truncated')).audio_end_ms, 50);
  });

  it('may truncate an answer that is still being sent', async () => {
    await using running = await startEmulator(patient);
    using client = await TestClient.open(running);
    client.write('story');
    client.send({ type: 'response.create' });
    const { item_id } = await client.next('response.audio.delta');
    client.send({ type: 'response.cancel' });
    client.send({ type: 'conversation.item.truncate', item_id, content_index: 0, audio_end_ms: 60 });
    const { response } = await client.next('response.done');
    assert.deepEqual(response.status_details, { type: 'cancelled', reason: 'client_cancelled' });
    await client.fault({ type: 'input_audio_buffer.commit' });
    const kept = running.emulator.connections[0]?.conversation.find(item_id);
    assert.deepEqual([kept?.item['status'], kept?.audio?.pcm.length], ['incomplete', 60 * 24]);
  });
});

describe('push to talk', () => {
  it('commits on demand and answers on demand', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    await client.updateSession({ turn_detection: null });
    client.append(tone(700));
    client.send({ type: 'input_audio_buffer.commit' });
    await client.next('conversation.item.created');
    client.send({ type: 'response.create' });
    await client.next('response.done');
    assert.deepEqual(client.types(2), [
      ...['input_audio_buffer.committed', 'conversation.item.created', 'conversation.item.done'],
      ...MESSAGE_EVENTS,
    ]);
    const response = client.of('response.done')[0]?.response;
    assert.equal(response?.output[0]?.content[0]?.transcript, 'I heard 0.7 seconds of speech. Here it is.');
  });

  it('refuses to commit nothing', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    await client.updateSession({ turn_detection: null });
    client.append(tone(100));
    client.send({ type: 'input_audio_buffer.clear' });
    const fault = await client.fault({ type: 'input_audio_buffer.commit', event_id: 'e7' });
    assert.deepEqual([fault.code, fault.event_id], ['input_audio_buffer_commit_empty', 'e7']);
  });
});
