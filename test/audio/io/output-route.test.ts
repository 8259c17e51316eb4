import { expect } from '@open-wc/testing';
import { OutputRoute } from '../../../src/audio/io/output-route.js';
import { openSpeaker, type Speaker } from '../../../src/audio/io/speaker.js';
import { PLAYBACK_PROCESSOR } from '../../../src/audio/worklets/worklet-messages.js';

const worklet = {
  code: `registerProcessor('${PLAYBACK_PROCESSOR}', class extends AudioWorkletProcessor {
    process(_, [[samples]]) { samples.fill(0.9); return true; } });`,
};

describe('OutputRoute', () => {
  let context: AudioContext;
  let lifetime: AbortController;
  let speaker: Speaker;
  let route: OutputRoute;
  let sinks: string[];
  /** Names of the nodes that lead to an end, in the order they were connected. */
  let ends: string[];
  const { connect } = AudioNode.prototype;
  const { setSinkId, play } = HTMLMediaElement.prototype;

  /** Chromium chooses by the context; the others cannot. */
  const contextSinks = (answer: ((id: string) => Promise<void>) | undefined): void => {
    Object.defineProperty(context, 'setSinkId', { configurable: true, value: answer });
    Object.defineProperty(context, 'sinkId', {
      configurable: true,
      get: () => (answer ? (sinks.at(-1) ?? '') : undefined),
    });
  };
  const accept = (id: string): Promise<void> => Promise.resolve(void sinks.push(id));
  const refuse = (): Promise<void> => Promise.reject(new DOMException('', 'NotFoundError'));
  const failure = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'none',
      (error: unknown) => (error as Error).name,
    );

  beforeEach(async () => {
    [sinks, ends] = [[], []];
    context = new AudioContext();
    lifetime = new AbortController();
    AudioNode.prototype.connect = function (this: AudioNode, ...args: unknown[]): unknown {
      if (args[0] instanceof AudioDestinationNode) ends.push(`${this.constructor.name} context`);
      if (args[0] instanceof MediaStreamAudioDestinationNode) ends.push(`${this.constructor.name} element`);
      return Reflect.apply(connect, this, args);
    } as typeof connect;
    speaker = await openSpeaker(context, { worklet, volume: 1, signal: lifetime.signal });
    route = new OutputRoute(context, speaker, lifetime.signal);
    ends = [];
  });

  afterEach(async () => {
    lifetime.abort();
    AudioNode.prototype.connect = connect;
    Object.assign(HTMLMediaElement.prototype, { setSinkId, play });
    await context.close();
  });

  it('puts a limiter in the way only while the volume is above 1', () => {
    route.setVolume(0.5);
    expect(ends).to.deep.equal([]);
    route.setVolume(1.5);
    route.setVolume(2);
    expect(ends).to.deep.equal(['WaveShaperNode context']);
    expect(speaker.volume).to.equal(2);
    route.setVolume(1);
    expect(ends).to.deep.equal(['WaveShaperNode context', 'GainNode context']);
    expect(speaker.volume).to.equal(1);
  });

  it('lets the context choose the speaker where it can', async () => {
    contextSinks(accept);
    await route.setSink('desk');
    await route.setSink('desk');
    expect(route.sink).to.equal('desk');
    await route.setSink('default');
    expect(sinks).to.deep.equal(['desk', '']);
    expect(ends).to.be.empty;
  });

  it('keeps the speaker when the other cannot be had', async () => {
    contextSinks(refuse);
    expect(await failure(route.setSink('gone'))).to.equal('NotFoundError');
    expect(route.sink).to.equal('');
  });

  describe('where contexts cannot choose', () => {
    const playing: HTMLMediaElement[] = [];
    beforeEach(() => {
      playing.length = 0;
      contextSinks(undefined);
      let sink = '';
      HTMLMediaElement.prototype.setSinkId = async (id) => {
        await accept(id);
        sink = id;
      };
      Object.defineProperty(HTMLMediaElement.prototype, 'sinkId', { configurable: true, get: () => sink });
      HTMLMediaElement.prototype.play = function () {
        playing.push(this);
        return Promise.resolve();
      };
    });

    it('leads the sound through an element, and back', async () => {
      await route.setSink('desk');
      expect(ends).to.deep.equal(['GainNode element']);
      expect(playing[0]!.srcObject).to.be.instanceOf(MediaStream);
      expect(route.sink).to.equal('desk');
      await route.setSink('');
      expect(ends).to.deep.equal(['GainNode element', 'GainNode context']);
      expect(playing[0]!.srcObject).to.be.null;
      expect(route.sink).to.equal('');
    });

    it('changes from one speaker to another within the same element', async () => {
      await route.setSink('desk');
      await route.setSink('ear');
      expect(playing).to.have.lengthOf(1);
      expect(sinks).to.deep.equal(['desk', 'ear']);
    });

    it('keeps the limiter on the way', async () => {
      route.setVolume(2);
      await route.setSink('desk');
      expect(ends.at(-1)).to.equal('WaveShaperNode element');
    });

    it('goes on as before when the element may not play', async () => {
      HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException('', 'NotAllowedError'));
      expect(await failure(route.setSink('desk'))).to.equal('NotAllowedError');
      expect(route.sink).to.equal('');
      expect(ends).to.be.empty;
    });

    it('says so when there is no way at all', async () => {
      delete (HTMLMediaElement.prototype as Partial<HTMLMediaElement>).setSinkId;
      expect(await failure(route.setSink('desk'))).to.equal('NotSupportedError');
    });

    it('ends with the call', async () => {
      await route.setSink('desk');
      lifetime.abort();
      expect(playing[0]!.srcObject).to.be.null;
    });
  });
});
