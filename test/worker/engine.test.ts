import { expect } from '@open-wc/testing';
import { Engine } from '../../src/worker/engine.js';
import { later } from '../../src/worker/later/later.js';
import type { ChunkMessage, PlaybackToWorker, WorkerToPlayback } from '../../src/audio/worklets/worklet-messages.js';
import type { Notice } from '../../src/worker/contract/conversation.js';
import type { Credential, EngineHost, EngineSettings } from '../../src/worker/contract/engine-api.js';
import { connectionOf, mint, seconds, until } from '../helpers/page/live-agent.js';
import { connectionSettings } from '../helpers/worker/connection-settings.js';

const RATE = 48_000;

const settings = (ducking: boolean): EngineSettings => ({
  connection: connectionSettings(),
  session: {
    modalities: ['text', 'audio'],
    voice: { type: 'azure-standard', name: 'en-US-AvaNeural' },
    input_audio_format: 'pcm16',
    output_audio_format: 'pcm16',
    turn_detection: null,
    input_audio_echo_cancellation: { type: 'server_echo_cancellation' },
    input_audio_transcription: { model: 'gpt-4o-mini-transcribe' },
  },
  greeting: undefined,
  mode: 'voice',
  rawEvents: false,
  ducking,
});

/** An engine on this thread that has met its page. */
async function met(host: Partial<EngineHost> = {}): Promise<Engine> {
  const engine = new Engine(() => Promise.resolve(later));
  await engine.meet({ notify: () => undefined, credential: mint, ...host }, undefined, undefined);
  return engine;
}

/** An engine on this thread, in a conversation with the emulator; the test is its microphone and its speaker. */
async function inConversation(ducking: boolean) {
  const engine = await met();
  const microphone = new MessageChannel();
  const speaker = new MessageChannel();
  const told: WorkerToPlayback[] = [];
  speaker.port2.onmessage = ({ data }: MessageEvent<WorkerToPlayback>) => told.push(data);
  engine.attachMicrophone({ port: microphone.port1, sampleRate: RATE });
  engine.attachSpeaker({ port: speaker.port1, sampleRate: RATE }, 0);
  const outcome = await engine.open(settings(ducking));
  expect(outcome).to.deep.equal({ ok: true });
  let sequence = 0;
  let home = 0;
  microphone.port2.onmessage = () => home++;
  const hear = (level: number, chunks: number): void => {
    for (let i = 0; i < chunks; i++) {
      const samples = new Float32Array(RATE / 50);
      const chunk: ChunkMessage = { kind: 'chunk', samples, level, peak: level, sequence: sequence++, capturedAt: 0 };
      microphone.port2.postMessage(chunk);
    }
  };
  return {
    engine,
    told,
    /** Two ports have no common order: it is heard before what comes after. */
    async say(message: PlaybackToWorker): Promise<void> {
      speaker.port2.postMessage(message);
      await seconds(0.05);
    },
    /** A pause, and somebody begins to speak: how often playback was told to go down for it. */
    async onset(): Promise<number> {
      const ducks = () => told.filter((message) => message.kind === 'duck' && message.on).length;
      const before = ducks();
      hear(0.001, 40);
      hear(0.5, 3);
      await until('it was heard', () => home === sequence);
      return ducks() - before;
    },
    close(): void {
      engine.close();
      for (const { port1, port2 } of [microphone, speaker]) [port1, port2].forEach((port) => port.close());
    },
  };
}

describe('the engine, when somebody begins to speak,', () => {
  it('lets playback go down only while something plays', async () => {
    const { engine, told, say, onset, close } = await inConversation(true);
    expect(await onset(), 'in silence').to.equal(0);
    engine.sendText('hello');
    await until('an answer came', () => told.some(({ kind }) => kind === 'play'));
    expect(await onset(), 'before it is heard').to.equal(0);
    await say({ kind: 'started', item: 1, prebufferMs: 30 });
    expect(await onset(), 'while it plays').to.equal(1);
    await say({ kind: 'drained', item: 1, played: RATE });
    expect(await onset(), 'after it').to.equal(0);
    close();
  });

  it('leaves playback alone when the page does not want it', async () => {
    const { engine, told, say, onset, close } = await inConversation(false);
    engine.sendText('hello');
    await until('an answer came', () => told.some(({ kind }) => kind === 'play'));
    await say({ kind: 'started', item: 1, prebufferMs: 30 });
    expect(await onset()).to.equal(0);
    close();
  });
});

/** A complete address of the emulator, with a fault, for a model of its own. */
async function faulty(model: string, faults: string): Promise<Credential> {
  const { endpoint, token } = await mint();
  const query = new URLSearchParams({
    ...{ 'api-version': '2026-07-15', model, Authorization: `Bearer ${token}` },
    'emulator-faults': faults,
  });
  return { url: `${endpoint.replace('http', 'ws')}/voice-live/realtime?${query}` };
}

describe('the engine, before the session is set up,', () => {
  it('keeps all of what is to be sent, in its order, as long as it has room, and says when it has not', async () => {
    const model = `gpt-realtime-outbox-${Math.random()}`;
    const warnings: string[] = [];
    const engine = await met({
      credential: () => faulty(model, 'latencyMs:300'),
      notify: (notices: readonly Notice[]) => {
        for (const notice of notices) if (notice.kind === 'warning') warnings.push(notice.text);
      },
    });
    const opened = engine.open(settings(false));
    const event = (i: number) => ({ type: 'conversation.item.retrieve', item_id: `i${i}` });
    for (let i = 0; i < 600; i++) engine.sendEvent(event(i));
    const context = (text: string) =>
      ({
        type: 'conversation.item.create',
        item: { type: 'message', role: 'system', content: [{ type: 'input_text', text }] },
      }) as const;
    for (let i = 0; i < 3; i++) engine.sendEvent(context(`${i}`.repeat(2 ** 19)));
    engine.sendEvent(event(600));
    expect(await opened).to.deep.equal({ ok: true });
    const arrived = async () =>
      (await connectionOf(model)).received
        .filter(({ type }) => type === 'conversation.item.retrieve')
        .map(({ event }) => event['item_id']);
    await until('all that waited has come', async () => (await arrived()).at(-1) === 'i600');
    expect(await arrived()).to.deep.equal(Array.from({ length: 601 }, (_, i) => `i${i}`));
    const contexts = (await connectionOf(model)).items.map(({ content }) => JSON.stringify(content).slice(-4)[0]);
    expect(contexts, 'of what the page told the newest').to.deep.equal(['2']);
    expect(new Set(warnings).size).to.equal(1);
    expect(warnings[0]).to.contain('too much waits');
    engine.close();
  });

  it('does not wait for it for ever', async () => {
    const { now } = Date;
    try {
      const engine = await met({ credential: () => faulty('gpt-realtime', 'stallAfterMs:0,stallMs:60000') });
      const opened = engine.open(settings(false));
      await seconds(0.5);
      Date.now = () => now() + 15_000;
      const outcome = await opened;
      expect(outcome.ok ? 'ok' : outcome.problem.code).to.equal('connect-timeout');
    } finally {
      Date.now = now;
    }
  });
});

/** The socket of a service that says what the test wants. It opens at once. */
class ScriptedSocket {
  static last: ScriptedSocket;
  onopen?: () => void;
  onclose?: (end: { readonly code: number; readonly reason: string }) => void;
  onmessage?: (message: { readonly data: string }) => void;
  readonly bufferedAmount = 0;
  readonly sent: { readonly type: string; readonly event_id?: string }[] = [];

  constructor() {
    ScriptedSocket.last = this;
    setTimeout(() => this.onopen?.());
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as { readonly type: string });
  }

  close(): void {
    // nothing to free
  }

  say(type: string, fields: object): void {
    this.onmessage?.({ data: JSON.stringify({ type, ...fields }) });
  }
}

/** An engine whose session waits to be set up by a scripted service. */
async function scripted() {
  const notices: Notice[] = [];
  const engine = await met({
    credential: async () => ({ url: 'wss://service.example/' }),
    notify: (told: readonly Notice[]) => void notices.push(...told),
  });
  const opened = engine.open(settings(false));
  await until('it asked for its session', () => ScriptedSocket.last?.sent.length > 0);
  const socket = ScriptedSocket.last;
  const told = <K extends Notice['kind']>(kind: K) => notices.filter((notice) => notice.kind === kind);
  return { engine, opened, socket, told };
}

describe('the engine, whatever the service says before it closes,', () => {
  const real = { WebSocket, now: Date.now };
  beforeEach(() => {
    window.WebSocket = ScriptedSocket as unknown as typeof WebSocket;
    ScriptedSocket.last = undefined as unknown as ScriptedSocket;
  });
  afterEach(() => {
    window.WebSocket = real.WebSocket;
    Date.now = real.now;
  });
  const benign = { error: { type: 'invalid_request_error', message: "Missing required parameter: 'session.type'" } };
  const cause = "invalid_request_error Missing required parameter: 'session.type'";

  it('goes on after an error that is not about its own settings', async () => {
    const { opened, socket, told, engine } = await scripted();
    socket.say('error', benign);
    socket.say('session.updated', { session: { id: 's' } });
    expect(await opened).to.deep.equal({ ok: true });
    expect(told('problem')).to.be.empty;
    expect(told('warning')).to.deep.equal([{ kind: 'warning', text: `The service reports: ${cause}` }]);
    engine.close();
  });

  it('fails at once for an error about its own settings', async () => {
    const { opened, socket } = await scripted();
    socket.say('error', { error: { ...benign.error, event_id: socket.sent[0]!.event_id } });
    expect(await opened).to.deep.equal({ ok: false, problem: { code: 'session-rejected', cause } });
  });

  it('fails for what the service said, when it closes after that', async () => {
    const { opened, socket } = await scripted();
    socket.say('error', benign);
    socket.onclose?.({ code: 1011, reason: '' });
    const problem = { code: 'session-rejected', cause: `${cause}; the socket closed with code 1011` };
    expect(await opened).to.deep.equal({ ok: false, problem });
  });

  it('fails for what the service said, when nothing follows', async () => {
    const { opened, socket } = await scripted();
    socket.say('error', benign);
    // The engine looks at the clock every second.
    const now = Date.now.bind(Date);
    Date.now = () => now() + 15_000;
    const problem = { code: 'session-rejected', cause: `${cause}; the session was not set up in time` };
    expect(await opened).to.deep.equal({ ok: false, problem });
  });

  it('takes the end of a session that was announced for no fault, and connects again', async () => {
    const { opened, socket, told, engine } = await scripted();
    socket.say('session.updated', { session: { id: 's' } });
    await opened;
    const error = { code: 'session_expired', message: 'Your session hit the maximum duration of 60 minutes.' };
    socket.say('error', { error });
    socket.onclose?.({ code: 1001, reason: '' });
    await until('it is told', () => told('reconnect').length > 0);
    expect(told('reconnect')[0]).to.include({ reason: 'session-expired' });
    expect(told('problem')).to.be.empty;
    engine.close();
  });

  for (const [code, status] of [
    [1000, 'ended'],
    [4408, 'error'],
  ] as const) {
    it(`is over after ${code} when all that came is heard, also what had not begun to play`, async () => {
      const { engine, opened, socket, told } = await scripted();
      const { port1, port2 } = new MessageChannel();
      engine.attachSpeaker({ port: port1, sampleRate: RATE }, 0);
      socket.say('session.updated', { session: { id: 's' } });
      await opened;
      const of = { response_id: 'r1', item_id: 'a1', content_index: 0 };
      socket.say('response.created', { response: { id: 'r1' } });
      socket.say('response.audio.delta', { ...of, delta: btoa('\0'.repeat(72_000)) }); // 1.5 s
      socket.say('response.done', { response: { id: 'r1', status: 'completed', output: [] } });
      socket.onclose?.({ code, reason: '' });
      const last = () =>
        told('status')
          .flatMap((notice) => (notice.kind === 'status' ? notice.status : []))
          .at(-1);
      await seconds(0.2);
      expect(last(), 'before it began').to.equal('listening');
      port2.postMessage({ kind: 'started', item: 1, prebufferMs: 30 });
      await until('it is heard', () => last() === 'speaking');
      expect(told('problem')).to.be.empty;
      port2.postMessage({ kind: 'drained', item: 1, played: 1.5 * RATE });
      await until('it is over', () => last() === status);
      const codes = told('problem').map((notice) => notice.kind === 'problem' && notice.problem.code);
      expect(codes).to.deep.equal(code === 4408 ? ['session-expired'] : []);
      port2.close();
    });
  }

  it('tells until when the service wants no more requests', async () => {
    const { opened, socket, told, engine } = await scripted();
    socket.say('session.updated', { session: { id: 's' } });
    await opened;
    const before = Date.now();
    socket.say('error', { error: { code: 'rate_limit_exceeded', message: 'Please try again in 2s.' } });
    await until('it is told', () => told('problem').length === 1);
    const [notice] = told('problem');
    const { code, retryAt = 0 } = notice?.kind === 'problem' ? notice.problem : { code: '' };
    expect(code).to.equal('throttled');
    expect(retryAt).to.be.within(before + 2000, Date.now() + 2000);
    engine.close();
  });
});
