import { hz, type Hz } from '../dsp/units.js';
import { PLAYBACK_PROCESSOR, type PlaybackOptions } from '../worklets/worklet-messages.js';
import { loadWorklet, type WorkletSource } from './load-worklet.js';
import { WorkletLink } from './worklet-link.js';

export interface SpeakerOptions {
  readonly worklet: WorkletSource;
  /** 0 to 2; what is above 1 wants a limiter as `output`. */
  readonly volume: number;
  /** Waited for before playing starts; the player's own choice unless told. */
  readonly prebufferMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A volume that changes at once clicks. */
const VOLUME_TIME_CONSTANT_S = 0.01;

/**
 * Loads the worklet and connects it: player, then the volume (the last gain), then the context's destination. Throws
 * `WorkletLoadError` or the signal's reason.
 */
export async function openSpeaker(context: AudioContext, options: SpeakerOptions): Promise<Speaker> {
  options.signal?.throwIfAborted();
  await loadWorklet(context, options.worklet);
  options.signal?.throwIfAborted();
  return new Speaker(context, options);
}

/** An open speaker: mono samples of items, at `sampleRate`, enter by `port`. */
export class Speaker {
  readonly sampleRate: Hz;
  readonly #context: AudioContext;
  readonly #gain: GainNode;
  readonly #link: WorkletLink;
  readonly #lifetime = new AbortController();
  #volume: number;

  constructor(context: AudioContext, { volume, prebufferMs, signal }: SpeakerOptions) {
    this.sampleRate = hz(context.sampleRate);
    this.#context = context;
    this.#volume = clamp(volume);
    const player = new AudioWorkletNode(context, PLAYBACK_PROCESSOR, {
      numberOfInputs: 0,
      outputChannelCount: [1],
      processorOptions: { prebufferMs } satisfies PlaybackOptions,
    });
    this.#gain = new GainNode(context, { gain: this.#volume });
    player.connect(this.#gain).connect(context.destination);
    this.#link = new WorkletLink(player);
    signal?.addEventListener('abort', () => this.close(), { signal: this.#lifetime.signal });
  }

  /** The worker's end: `WorkerToPlayback` goes in, `PlaybackToWorker` comes out. Transfer it. */
  get port(): MessagePort {
    return this.#link.port;
  }

  /** From a rendered frame to the ear; 0 while the browser does not know. It changes with the device. */
  get latencyMs(): number {
    return (this.#context.outputLatency || this.#context.baseLatency || 0) * 1000;
  }

  /** Where the last gain leads; at first the context's destination. */
  set output(node: AudioNode) {
    this.#gain.disconnect();
    this.#gain.connect(node);
  }

  /** 0 to 2. */
  get volume(): number {
    return this.#volume;
  }
  set volume(volume: number) {
    this.#volume = clamp(volume);
    this.#gain.gain.setTargetAtTime(this.#volume, this.#context.currentTime, VOLUME_TIME_CONSTANT_S);
  }

  /** Of what is played, before the volume. */
  get onLevel(): ((level: number, peak: number) => void) | undefined {
    return this.#link.onLevel;
  }
  set onLevel(listener: ((level: number, peak: number) => void) | undefined) {
    this.#link.onLevel = listener;
  }

  setLevels(on: boolean): void {
    this.#link.setLevels(on);
  }

  /** Fades out and ends. May be called twice. The graph stays: only a worklet that is still pulled can end. */
  close(): void {
    this.#lifetime.abort();
    this.#link.close();
  }
}

const clamp = (volume: number): number => Math.max(0, Math.min(2, volume));
