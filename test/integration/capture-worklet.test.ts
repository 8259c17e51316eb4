import { expect } from '@open-wc/testing';
import { loadWorklet } from '../../src/audio/io/load-worklet.js';
import { WorkletLink } from '../../src/audio/io/worklet-link.js';
import { CAPTURE_PROCESSOR, type CaptureToWorker } from '../../src/audio/worklets/worklet-messages.js';
import { until } from '../helpers/page/live-agent.js';

describe('the capture worklet', () => {
  let context: AudioContext;
  let node: AudioWorkletNode;
  let link: WorkletLink;
  /** The loudest sample of each chunk. */
  let peaks: number[];

  beforeEach(async () => {
    context = new AudioContext();
    await loadWorklet(context, { url: new URL('/dist/capture.worklet.js', location.href).href });
    const [name] = await registered();
    node = new AudioWorkletNode(context, name, {
      outputChannelCount: [1],
      channelCount: 1,
      channelCountMode: 'explicit',
    });
    node.connect(context.destination);
    link = new WorkletLink(node);
    peaks = [];
    link.port.onmessage = ({ data }: MessageEvent<CaptureToWorker>) => {
      peaks.push(data.peak);
      link.port.postMessage({ kind: 'recycle', samples: data.samples }, [data.samples.buffer]);
    };
  });

  afterEach(() => context.close());

  /** The built file registers its processor with the build in its name. */
  const registered = async (): Promise<[string]> => {
    const code = await (await fetch('/dist/capture.worklet.js')).text();
    const [kind] = CAPTURE_PROCESSOR.split('%');
    return [new RegExp(`${kind}\\w*`).exec(code)![0]];
  };

  it('sends silence while its input has no channel, so that a turn can end', async () => {
    await until('chunks come', () => peaks.length > 10);
    expect(peaks.every((peak) => peak === 0)).to.be.true;
  });

  it('sends what is heard, and silence again when the source goes quiet', async () => {
    const tone = new OscillatorNode(context);
    tone.connect(node);
    tone.start();
    await until('the tone is heard', () => peaks.some((peak) => peak > 0.5));
    tone.disconnect();
    const { length } = peaks;
    await until('chunks go on', () => peaks.length > length + 10);
    expect(peaks.slice(-5)).to.deep.equal([0, 0, 0, 0, 0]);
  });

  it('sends a short silence when the visitor mutes it, and then nothing', async () => {
    link.post({ kind: 'mute', muted: true });
    let before = -1;
    await until('nothing comes any more', async () => {
      before = peaks.length;
      await new Promise((resolve) => setTimeout(resolve, 500));
      return before > 10 && peaks.length === before;
    });
  });
});
