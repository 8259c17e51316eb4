import { expect } from '@open-wc/testing';
import { limited, softLimiter } from '../../../src/audio/io/soft-limiter.js';
import { sine } from '../../helpers/pure/signal.js';

const RATE = 48_000;

/** What comes out of the node. */
async function through(input: Float32Array<ArrayBuffer>): Promise<Float32Array> {
  const context = new OfflineAudioContext(1, input.length, RATE);
  const buffer = new AudioBuffer({ length: input.length, sampleRate: RATE });
  buffer.copyToChannel(input, 0);
  const source = new AudioBufferSourceNode(context, { buffer });
  const limiter = softLimiter(context);
  source.connect(limiter.input);
  limiter.output.connect(context.destination);
  source.start();
  return (await context.startRendering()).getChannelData(0);
}

describe('the soft limiter', () => {
  it('leaves quiet sound as it is', () => {
    for (const sample of [-0.7, -0.1, 0, 0.3, 0.7]) expect(limited(sample)).to.equal(sample);
  });

  it('bends without a corner, never turns back, and never passes full scale', () => {
    let before = limited(-2);
    let slope = 0;
    for (let sample = -1.999; sample <= 2; sample += 0.001) {
      const now = limited(sample);
      expect(Math.abs(now)).to.be.at.most(1);
      expect(now).to.be.at.least(before);
      expect(Math.abs((now - before) / 0.001 - slope)).to.be.below(0.02);
      slope = (now - before) / 0.001;
      before = now;
    }
  });

  it('is a node that does so within a thousandth, without delay', async () => {
    const loud = sine(440, RATE, 4800, 2);
    const heard = await through(loud);
    const wanted = loud.map(limited);
    heard.forEach((sample, i) => expect(sample).to.be.closeTo(wanted[i]!, 0.001));
  });

  it('changes a quiet signal by less than a 16-bit step', async () => {
    const quiet = sine(440, RATE, 4800, 0.6);
    const heard = await through(quiet);
    heard.forEach((sample, i) => expect(sample).to.be.closeTo(quiet[i]!, 2 ** -16));
  });
});
