import { expect } from '@open-wc/testing';
import { WorkletLoadError } from '../../../src/audio/io/load-worklet.js';
import {
  MicrophoneError,
  openMicrophone,
  openStream,
  type MicrophoneOptions,
} from '../../../src/audio/io/microphone.js';
import { CAPTURE_PROCESSOR } from '../../../src/audio/worklets/worklet-messages.js';

const worklet = {
  code: `registerProcessor('${CAPTURE_PROCESSOR}', class extends AudioWorkletProcessor { process() {} });`,
};

describe('openMicrophone', () => {
  let context: AudioContext;
  let lifetime: AbortController;
  let options: MicrophoneOptions;
  let streams: MediaStream[];
  let asked: MediaStreamConstraints[];

  /** Answers the browser's permission prompt for the visitor. */
  const answer = (reply: (count: number) => Promise<void> | void): void => {
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      asked.push(constraints ?? {});
      await reply(asked.length);
      const { stream } = context.createMediaStreamDestination();
      streams.push(stream);
      return stream;
    };
  };
  const states = (): string[] => streams.map((stream) => stream.getAudioTracks()[0]!.readyState);
  const failure = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    );

  beforeEach(() => {
    context = new AudioContext();
    lifetime = new AbortController();
    streams = [];
    asked = [];
    const { signal } = lifetime;
    options = { worklet, echoCancellation: true, noiseSuppression: true, autoGainControl: false, signal };
    answer(() => undefined);
  });

  afterEach(async () => {
    delete (navigator.mediaDevices as Partial<MediaDevices>).getUserMedia; // the stub; the browser's own is inherited
    await context.close();
  });

  it('asks for one device, and wishes the rest', async () => {
    await openMicrophone(context, { ...options, deviceId: 'desk' });
    const audio = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: false };
    expect(asked).to.deep.equal([{ audio: { ...audio, deviceId: { exact: 'desk' } } }]);
  });

  it('takes any device when the wanted one cannot be had', async () => {
    answer((count) => {
      if (count === 1) throw new DOMException('', 'OverconstrainedError');
    });
    const microphone = await openMicrophone(context, { ...options, deviceId: 'gone' });
    expect(asked[1]!.audio).not.to.have.property('deviceId');
    expect(microphone.track.readyState).to.equal('live');
  });

  it('does without, rather than with another, when it must be that device', async () => {
    answer(() => {
      throw new DOMException('', 'OverconstrainedError');
    });
    const error = await failure(openMicrophone(context, { ...options, deviceId: 'gone', exact: true }));
    expect((error as MicrophoneError).fault).to.equal('mic-missing');
    expect(asked).to.have.lengthOf(1);
  });

  it('hears another device by the same port, and releases the one before', async () => {
    const microphone = await openMicrophone(context, options);
    const { port } = microphone;
    microphone.use(await openStream(options));
    expect(microphone.port).to.equal(port);
    expect(states()).to.deep.equal(['ended', 'live']);
    expect(microphone.track).to.equal(streams[1]!.getAudioTracks()[0]);
    microphone.close();
    expect(states()).to.deep.equal(['ended', 'ended']);
  });

  it('stays muted with another device', async () => {
    const microphone = await openMicrophone(context, options);
    microphone.setMuted(true);
    microphone.use(await openStream(options));
    expect(microphone.track.enabled).to.be.false;
  });

  it('keeps its device when the other cannot be heard', async () => {
    const microphone = await openMicrophone(context, options);
    const { track } = microphone;
    const stream = await openStream(options);
    context.createMediaStreamSource = () => {
      throw new DOMException('', 'NotSupportedError');
    };
    expect(() => microphone.use(stream)).to.throw(DOMException);
    expect(microphone.track).to.equal(track);
    expect(track.readyState).to.equal('live');
  });

  it('tells of the device in use only', async () => {
    const microphone = await openMicrophone(context, options);
    let ended = 0;
    microphone.onEnded = () => ended++;
    const { track } = microphone;
    microphone.use(await openStream(options));
    track.dispatchEvent(new Event('ended'));
    expect(ended).to.equal(0);
    microphone.track.dispatchEvent(new Event('ended'));
    expect(ended).to.equal(1);
  });

  it('takes a stream that is given, and asks nobody', async () => {
    const { stream } = context.createMediaStreamDestination();
    const microphone = await openMicrophone(context, options, Promise.resolve(stream));
    expect(microphone.stream).to.equal(stream);
    expect(asked).to.be.empty;
  });

  it('mixes a stereo device instead of hearing its left half, and leads on through silence, so that it is pulled', async () => {
    const ways: [from: AudioNode, to: unknown][] = [];
    const { connect } = AudioNode.prototype;
    AudioNode.prototype.connect = function (this: AudioNode, ...args: unknown[]): unknown {
      ways.push([this, args[0]]);
      return Reflect.apply(connect, this, args);
    } as typeof connect;
    const { capture } = await openMicrophone(context, options).finally(() => (AudioNode.prototype.connect = connect));
    expect([capture.channelCount, capture.channelCountMode]).to.deep.equal([1, 'explicit']);
    const sink = ways.find(([from]) => from === capture)![1] as GainNode;
    expect(sink.gain.value).to.equal(0);
    expect(ways.some(([from, to]) => from === sink && to === context.destination)).to.be.true;
  });

  it('tells why there is none', async () => {
    answer(() => {
      throw new DOMException('', 'NotReadableError');
    });
    const error = await failure(openMicrophone(context, options));
    expect(error).to.be.instanceOf(MicrophoneError);
    expect((error as MicrophoneError).fault).to.equal('mic-busy');
  });

  it('ends at once when aborted during the prompt, and stops the track that still comes', async () => {
    let allow = (): void => undefined;
    answer(() => new Promise((resolve) => (allow = resolve)));
    const opening = failure(openMicrophone(context, options));
    lifetime.abort();
    expect(await opening).to.have.property('name', 'AbortError');
    allow();
    await new Promise((resolve) => setTimeout(resolve));
    expect(states()).to.deep.equal(['ended']);
  });

  it('releases the device when the worklet is refused', async () => {
    const error = await failure(openMicrophone(context, { ...options, worklet: { code: 'syntax error' } }));
    expect(error).to.be.instanceOf(WorkletLoadError);
    expect(states()).to.deep.equal(['ended']);
  });

  it('releases the device when a node cannot be made', async () => {
    const error = await failure(openMicrophone(context, { ...options, worklet: { code: '' } }));
    expect(error).to.be.instanceOf(Error);
    expect(states()).to.deep.equal(['ended']);
  });

  it('leaves no half of a graph where the device cannot be heard', async () => {
    const led: AudioNode[] = [];
    const { connect } = AudioNode.prototype;
    AudioNode.prototype.connect = function (this: AudioNode, ...args: unknown[]): unknown {
      if (args[0] === context.destination) led.push(this);
      return Reflect.apply(connect, this, args);
    } as typeof connect;
    context.createMediaStreamSource = () => {
      throw new DOMException('another sample rate', 'NotSupportedError');
    };
    const error = await failure(openMicrophone(context, options)).finally(
      () => (AudioNode.prototype.connect = connect),
    );
    expect(error).to.be.instanceOf(DOMException);
    expect(led.length, 'nodes that are pulled for ever').to.equal(0);
    expect(states()).to.deep.equal(['ended']);
  });

  it('ends with its signal', async () => {
    await openMicrophone(context, options);
    lifetime.abort();
    expect(states()).to.deep.equal(['ended']);
  });

  it('tells when the device is taken away, and not when it is closed', async () => {
    const microphone = await openMicrophone(context, options);
    let ended = 0;
    microphone.onEnded = () => ended++;
    microphone.track.dispatchEvent(new Event('ended'));
    microphone.close();
    microphone.close();
    microphone.track.dispatchEvent(new Event('ended'));
    expect(ended).to.equal(1);
  });

  it('mutes the track too', async () => {
    const microphone = await openMicrophone(context, options);
    microphone.setMuted(true);
    expect(microphone.track.enabled).to.be.false;
    microphone.setMuted(false);
    expect(microphone.track.enabled).to.be.true;
  });
});
