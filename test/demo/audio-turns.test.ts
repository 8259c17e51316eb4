import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  bytesOf,
  join,
  type Running,
  silence,
  startEmulator,
  TestClient,
  tone,
} from '../helpers/node/emulator-client.js';

const SPEECH = Buffer.from(bytesOf(join(silence(200), tone(1000), silence(200)))).toString('base64');

const open = async (running: Running, session: object = {}): Promise<TestClient> => {
  const client = await TestClient.open(running);
  await client.updateSession({ turn_detection: null, modalities: ['text'], ...session });
  return client;
};

const turn = (step: string, turn_id: string, fields: object = {}) => ({
  type: `input_audio.turn.${step}`,
  turn_id,
  ...fields,
});

describe('a turn that the client names', () => {
  it('becomes a message when it ends', async () => {
    await using running = await startEmulator();
    using client = await open(running);
    client.send(turn('start', 't1'));
    client.send(turn('append', 't1', { audio: SPEECH }));
    client.send(turn('end', 't1'));
    await client.next('input_audio_buffer.committed');
    client.send({ type: 'response.create' });
    const { response } = await client.next('response.done');
    assert.match(response.output[0]?.content[0]?.text ?? '', /I heard 1\.0 seconds of speech/);
  });

  it('is forgotten when it is cancelled, or when all input is cleared', async () => {
    await using running = await startEmulator();
    using client = await open(running);
    for (const drop of [turn('cancel', 't1'), { type: 'input_audio.clear' }]) {
      client.send(turn('start', 't1'));
      client.send(turn('append', 't1', { audio: SPEECH }));
      client.send(drop);
      assert.equal((await client.fault(turn('end', 't1'))).param, 'turn_id');
    }
    assert.equal(client.of('input_audio_buffer.committed').length, 0);
  });

  it('must be started once before it is used, and not be empty at its end', async () => {
    await using running = await startEmulator();
    using client = await open(running);
    assert.equal((await client.fault(turn('append', 't2', { audio: SPEECH }))).param, 'turn_id');
    client.send(turn('start', 't2'));
    assert.equal((await client.fault(turn('start', 't2'))).param, 'turn_id');
    assert.equal((await client.fault(turn('end', 't2'))).param, 'turn_id');
  });
});

describe('transcription', () => {
  it('brings log probabilities and phrases when the session includes them', async () => {
    await using running = await startEmulator();
    using client = await open(running, {
      input_audio_transcription: { model: 'whisper-1' },
      include: ['item.input_audio_transcription.logprobs', 'item.input_audio_transcription.phrases'],
    });
    client.send({ type: 'input_audio_buffer.append', audio: SPEECH });
    client.send({ type: 'input_audio_buffer.commit' });
    const heard = (await client.next('conversation.item.input_audio_transcription.completed')) as unknown as Heard;
    assert.deepEqual(
      heard.phrases[0]?.words.map(({ text }) => text),
      heard.transcript.split(' '),
    );
    assert.equal(heard.logprobs.map(({ token }) => token).join(''), heard.transcript);
  });

  interface Heard {
    readonly transcript: string;
    readonly logprobs: readonly { readonly token: string }[];
    readonly phrases: readonly { readonly words: readonly { readonly text: string }[] }[];
  }
});

describe('video and WebRTC', () => {
  it('are refused with an error that says why', async () => {
    await using running = await startEmulator();
    using client = await open(running);
    assert.match((await client.fault({ type: 'session.avatar.connect', client_sdp: 'x' })).message, /no video/);
    for (const [sdp_offer, code] of [
      ['v=0', 'not_emulated'],
      [undefined, 'missing_sdp'],
    ]) {
      client.send({ type: 'rtc.call.sdp.create', sdp_offer });
      assert.equal((await client.next('rtc.call.error')).error.code, code);
    }
    const { message } = await client.fault({ type: 'mcp_approval_response', approve: true });
    assert.match(message, /conversation\.item\.create/);
  });
});
