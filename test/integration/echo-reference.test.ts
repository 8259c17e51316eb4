import { expect } from '@open-wc/testing';
import { heardBy, needsToken, referenceOf, seconds, stage, until, type Stage } from '../helpers/page/live-agent.js';
import { align, echoRoom, type EchoRoom } from '../helpers/page/echo-room.js';

/** About 30 ms, and not a multiple of 128 frames. */
const DELAY_FRAMES = 1337;
const SILENT = 8;

const peak = (samples: Int16Array): number => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

describe('echo-cancellation="reference"', function () {
  let room: EchoRoom;
  let rate: number;
  let staged: Stage;
  let contexts: AudioContext[];
  const Original = globalThis.AudioContext;

  beforeEach(() => {
    contexts = [];
    globalThis.AudioContext = class extends Original {
      constructor(options?: AudioContextOptions) {
        super(options);
        contexts.push(this);
        rate = this.sampleRate;
      }
    };
    room = echoRoom(DELAY_FRAMES);
  });

  afterEach(async () => {
    staged.agent.remove();
    room.restore();
    globalThis.AudioContext = Original;
    await contexts.at(-1)?.close();
  });

  const begin = async (attributes: Readonly<Record<string, string>> = {}): Promise<void> => {
    staged = await stage({ 'echo-cancellation': 'reference', 'turn-detection': 'none', ...attributes });
    await staged.agent.start();
  };
  /** Lets the agent speak to its end, and returns what the service received on both channels. */
  const say = async (text: string) => {
    const before = (await channels()).microphone.length;
    const spoken = () =>
      staged.details('vla-speech').filter(({ who, speaking }) => who === 'agent' && !speaking).length;
    const so = spoken();
    await staged.agent.sendText(text);
    await until('the answer was heard', () => spoken() > so);
    await seconds(0.3); // and its echo
    const { microphone, reference, rate } = await channels();
    return { microphone: microphone.subarray(before), reference: reference.subarray(before), rate };
  };
  const channels = async () => {
    const connection = await staged.service();
    const [microphone, reference] = [await heardBy(connection), await referenceOf(connection)];
    const length = Math.min(microphone.samples.length, reference.samples.length);
    return {
      rate: microphone.rate,
      microphone: microphone.samples.subarray(0, length),
      reference: reference.samples.subarray(0, length),
    };
  };
  const expectAligned = ({ microphone, reference, rate: wireRate }: Awaited<ReturnType<typeof say>>): void => {
    expect(peak(reference)).to.be.greaterThan(1000);
    const { lagFrames, correlation } = align(reference, microphone, wireRate / 10);
    expect(correlation).to.be.greaterThan(0.99);
    const lagMs = (lagFrames * 1000) / wireRate;
    expect(lagMs).to.be.closeTo((DELAY_FRAMES * 1000) / rate, 1);
  };

  it('sends what is played beside what is heard, aligned within 1 ms', async () => {
    await begin();
    expectAligned(await say('hello'));
    const { session } = await staged.service();
    expect((session as { input_audio_echo_cancellation: unknown }).input_audio_echo_cancellation).to.deep.equal({
      type: 'server_echo_cancellation',
      reference_source: 'client',
      channels: 2,
    });
  });

  it('lets the service have the sound as it is: the browser works on nothing', async () => {
    await begin();
    expect(room.asked).to.have.length(1);
    expect(room.asked[0]).to.include({ echoCancellation: false, noiseSuppression: false, autoGainControl: false });
  });

  it('follows the volume, also above 1, where what is heard is what the limiter lets through', async () => {
    await begin({ volume: '0.25' });
    const soft = await say('hello');
    expectAligned(soft);
    staged.agent.volume = 2;
    await seconds(0.5);
    const loud = await say('hello');
    expectAligned(loud);
    expect(peak(loud.reference) / peak(soft.reference)).to.be.greaterThan(2.5);
    expect(peak(loud.reference)).to.be.closeTo(peak(loud.microphone), 400);
  });

  it('keeps the reference while muted, and the microphone silent', async () => {
    await begin({ muted: '' });
    const { microphone, reference } = await say('one two three');
    expect(peak(reference)).to.be.greaterThan(1000);
    expect(peak(microphone)).to.be.at.most(SILENT);
  });

  it('keeps it with another microphone', async () => {
    await begin();
    const { inputs } = await staged.agent.devices();
    await staged.agent.setInputDevice(inputs.find(({ current }) => !current)!.deviceId);
    expect(room.microphones).to.have.length(2);
    expect(room.asked.at(-1)).to.include({ echoCancellation: false });
    expectAligned(await say('hello'));
  });

  it('keeps it when the context is made anew', async () => {
    await begin();
    const [context] = contexts;
    // The context reports that it runs, but its clock does not move.
    Object.defineProperty(context, 'currentTime', { configurable: true, value: context!.currentTime });
    context!.dispatchEvent(new Event('statechange'));
    document.dispatchEvent(new Event('visibilitychange'));
    await until('there is another context', () => contexts.length === 2 && room.microphones.length === 2);
    await seconds(0.5);
    expectAligned(await say('hello'));
  });

  it('needs plain samples: with another format one warning says so, and the service cancels by itself', async () => {
    const warnings: string[] = [];
    const { warn } = console;
    console.warn = (sentence: string) => warnings.push(sentence);
    try {
      await begin({ 'input-audio-format': 'g711_ulaw' });
    } finally {
      console.warn = warn;
    }
    expect(warnings.filter((sentence) => sentence.includes('echo-cancellation="reference"'))).to.have.length(1);
    const { session } = await staged.service();
    const { input_audio_echo_cancellation } = session as { input_audio_echo_cancellation: unknown };
    expect(input_audio_echo_cancellation).to.deep.equal({ type: 'server_echo_cancellation' });
    expect(room.asked[0]).to.include({ echoCancellation: true });
  });

  it('asks for the feature in the address, and only then', async function () {
    await needsToken(this, 'the address of the service is the profile’s');
    await begin();
    expect((await staged.service()).query['features']).to.equal('client_ec_reference:true');
    staged.agent.remove();
    await begin({ 'input-audio-format': 'g711_ulaw' });
    expect((await staged.service()).query).not.to.have.property('features');
  });
});
