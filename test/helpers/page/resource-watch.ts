/** Records what a call holds: contexts, tracks and workers. */
export interface Watch {
  /** The contexts that had a microphone as a source, newest last. */
  readonly contexts: readonly AudioContext[];
  readonly tracks: readonly MediaStreamTrack[];
  readonly workers: readonly Worker[];
  readonly ended: readonly Worker[];
  restore(): void;
}

export function watch(): Watch {
  const contexts = new Set<AudioContext>();
  const tracks: MediaStreamTrack[] = [];
  const workers: Worker[] = [];
  const ended: Worker[] = [];
  const devices = navigator.mediaDevices;
  const getUserMedia = devices.getUserMedia;
  devices.getUserMedia = async (constraints) => {
    const stream = await getUserMedia.call(devices, constraints);
    tracks.push(...stream.getTracks());
    return stream;
  };
  const Original = globalThis.Worker;
  globalThis.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      workers.push(this);
    }
    override terminate(): void {
      if (!ended.includes(this)) ended.push(this);
      super.terminate();
    }
  };
  const { createMediaStreamSource } = AudioContext.prototype;
  AudioContext.prototype.createMediaStreamSource = function (this: AudioContext, stream) {
    contexts.delete(this);
    contexts.add(this);
    return createMediaStreamSource.call(this, stream);
  };
  return {
    get contexts() {
      return [...contexts];
    },
    tracks,
    workers,
    ended,
    restore() {
      AudioContext.prototype.createMediaStreamSource = createMediaStreamSource;
      devices.getUserMedia = getUserMedia;
      globalThis.Worker = Original;
    },
  };
}

/** Makes the browser refuse the microphone. Returns a function that restores it. */
export function refuseMicrophone(name = 'NotAllowedError'): () => void {
  const devices = navigator.mediaDevices;
  const getUserMedia = devices.getUserMedia;
  devices.getUserMedia = () => Promise.reject(new DOMException('refused by the test', name));
  return () => (devices.getUserMedia = getUserMedia);
}

/** Delays the microphone, as when the visitor answers the prompt late. Returns a function that restores it. */
export function delayMicrophone(s: number): () => void {
  const devices = navigator.mediaDevices;
  const getUserMedia = devices.getUserMedia;
  devices.getUserMedia = async (constraints) => {
    await new Promise((resolve) => setTimeout(resolve, s * 1000));
    return getUserMedia.call(devices, constraints);
  };
  return () => (devices.getUserMedia = getUserMedia);
}
