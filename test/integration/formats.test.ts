import { expect } from '@open-wc/testing';
import { heardBy, stage, until } from '../helpers/agent.js';
import { bursts } from '../helpers/bursts.js';
import { tapOutput } from '../helpers/output-tap.js';
import { fitSine } from '../helpers/signal.js';

/** What scripts/make-spoken-wav.sh put first into the microphone, and what the emulator says to `tone`. */
const MICROPHONE_HZ = 1000;
const ANSWER_HZ = 440;

/** The frequency within 5 % of `near` that fits best, over `seconds` from `from` on. */
function pitch(samples: Float32Array, rate: number, near: number, from: number, seconds: number): number {
  const part = samples.subarray(from, from + Math.round(seconds * rate));
  let best = { frequency: 0, residual: Infinity };
  for (let frequency = 0.95 * near; frequency <= 1.05 * near; frequency += near / 1000) {
    const { residual } = fitSine(part, frequency, rate, 0, part.length);
    if (residual < best.residual) best = { frequency, residual };
  }
  return best.frequency;
}

describe('the formats of the wire', function () {
  this.timeout(60_000);

  for (const [input, rateHz, output] of [
    ['pcm16', 24000, 'pcm16'],
    ['pcm16', 16000, 'pcm16_16000hz'],
    ['pcm16', 8000, 'pcm16_8000hz'],
    ['g711_ulaw', 8000, 'g711_ulaw'],
    ['g711_alaw', 8000, 'g711_alaw'],
  ] as const) {
    it(`${input} at ${rateHz} Hz to the service, ${output} back: every tone keeps its pitch`, async () => {
      const tap = tapOutput();
      const { agent, details, service } = await stage({
        'turn-detection': 'none',
        'input-audio-format': input,
        'output-audio-format': output,
        ...(input === 'pcm16' && { 'input-sampling-rate': `${rateHz}` }),
      });
      await agent.start();
      await agent.sendText('tone 1');
      await until('the tone is over', () => details('vla-speech').some(({ speaking }) => !speaking), 15);
      const recording = await tap.recording();
      tap.restore();

      const connection = await service();
      const session = connection['session'] as Readonly<Record<string, unknown>>;
      expect(session['input_audio_format']).to.equal(input);
      expect(session['output_audio_format']).to.equal(output);
      const heard = await heardBy(connection);
      expect(heard.rate).to.equal(rateHz);
      const [onset] = bursts(heard.samples, rateHz, MICROPHONE_HZ);
      expect(onset, 'the tone of the microphone').to.be.a('number');
      const sent = Float32Array.from(heard.samples);
      expect(pitch(sent, rateHz, MICROPHONE_HZ, (onset! + 0.05) * rateHz, 0.15)).to.be.closeTo(MICROPHONE_HZ, 3);

      const end = recording.samples.findLastIndex((sample) => Math.abs(sample) > 0.05);
      const { samples, rate } = recording;
      expect(pitch(samples, rate, ANSWER_HZ, end - Math.round(0.9 * rate), 0.8)).to.be.closeTo(ANSWER_HZ, 1);
    });
  }
});
