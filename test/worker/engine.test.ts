import { expect } from '@open-wc/testing';
import { Engine } from '../../src/worker/engine.js';
import type { ChunkMessage, PlaybackToWorker, WorkerToPlayback } from '../../src/audio/worklets/worklet-messages.js';
import { mint, seconds, until } from '../helpers/agent.js';

const RATE = 48_000;

/** An engine on this thread, in a conversation with the emulator; the test is its microphone and its speaker. */
async function inConversation(ducking: boolean) {
  const engine = new Engine();
  await engine.meet(
    { notify: () => undefined, credential: mint, beforeStart: (session) => Promise.resolve(session) },
    undefined,
  );
  const microphone = new MessageChannel();
  const speaker = new MessageChannel();
  const told: WorkerToPlayback[] = [];
  speaker.port2.onmessage = ({ data }: MessageEvent<WorkerToPlayback>) => told.push(data);
  engine.attachMicrophone({ port: microphone.port1, sampleRate: RATE });
  engine.attachSpeaker({ port: speaker.port1, sampleRate: RATE }, 0);
  const outcome = await engine.open({
    connection: {
      tokenUrl: undefined,
      endpoint: undefined,
      apiVersion: '2026-07-15',
      model: 'gpt-realtime',
      profile: undefined,
      agentName: undefined,
      agentProjectName: undefined,
      agentVersion: undefined,
      conversationId: undefined,
      features: undefined,
    },
    agent: {
      voice: 'en-US-AvaNeural',
      instructions: undefined,
      greeting: undefined,
      language: undefined,
      temperature: undefined,
      maxResponseOutputTokens: undefined,
      reasoningEffort: undefined,
      turnDetection: 'none',
      noiseReduction: undefined,
      echoCancellation: 'server',
      transcriptionModel: undefined,
      inputAudioFormat: 'pcm16',
      outputAudioFormat: 'pcm16',
      inputSamplingRate: undefined,
      tools: [],
      session: undefined,
    },
    mode: 'voice',
    rawEvents: false,
    ducking,
  });
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
