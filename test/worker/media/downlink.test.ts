import { later } from '../../../src/worker/later/later.js';
import { moreFormats } from '../../../src/worker/media/wire-audio.js';
import { expect } from '@open-wc/testing';
import { encodeBase64 } from '../../../src/worker/media/base64.js';
import { Downlink } from '../../../src/worker/media/downlink.js';
import { itemId } from '../../../src/worker/protocol/ids.js';
import type { LocalEvent } from '../../../src/worker/session/local-events.js';
import { firstDifference, sine } from '../../helpers/pure/signal.js';
import type { PlaybackToWorker, WorkerToPlayback } from '../../../src/audio/worklets/worklet-messages.js';

for (const [name, format] of later.formats) moreFormats.set(name, format);

const RATE = 48_000;
const WIRE = 24_000;
const a = itemId('a');
const b = itemId('b');

/** This many milliseconds of audio as the service sends it. */
const sound = (ms: number, value = 1000, rate = WIRE): string =>
  encodeBase64(new Uint8Array(new Int16Array((ms * rate) / 1000).fill(value).buffer));

/** A message that means nothing to either end. */
const MARK = 'mark';

/** Simulates the worklet at the other end of a real channel. It plays when the test says so. */
class Worklet {
  readonly heard: WorkerToPlayback[] = [];
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<WorkerToPlayback | typeof MARK>) => data === MARK || this.heard.push(data);
  }

  say(message: PlaybackToWorker): void {
    this.#port.postMessage(message);
  }

  get items(): readonly number[] {
    return [...new Set(this.heard.flatMap((message) => (message.kind === 'play' ? [message.item] : [])))];
  }

  /** Frames given for an item, or for all. */
  given(item?: number): number {
    return this.heard.reduce(
      (sum, message) =>
        message.kind === 'play' && (item ?? message.item) === message.item ? sum + message.frames : sum,
      0,
    );
  }

  /** In milliseconds. */
  played(item: number, ms: number): void {
    this.say({ kind: 'progress', item, played: (ms * RATE) / 1000, buffered: 0 });
  }
}

/** Waits until this end has read what was sent before. Browsers keep the order within a channel, and nothing else. */
const read = (end: MessagePort, from: MessagePort): Promise<void> =>
  new Promise((resolve) => {
    const look = ({ data }: MessageEvent): void => {
      if (data !== MARK) return;
      end.removeEventListener('message', look);
      resolve();
    };
    end.addEventListener('message', look);
    from.postMessage(MARK);
  });

/** The channels to worklets; a downlink closes its end. */
const channels = new Set<MessageChannel>();

/** Waits until both ends of all channels have read everything, also what they answered. */
const settled = async (): Promise<void> => {
  for (let i = 0; i < 4; i++) {
    for (const { port1, port2 } of channels) {
      await read(port2, port1);
      await read(port1, port2);
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
};

function plugIn(downlink: Downlink, sampleRate = RATE, latencyMs = 0): Worklet {
  const channel = new MessageChannel();
  const { port1, port2 } = channel;
  channels.add(channel);
  port1.close = () => {
    channels.delete(channel);
    MessagePort.prototype.close.call(port1);
  };
  downlink.attach({ port: port1, sampleRate }, latencyMs);
  return new Worklet(port2);
}

function setUp(latencyMs = 0, sampleRate = RATE) {
  const told: LocalEvent[] = [];
  const downlink = new Downlink((event) => told.push(event));
  const connect = () => plugIn(downlink, sampleRate, latencyMs);
  const heardOf = () => told.flatMap((event) => (event.type === 'playback.flushed' ? event.heard : []));
  return { downlink, told, connect, heardOf, worklet: connect() };
}

describe('the downlink', () => {
  afterEach(() => channels.clear());

  it('holds no more items than any answer has, and goes on after them', async () => {
    const { downlink, worklet, heardOf } = setUp();
    for (let i = 0; i < 3000; i++) downlink.play(itemId(`i${i}`), sound(10));
    downlink.flush();
    await settled();
    worklet.say({ kind: 'flushed', item: 1, played: 0 });
    await settled();
    expect(heardOf().length).to.be.within(900, 1000);
    const before = worklet.given();
    downlink.play(a, sound(100));
    await settled();
    expect(worklet.given()).to.be.above(before);
  });

  it('gives the worklet what comes, at its own rate, with the tail and the end of the item', async () => {
    const { downlink, worklet } = setUp();
    downlink.play(a, sound(100));
    downlink.play(a, sound(50));
    downlink.end(a);
    await settled();
    const kinds = worklet.heard.map(({ kind }) => kind);
    expect(kinds.lastIndexOf('play')).to.equal(kinds.length - 2);
    expect(kinds.at(-1)).to.equal('item-end');
    expect(worklet.given()).to.equal((150 * RATE) / 1000);
    const middle = worklet.heard[4] as Extract<WorkerToPlayback, { kind: 'play' }>;
    expect(middle.samples[10]).to.be.closeTo(1000 / 0x8000, 1e-3);
  });

  it('says the end of an item once', async () => {
    const { downlink, worklet } = setUp();
    downlink.play(a, sound(40));
    downlink.end(a);
    downlink.end(a);
    await settled();
    expect(worklet.heard.filter(({ kind }) => kind === 'item-end')).to.have.length(1);
  });

  it('feeds about two seconds ahead and goes on with the playhead', async () => {
    const { downlink, worklet } = setUp();
    downlink.play(a, sound(10_000));
    await settled();
    const first = worklet.given();
    expect(first).to.be.within(2 * RATE, 2.05 * RATE);
    worklet.say({ kind: 'started', item: 1, prebufferMs: 30 });
    worklet.played(1, 500);
    await settled();
    expect(worklet.given() - first).to.be.closeTo(RATE / 2, RATE / 40);
    for (let ms = 1000; ms <= 10_000; ms += 500) {
      worklet.played(1, ms);
      await settled();
    }
    downlink.end(a);
    await settled();
    expect(worklet.given()).to.equal(10 * RATE);
  });

  it('is fed on when the worklet ran dry', async () => {
    const { downlink, worklet } = setUp();
    downlink.play(a, sound(100));
    worklet.say({ kind: 'underrun', item: 1, prebufferMs: 90 });
    await settled();
    expect(downlink.takeFigures()).to.deep.equal({ underruns: 1, bufferMs: 90 });
  });

  it('lets one item follow another, each with its own end', async () => {
    const { downlink, worklet } = setUp();
    downlink.play(a, sound(100));
    downlink.play(b, sound(60));
    downlink.end(b);
    await settled();
    expect(worklet.items).to.deep.equal([1, 2]);
    expect(worklet.heard.flatMap((m) => (m.kind === 'item-end' ? [m.item] : []))).to.deep.equal([1, 2]);
    expect([worklet.given(1), worklet.given(2)]).to.deep.equal([RATE / 10, (60 * RATE) / 1000]);
  });

  it('tells when an item is heard and when all is', async () => {
    const { downlink, worklet, told } = setUp();
    downlink.play(a, sound(100));
    downlink.end(a);
    worklet.say({ kind: 'started', item: 1, prebufferMs: 30 });
    worklet.say({ kind: 'drained', item: 1, played: RATE / 10 });
    await settled();
    expect(told).to.deep.equal([{ type: 'playback.started', itemId: 'a' }, { type: 'playback.drained' }]);
  });

  it('tells no end while more is on its way', async () => {
    const { downlink, worklet, told } = setUp();
    downlink.play(a, sound(10_000));
    downlink.play(b, sound(100));
    await settled();
    worklet.say({ kind: 'drained', item: 1, played: RATE * 2 });
    await settled();
    expect(told.map(({ type }) => type)).not.to.include('playback.drained');
  });

  it('leaves out what is no base64, and works on', async () => {
    const { downlink, worklet } = setUp();
    downlink.play(a, '***');
    downlink.play(a, '');
    downlink.play(a, sound(40));
    downlink.end(a);
    await settled();
    expect(worklet.given()).to.equal((40 * RATE) / 1000);
  });

  /** All samples that the worklet was given, as numbers. */
  const samplesOf = ({ heard }: Worklet): readonly number[] =>
    heard.flatMap((message) => (message.kind === 'play' ? [...message.samples.subarray(0, message.frames)] : []));
  /** Two tones, item after item, in pieces of these bytes, over and over. */
  async function tones(...sizes: readonly number[]): Promise<readonly number[]> {
    const { downlink, worklet } = setUp();
    for (const [item, frequency] of [
      [a, 440],
      [b, 700],
    ] as const) {
      const pcm = Int16Array.from(sine(frequency, WIRE, WIRE / 2), (sample) => sample * 0x7fff);
      const bytes = new Uint8Array(pcm.buffer);
      let at = 0;
      for (let i = 0; at < bytes.length; at += sizes[i++ % sizes.length]!) {
        downlink.play(item, encodeBase64(bytes.subarray(at, at + sizes[i % sizes.length]!)));
      }
      downlink.end(item);
    }
    await settled();
    return samplesOf(worklet);
  }

  for (const sizes of [[4801], [1], [3, 0, 1, 4801, 2], [0, 4799]]) {
    it(`plays the same when pieces are cut inside a sample: ${sizes.join(', ')} bytes`, async () => {
      const [cut, whole] = [await tones(...sizes), await tones(4800)];
      expect(whole.length).to.equal(2 * (RATE / 2));
      expect(firstDifference(Float32Array.from(cut), Float32Array.from(whole))).to.equal(-1);
    });
  }

  it('drops the byte that an item ends with, and adds it to no other item', async () => {
    const { downlink, worklet } = setUp();
    for (const item of [a, b]) {
      for (const piece of [sound(20), encodeBase64(Uint8Array.of(0x7f))]) downlink.play(item, piece);
      downlink.end(item);
    }
    await settled();
    expect(worklet.given()).to.equal((40 * RATE) / 1000);
    const { samples } = worklet.heard.findLast((message) => message.kind === 'play' && message.frames > 100) as Extract<
      WorkerToPlayback,
      { kind: 'play' }
    >;
    expect(samples[400]).to.be.closeTo(1000 / 0x8000, 1e-3);
  });

  it('follows the format of the session', async () => {
    const { downlink, worklet } = setUp();
    downlink.setFormat('g711_ulaw');
    downlink.play(a, encodeBase64(new Uint8Array(800).fill(0xff)));
    downlink.end(a);
    await settled();
    expect(worklet.given()).to.equal(RATE / 10);
  });

  it('uses buffers again that came home', async () => {
    const { downlink, worklet } = setUp();
    const samples = new Float32Array(RATE / 40).fill(9);
    worklet.say({ kind: 'recycle', samples });
    await settled();
    downlink.play(a, sound(20));
    await settled();
    const [first] = worklet.heard as Extract<WorkerToPlayback, { kind: 'play' }>[];
    expect(first?.samples.at(-1)).to.equal(9);
  });

  it('says nothing to nobody', () => {
    const told: LocalEvent[] = [];
    const downlink = new Downlink((event) => told.push(event));
    downlink.play(a, sound(20));
    downlink.end(a);
    downlink.forget();
    downlink.flush();
    downlink.detach();
    expect(told).to.be.empty;
  });

  it('keeps what comes before there is a speaker, and gives it to the first', async () => {
    const told: LocalEvent[] = [];
    const downlink = new Downlink((event) => told.push(event));
    downlink.play(a, sound(100));
    downlink.end(a);
    const worklet = plugIn(downlink);
    await settled();
    expect(worklet.given()).to.equal(RATE / 10);
    expect(worklet.heard.at(-1)).to.deep.equal({ kind: 'item-end', item: 1 });
    expect(told).to.be.empty;
  });

  it('answers for what is flushed before there is a speaker: nothing of it was heard', async () => {
    const told: LocalEvent[] = [];
    const downlink = new Downlink((event) => told.push(event));
    downlink.play(a, sound(100));
    downlink.flush();
    const [flushed, ...more] = told;
    expect(more).to.be.empty;
    expect(flushed).to.have.nested.property('heard[0].itemId', a);
    expect(flushed).to.have.nested.property('heard[0].heardMs', 0);
    expect(flushed).to.have.nested.property('heard[0].receivedMs', 100);
    downlink.play(b, sound(200));
    downlink.end(b);
    const worklet = plugIn(downlink);
    await settled();
    expect(worklet.given()).to.equal(RATE / 5);
  });

  it('plays an answer to its end in the format it began in', async () => {
    const { downlink, worklet, heardOf } = setUp();
    downlink.play(a, sound(2400));
    downlink.setFormat('pcm16_8000hz');
    downlink.end(a);
    downlink.play(b, sound(100, 1000, 8000));
    downlink.end(b);
    worklet.played(1, 1000);
    await settled();
    expect(worklet.given(1)).to.equal(2.4 * RATE);
    expect(worklet.given(2)).to.equal(RATE / 10);
    downlink.detach();
    expect(heardOf().map(({ receivedMs }) => receivedMs)).to.deep.equal([2400, 100]);
  });

  it('begins anew with another speaker', async () => {
    const { downlink, worklet, connect } = setUp();
    downlink.play(a, sound(1010));
    await settled();
    const second = connect();
    downlink.play(b, sound(100, 0));
    downlink.end(b);
    await settled();
    expect(worklet.heard.every((message) => message.kind === 'play' && message.item === 1)).to.be.true;
    expect(second.given()).to.equal(RATE / 10);
    const [first] = second.heard as Extract<WorkerToPlayback, { kind: 'play' }>[];
    expect(Math.max(...first!.samples.map(Math.abs))).to.equal(0);
  });
});

describe('a speaker that is taken away', () => {
  it('leaves word of what was heard by it, of the answer that played and of the one behind it', async () => {
    const { downlink, worklet, heardOf } = setUp(40);
    downlink.play(a, sound(3000));
    downlink.play(b, sound(200));
    worklet.say({ kind: 'started', item: 1, prebufferMs: 30 });
    worklet.played(1, 600);
    await settled();
    downlink.detach();
    expect(heardOf().map(({ itemId, heardMs }) => `${itemId} ${heardMs}`)).to.deep.equal(['a 560', 'b 0']);
  });

  it('answers for a flush that it cannot answer any more, once', async () => {
    const { downlink, worklet, told, connect } = setUp();
    downlink.play(a, sound(3000));
    worklet.played(1, 600);
    await settled();
    downlink.flush();
    downlink.detach();
    downlink.detach();
    expect(told).to.have.length(1);
    expect(told[0]).to.deep.include({ type: 'playback.flushed' });
    const second = connect();
    downlink.play(b, sound(100));
    downlink.end(b);
    await settled();
    expect(second.given()).to.equal(RATE / 10);
  });

  it('has nothing to say of an answer that was heard to its end', async () => {
    const { downlink, worklet, heardOf } = setUp();
    downlink.play(a, sound(100));
    downlink.end(a);
    worklet.say({ kind: 'drained', item: 1, played: RATE / 10 });
    await settled();
    downlink.detach();
    expect(heardOf()).to.be.empty;
  });
});

describe('a flush', () => {
  it('asks nothing of the worklet when nothing plays or waits', async () => {
    const { downlink, worklet, told } = setUp();
    downlink.flush();
    downlink.play(a, sound(100));
    downlink.end(a);
    await settled();
    expect(worklet.heard.map(({ kind }) => kind)).not.to.include('flush');
    expect(worklet.given()).to.equal(RATE / 10);
    expect(told).to.be.empty;
  });

  it('silences an answer that has come whole and has not begun', async () => {
    const { downlink, worklet, heardOf } = setUp();
    downlink.play(a, sound(100));
    downlink.end(a);
    downlink.flush();
    worklet.say({ kind: 'flushed', item: -1, played: 0 });
    await settled();
    expect(worklet.heard.at(-1)).to.deep.equal({ kind: 'flush' });
    expect(heardOf()).to.deep.equal([{ itemId: 'a', heardMs: 0, receivedMs: 100, whole: false }]);
  });

  it('answers what was really heard, less the way to the ear', async () => {
    const { downlink, worklet, heardOf } = setUp(40);
    downlink.play(a, sound(5000));
    worklet.say({ kind: 'started', item: 1, prebufferMs: 30 });
    worklet.played(1, 600);
    await settled();
    downlink.flush();
    worklet.say({ kind: 'flushed', item: 1, played: RATE });
    await settled();
    expect(heardOf()).to.deep.equal([{ itemId: 'a', heardMs: 960, receivedMs: 5000, whole: false }]);
  });

  it('is sent once, and its answer told once', async () => {
    const { downlink, worklet, told } = setUp();
    downlink.play(a, sound(500));
    downlink.flush();
    downlink.flush();
    worklet.say({ kind: 'flushed', item: 1, played: 480 });
    await settled();
    expect(worklet.heard.filter(({ kind }) => kind === 'flush')).to.have.length(1);
    expect(told).to.have.length(1);
  });

  it('never tells more than was received, nor less than nothing', async () => {
    for (const [latencyMs, played, heardMs] of [
      [0, RATE * 9, 100],
      [500, RATE / 10, 0],
    ] as const) {
      const { downlink, worklet, heardOf } = setUp(latencyMs);
      downlink.play(a, sound(100));
      downlink.flush();
      worklet.say({ kind: 'flushed', item: 1, played });
      await settled();
      expect(heardOf()[0]).to.deep.include({ heardMs, receivedMs: 100 });
    }
  });

  it('tells nothing of an item that was heard to its end', async () => {
    const { downlink, worklet, heardOf } = setUp();
    downlink.play(a, sound(100));
    downlink.end(a);
    downlink.flush();
    worklet.say({ kind: 'flushed', item: 1, played: RATE / 10 });
    await settled();
    expect(heardOf()).to.be.empty;
  });

  it('tells nothing of an item that drained before, however long the way to the ear is', async () => {
    const { downlink, worklet, heardOf } = setUp(40);
    downlink.play(a, sound(100));
    downlink.end(a);
    worklet.say({ kind: 'started', item: 1, prebufferMs: 30 });
    worklet.say({ kind: 'drained', item: 1, played: RATE / 10 });
    await settled();
    downlink.flush();
    worklet.say({ kind: 'flushed', item: -1, played: 0 });
    await settled();
    expect(heardOf()).to.be.empty;
  });

  it('tells of the item that plays and of the one that waits behind it', async () => {
    const { downlink, worklet, heardOf } = setUp();
    downlink.play(a, sound(300));
    downlink.play(b, sound(200));
    downlink.flush();
    worklet.say({ kind: 'flushed', item: 1, played: RATE / 10 });
    await settled();
    expect(heardOf().map(({ itemId, heardMs }) => `${itemId} ${heardMs}`)).to.deep.equal(['a 100', 'b 0']);
  });

  it('forgets the item before the one that plays', async () => {
    const { downlink, worklet, heardOf } = setUp();
    downlink.play(a, sound(300));
    downlink.play(b, sound(200));
    worklet.say({ kind: 'started', item: 2, prebufferMs: 30 });
    await settled();
    downlink.flush();
    worklet.say({ kind: 'flushed', item: 2, played: RATE / 100 });
    await settled();
    expect(heardOf().map(({ itemId, heardMs }) => `${itemId} ${heardMs}`)).to.deep.equal(['b 10']);
  });

  it('keeps what the next answer says while the worklet is still falling silent', async () => {
    const { downlink, worklet, heardOf } = setUp();
    downlink.play(a, sound(3000));
    await settled();
    downlink.flush();
    downlink.play(b, sound(100));
    downlink.end(b);
    await settled();
    expect(worklet.items).to.deep.equal([1]);
    worklet.say({ kind: 'flushed', item: 1, played: RATE / 10 });
    await settled();
    expect(heardOf().map(({ itemId }) => itemId)).to.deep.equal(['a']);
    expect(worklet.items).to.deep.equal([1, 2]);
    expect(worklet.given(2)).to.equal(RATE / 10);
    expect(worklet.heard.at(-1)).to.deep.equal({ kind: 'item-end', item: 2 });
  });

  it('tells nothing of items when nobody asks', async () => {
    const { downlink, worklet, heardOf } = setUp();
    downlink.play(a, sound(3000));
    downlink.forget();
    worklet.say({ kind: 'started', item: 1, prebufferMs: 30 });
    worklet.say({ kind: 'flushed', item: 1, played: RATE / 10 });
    await settled();
    expect(worklet.heard.at(-1)).to.deep.equal({ kind: 'flush' });
    expect(heardOf()).to.be.empty;
    downlink.play(b, sound(100));
    await settled();
    expect(worklet.items).to.deep.equal([1, 2]);
  });
});
