import { expect } from '@open-wc/testing';
import { heardBy, seconds, stage, until } from '../helpers/page/live-agent.js';
import { tapOutput } from '../helpers/page/record-output.js';
import { decibels, fitSine } from '../helpers/pure/signal.js';

/** The tone of the microphone, and the emulator's answer to `tone`. */
const MICROPHONE_HZ = 1000;
const ANSWER_HZ = 440;

/** The loudness of the emulator's tone. */
const ANSWER_AMPLITUDE = 6000 / 0x8000;
/** The 8 bits of G.711 leave about -38 dB. */
const CLEAN_DB = -30;

interface Tone {
  readonly frequency: number;
  readonly amplitude: number;
  /** Everything that is not the tone, in dB relative to it. */
  readonly dirtDb: number;
}

/** The windows in which a tone is looked for. */
const WINDOW_SECONDS = 0.25;

/**
 * The tone in the cleanest window of `seconds` from `from` on. A busy machine drops quanta of a recording, which dirties the windows
 * that hold them; a format that is coded wrong dirties all of them.
 */
function toneIn(samples: Float32Array, rate: number, near: number, from: number, seconds: number): Tone {
  const length = Math.round(WINDOW_SECONDS * rate);
  const last = from + Math.round(seconds * rate) - length;
  let cleanest: Tone | undefined;
  for (let start = from; start <= last; start += Math.round(length / 3)) {
    const tone = fittedTone(samples.subarray(start, start + length), rate, near);
    if (!cleanest || tone.dirtDb < cleanest.dirtDb) cleanest = tone;
  }
  if (!cleanest) throw new Error(`less than ${WINDOW_SECONDS} s were recorded`);
  return cleanest;
}

/** The sine within 5 % of `near` that fits best. */
function fittedTone(part: Float32Array, rate: number, near: number): Tone {
  let best = { frequency: 0, amplitude: 0, residual: Infinity };
  for (let frequency = 0.95 * near; frequency <= 1.05 * near; frequency += near / 1000) {
    const { amplitude, residual } = fitSine(part, frequency, rate, 0, part.length);
    if (residual < best.residual) best = { frequency, amplitude, residual };
  }
  const { frequency, amplitude, residual } = best;
  return { frequency, amplitude, dirtDb: decibels((residual * Math.SQRT2) / amplitude) };
}

/** Makes the microphone a stereo one with a tone of the given loudness on each side. Returns a function that restores it. */
function toneMicrophone(...loudness: readonly [left: number, right: number]): () => void {
  const devices = navigator.mediaDevices;
  const { getUserMedia } = devices;
  const context = new AudioContext();
  const tone = new OscillatorNode(context, { frequency: MICROPHONE_HZ });
  const sides = new ChannelMergerNode(context, { numberOfInputs: 2 });
  const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 2 });
  loudness.forEach((gain, side) => tone.connect(new GainNode(context, { gain })).connect(sides, 0, side));
  sides.connect(destination);
  tone.start();
  devices.getUserMedia = async () => {
    await context.resume();
    return destination.stream.clone();
  };
  return () => {
    devices.getUserMedia = getUserMedia;
    void context.close();
  };
}

describe('the formats of the wire', function () {
  for (const [input, rateHz, output] of [
    ['pcm16', 24000, 'pcm16'],
    ['pcm16', 16000, 'pcm16_16000hz'],
    ['pcm16', 8000, 'pcm16_8000hz'],
    ['g711_ulaw', 8000, 'g711_ulaw'],
    ['g711_alaw', 8000, 'g711_alaw'],
  ] as const) {
    it(`${input} at ${rateHz} Hz to the service, ${output} back: every tone is what it was`, async () => {
      const restore = toneMicrophone(0.25, 0.25);
      const tap = tapOutput();
      const { agent, details, service } = await stage({
        'turn-detection': 'none',
        'input-audio-format': input,
        'output-audio-format': output,
        ...(input === 'pcm16' && { 'input-sampling-rate': `${rateHz}` }),
      });
      await agent.start();
      await agent.sendText('tone 1');
      await until('the tone is over', () => details('vla-speech').some(({ speaking }) => !speaking));
      const recording = await tap.recording();
      tap.restore();
      restore();

      const connection = await service();
      const session = connection['session'] as Readonly<Record<string, unknown>>;
      expect(session['input_audio_format']).to.equal(input);
      expect(session['output_audio_format']).to.equal(output);
      const heard = await heardBy(connection);
      expect(heard.rate).to.equal(rateHz);
      const said = toneIn(Float32Array.from(heard.samples), rateHz, MICROPHONE_HZ, rateHz / 2, 1);
      expect(said.frequency).to.be.closeTo(MICROPHONE_HZ, 1);
      expect(said.amplitude / 0x8000).to.be.within(0.24, 0.26);
      expect(said.dirtDb).to.be.below(CLEAN_DB);

      const end = recording.samples.findLastIndex((sample) => Math.abs(sample) > 0.05);
      const { samples, rate } = recording;
      const answered = toneIn(samples, rate, ANSWER_HZ, end - Math.round(0.9 * rate), 0.8);
      expect(answered.frequency).to.be.closeTo(ANSWER_HZ, 1);
      expect(answered.amplitude / ANSWER_AMPLITUDE).to.be.within(0.97, 1.03);
      expect(answered.dirtDb).to.be.below(CLEAN_DB);
      agent.remove();
    });
  }

  it('mix both sides of a stereo microphone, so that sound on the right alone is heard', async () => {
    const restore = toneMicrophone(0, 0.5);
    const { agent, service } = await stage({ 'turn-detection': 'none' });
    await agent.start();
    await seconds(1.5);
    const { samples, rate } = await heardBy(await service());
    restore();
    agent.remove();
    const { frequency, amplitude } = toneIn(Float32Array.from(samples), rate, MICROPHONE_HZ, rate / 2, 1);
    expect(frequency).to.be.closeTo(MICROPHONE_HZ, 2);
    expect(amplitude / 0x8000, 'the mean of both').to.be.closeTo(0.25, 0.02);
  });
});
