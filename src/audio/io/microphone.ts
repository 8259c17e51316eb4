import { hz, type Hz } from '../dsp/units.js';
import { CAPTURE_PROCESSOR } from '../worklets/worklet-messages.js';
import { loadWorklet } from './load-worklet.js';
import type { ScriptSource } from '../../thread-scripts/script.js';
import type { MicrophoneFault } from './microphone-fault.js';
import { WorkletLink } from './worklet-link.js';

export interface MicrophoneOptions {
  readonly worklet: ScriptSource;
  readonly deviceId?: string | undefined;
  /** Rather none than another device. */
  readonly exact?: boolean | undefined;
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly autoGainControl: boolean;
  /** Chunks carry what is played beside what is heard: connect it to the second input of `capture`. */
  readonly reference?: boolean | undefined;
  /** Ends the opening, also while the visitor is being asked, and later the microphone itself. */
  readonly signal: AbortSignal;
}

/** An open microphone: chunks of 20 ms at `sampleRate` leave by `port`. */
export interface Microphone {
  /** Hears the device by its first input. */
  readonly capture: AudioNode;
  /** The worker's end: `CaptureToWorker` comes out, `WorkerToCapture` goes in. Transfer it. */
  readonly port: MessagePort;
  readonly sampleRate: Hz;
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
  onLevel: ((level: number) => void) | undefined;
  /** The device was unplugged or taken away. */
  onEnded: (() => void) | undefined;
  /** Hears another device from now on, by the same port, and releases the one before. Throws before it does either. */
  use(stream: MediaStream): void;
  setMuted(muted: boolean): void;
  setLevels(on: boolean): void;
  /** Push to talk: a closed gate lets nothing through. `closed` learns how much did, in ms, when the last of it has left. */
  setGate(open: boolean, closed?: (passedMs: number) => void): void;
  /** Releases the device. May be called twice. */
  close(): void;
}

/** The visitor, the browser or the device said no. */
export class MicrophoneError extends Error {
  override readonly name = 'MicrophoneError';
  readonly fault: MicrophoneFault;
  constructor(fault: MicrophoneFault, options?: ErrorOptions) {
    super(fault, options);
    this.fault = fault;
  }
}

/**
 * Opens the microphone, or takes the stream that is given. Throws `MicrophoneError`, `WorkletLoadError` or the signal's
 * reason; whatever it throws, no track is left running.
 */
export async function openMicrophone(
  context: AudioContext,
  options: MicrophoneOptions,
  opening = openStream(options),
): Promise<Microphone> {
  const loading = loadWorklet(context, options.worklet); // while the visitor is being asked
  loading.catch(() => undefined); // awaited below, if it comes to that
  const stream = await opening;
  try {
    await loading;
    options.signal.throwIfAborted();
    return new OpenMicrophone(context, stream, options);
  } catch (error) {
    stopTracks(stream);
    throw error;
  }
}

/** Asks for a device. Throws `MicrophoneError` or the signal's reason; a stream that then still comes is released. */
export async function openStream(options: MicrophoneOptions): Promise<MediaStream> {
  options.signal.throwIfAborted();
  return abortable(askForStream(options), options.signal, stopTracks);
}

class OpenMicrophone extends WorkletLink implements Microphone {
  readonly sampleRate: Hz;
  onEnded: (() => void) | undefined;
  stream!: MediaStream;
  track!: MediaStreamTrack;
  readonly capture: AudioWorkletNode;
  readonly #lifetime = new AbortController();
  #source: MediaStreamAudioSourceNode | undefined;

  constructor(context: AudioContext, stream: MediaStream, { reference, signal }: MicrophoneOptions) {
    const capture = new AudioWorkletNode(context, CAPTURE_PROCESSOR, {
      numberOfInputs: reference ? 2 : 1,
      outputChannelCount: [1],
      // a stereo device is mixed by the graph, not cut to its left half
      channelCount: 1,
      channelCountMode: 'explicit',
    });
    super(capture);
    this.capture = capture;
    this.sampleRate = hz(context.sampleRate);
    this.use(stream); // may throw, and then nothing pulls the node
    // some browsers never pull a node that leads nowhere
    capture.connect(new GainNode(context, { gain: 0 })).connect(context.destination);
    signal.addEventListener('abort', () => this.close(), { signal: this.#lifetime.signal });
  }

  use(stream: MediaStream): void {
    const { track: before, stream: released } = this as Partial<Microphone>;
    const track = stream.getAudioTracks()[0]!;
    const source = (this.capture.context as AudioContext).createMediaStreamSource(stream);
    source.connect(this.capture);
    this.#source?.disconnect();
    this.#source = source;
    this.stream = stream;
    this.track = track;
    if (before) track.enabled = before.enabled;
    if (released) stopTracks(released);
    const onEnded = (): void => void (this.track === track && this.onEnded?.());
    track.addEventListener('ended', onEnded, { signal: this.#lifetime.signal });
  }

  setMuted(muted: boolean): void {
    this.post({ kind: 'mute', muted });
    this.track.enabled = !muted; // so that the browser and the system show it
  }

  setGate(open: boolean, closed?: (passedMs: number) => void): void {
    this.onGate = closed;
    this.post({ kind: 'gate', open });
  }

  override close(): void {
    if (this.#lifetime.signal.aborted) return;
    this.#lifetime.abort();
    stopTracks(this.stream);
    this.#source?.disconnect();
    super.close(); // the rest stays connected: only a worklet that is still pulled can end
    this.onEnded = undefined;
  }
}

async function askForStream(options: MicrophoneOptions): Promise<MediaStream> {
  const { deviceId, exact, echoCancellation, noiseSuppression, autoGainControl } = options;
  // a bare value is a wish (ideal), which no device can fail
  const audio = { channelCount: 1, echoCancellation, noiseSuppression, autoGainControl };
  try {
    if (!deviceId) return await getStream(audio);
    // as a wish, Chromium may pass it over
    return await getStream({ ...audio, deviceId: { exact: deviceId } }).catch((error: unknown) => {
      // not every browser derives it from Error
      if ((error as Error | undefined)?.name === 'OverconstrainedError' && !exact) return getStream(audio);
      throw error;
    });
  } catch (cause) {
    const { microphoneEnvironment, microphoneFault } = await import('./microphone-fault.js');
    throw new MicrophoneError(microphoneFault(cause, microphoneEnvironment()), { cause });
  }
}

/** In an insecure page `mediaDevices` is absent: that throws here, and `microphoneFault` tells why. */
const getStream = async (audio: MediaTrackConstraints): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia({ audio });

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** `promise`, unless the signal comes first; what then still arrives is given to `discard`. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal, discard: (late: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error);
      promise.then(discard, () => undefined);
    };
    signal.addEventListener('abort', abort);
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
