/**
 * Simulates a room with an echo: the microphone of every call hears only what the page plays, a known number of frames
 * later. Only the device is replaced; everything behind it is the product's own code.
 */
export interface EchoRoom {
  /** The simulated microphones, newest last. Each is made when a call asks for a microphone. */
  readonly microphones: readonly AudioNode[];
  /** The constraints that the page passed to the browser, for each microphone. */
  readonly asked: readonly MediaTrackConstraints[];
  restore(): void;
}

/** @param delayFrames delay from the page's output to its microphone, at the context's rate; at least 128 frames */
export function echoRoom(delayFrames: number): EchoRoom {
  const { connect } = AudioNode.prototype;
  const { createMediaStreamSource } = AudioContext.prototype;
  const devices = navigator.mediaDevices;
  const { getUserMedia } = devices;
  const rooms = new Map<BaseAudioContext, DelayNode>();
  const microphones: AudioNode[] = [];
  const asked: MediaTrackConstraints[] = [];

  const roomOf = (context: BaseAudioContext): DelayNode => {
    const delayTime = delayFrames / context.sampleRate;
    const room = rooms.get(context) ?? new DelayNode(context, { delayTime, maxDelayTime: 1 });
    rooms.set(context, room);
    return room;
  };
  AudioNode.prototype.connect = function (this: AudioNode, ...args: unknown[]): unknown {
    // The capture node is connected to the destination too, through a gain of zero, which is not audible.
    const silent = this instanceof GainNode && this.gain.value === 0;
    if (args[0] instanceof AudioDestinationNode && !silent) Reflect.apply(connect, this, [roomOf(this.context)]);
    return Reflect.apply(connect, this, args);
  } as typeof connect;
  AudioContext.prototype.createMediaStreamSource = function (this: AudioContext) {
    const microphone = new GainNode(this);
    Reflect.apply(connect, roomOf(this), [microphone]);
    microphones.push(microphone);
    return microphone as unknown as MediaStreamAudioSourceNode;
  };
  devices.getUserMedia = (constraints) => {
    asked.push(constraints?.audio as MediaTrackConstraints);
    return getUserMedia.call(devices, constraints);
  };
  return {
    microphones,
    asked,
    restore() {
      AudioNode.prototype.connect = connect;
      AudioContext.prototype.createMediaStreamSource = createMediaStreamSource;
      devices.getUserMedia = getUserMedia;
    },
  };
}

export interface Alignment {
  /** `late` is behind `early` by this many frames. */
  readonly lagFrames: number;
  /** Correlation of the two at that lag: 1 when they differ in loudness alone. */
  readonly correlation: number;
}

/** Finds the lag, at most `most` frames in either direction, at which two signals correlate best. */
export function align(early: Int16Array, late: Int16Array, most: number): Alignment {
  const from = most;
  const to = Math.min(early.length, late.length) - most;
  let best: Alignment = { lagFrames: 0, correlation: 0 };
  for (let lagFrames = -most; lagFrames <= most; lagFrames++) {
    let [product, one, other] = [0, 0, 0];
    for (let n = from; n < to; n++) {
      const a = early[n]!;
      const b = late[n + lagFrames]!;
      product += a * b;
      one += a * a;
      other += b * b;
    }
    const correlation = product / Math.sqrt(one * other || 1);
    if (correlation > best.correlation) best = { lagFrames, correlation };
  }
  return best;
}
