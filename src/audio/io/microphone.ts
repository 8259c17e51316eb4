/** The microphone: asks for the device, feeds the capture worklet, releases it. Samples do not pass here. */
import { hz, type Hz } from '../dsp/units.js';
import { CAPTURE_PROCESSOR } from '../worklets/worklet-messages.js';
import { loadWorklet } from './load-worklet.js';
import type { ScriptSource } from '../../thread-scripts/script.js';
import type { MicrophoneFault } from './microphone-fault.js';
import { WorkletLink } from './worklet-link.js';

export interface MicrophoneOptions {
  readonly worklet: ScriptSource;
  readonly deviceId?: string | undefined;
  /** Fails when the device is not there, instead of taking another. */
  readonly exact?: boolean | undefined;
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly autoGainControl: boolean;
  /** Chunks have a second channel with the audio that is played: the echo's reference. Connect it to the second input of `capture`. */
  readonly reference?: boolean | undefined;
  /** Ends the opening, also while the browser asks the visitor, and later the microphone itself. */
  readonly signal: AbortSignal;
}

/** An open microphone: chunks of 20 ms at `sampleRate` leave by `port`. */
export interface Microphone {
  /** The worklet's node. The device is connected to its first input. */
  readonly capture: AudioNode;
  /** The worker's end of the channel: it receives `CaptureToWorker` and sends `WorkerToCapture`. To be transferred. */
  readonly port: MessagePort;
  readonly sampleRate: Hz;
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
  onLevel: ((level: number) => void) | undefined;
  /** The device was unplugged or taken away. */
  onEnded: (() => void) | undefined;
  /** Uses another device from now on, with the same port, and releases the one before. When it throws, nothing has changed. */
  use(stream: MediaStream): void;
  setMuted(muted: boolean): void;
  setLevels(on: boolean): void;
  /** Push to talk: a closed gate passes no audio. `closed` is called with the time that passed it, in ms, after the last chunk. */
  setGate(open: boolean, closed?: (passedMs: number) => void): void;
  /** Releases the device. May be called twice. */
  close(): void;
}

/** The visitor, the browser or the device refused the microphone. */
export class MicrophoneError extends Error {
  override readonly name = 'MicrophoneError';
  readonly fault: MicrophoneFault;
  constructor(fault: MicrophoneFault, options?: ErrorOptions) {
    super(fault, options);
    this.fault = fault;
  }
}

/**
 * Opens the microphone, or takes the given stream. Throws `MicrophoneError`, `WorkletLoadError` or the signal's reason. When
 * it throws, no track is left running.
 */
export async function openMicrophone(
  context: AudioContext,
  options: MicrophoneOptions,
  opening = openStream(options),
): Promise<Microphone> {
  const loading = loadWorklet(context, options.worklet); // while the browser asks the visitor
  loading.catch(() => undefined); // awaited below, if the stream comes
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

/** Asks for a device. Throws `MicrophoneError` or the signal's reason. A stream that comes after the signal is released. */
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
      // The graph mixes a stereo device to mono. Otherwise only its left channel would be used.
      channelCount: 1,
      channelCountMode: 'explicit',
    });
    super(capture);
    this.capture = capture;
    this.sampleRate = hz(context.sampleRate);
    this.use(stream); // may throw, and then the node is not connected
    // Some browsers do not run a node without a connection to the destination.
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
    this.track.enabled = !muted; // so that the browser and the system show the microphone as muted
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
    super.close(); // the other nodes stay connected: a worklet ends only while it is processed
    this.onEnded = undefined;
  }
}

async function askForStream(options: MicrophoneOptions): Promise<MediaStream> {
  const { deviceId, exact, echoCancellation, noiseSuppression, autoGainControl } = options;
  // A plain value means `ideal`: no device is excluded by it.
  const audio = { channelCount: 1, echoCancellation, noiseSuppression, autoGainControl };
  try {
    if (!deviceId) return await getStream(audio);
    // `exact`, because Chromium may ignore an `ideal` device.
    return await getStream({ ...audio, deviceId: { exact: deviceId } }).catch((error: unknown) => {
      // In some browsers it is not derived from Error.
      if ((error as Error | undefined)?.name === 'OverconstrainedError' && !exact) return getStream(audio);
      throw error;
    });
  } catch (cause) {
    const { microphoneEnvironment, microphoneFault } = await import('./microphone-fault.js');
    throw new MicrophoneError(microphoneFault(cause, microphoneEnvironment()), { cause });
  }
}

/** An insecure page has no `mediaDevices`, so this throws. `microphoneFault` finds the reason. */
const getStream = async (audio: MediaTrackConstraints): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia({ audio });

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Settles like `promise`, or rejects when the signal comes first. A later result is given to `discard`. */
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
