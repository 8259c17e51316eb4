import { until } from '../../../helpers/page/live-agent.js';
import { expect } from '@open-wc/testing';
import { openMeter } from '../../../../src/components/features/microphone-check/microphone-meter.js';
import { watch, type Watch } from '../../../helpers/page/resource-watch.js';

const assets = (): { readonly url: string } => ({ url: '/none.js' });

describe('the meter of the microphone', () => {
  let watching: Watch;
  let lifetime: AbortController;
  const states = (): string[] => watching.tracks.map(({ readyState }) => readyState);

  beforeEach(() => {
    watching = watch();
    lifetime = new AbortController();
  });
  afterEach(() => {
    lifetime.abort();
    watching.restore();
  });

  it('tells the device and its loudness, until its signal', async () => {
    const meter = await openMeter(assets, undefined, lifetime.signal);
    if ('code' in meter) return expect.fail(meter.cause);
    expect(meter.label).not.to.equal('');
    expect(meter.level()).to.be.within(0, 1);
    expect(states()).to.deep.equal(['live']);
    lifetime.abort();
    expect(states()).to.deep.equal(['ended']);
  });

  it('releases the device, and its hold on the context, when the device cannot be heard', async () => {
    const { createMediaStreamSource } = AudioContext.prototype;
    const contexts: AudioContext[] = [];
    AudioContext.prototype.createMediaStreamSource = function (this: AudioContext) {
      contexts.push(this);
      throw new DOMException('another sample rate', 'NotSupportedError');
    };
    const problem = await openMeter(assets, undefined, lifetime.signal);
    AudioContext.prototype.createMediaStreamSource = createMediaStreamSource;
    expect(problem).to.include({ code: 'audio-blocked' });
    expect(states()).to.deep.equal(['ended']);
    await until('the context sleeps', () => contexts[0]?.state === 'suspended');
  });
});
