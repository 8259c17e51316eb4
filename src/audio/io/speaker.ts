import { hz, type Hz } from '../dsp/units.js';
import { PLAYBACK_PROCESSOR, type PlaybackOptions } from '../worklets/worklet-messages.js';
import { loadWorklet } from './load-worklet.js';
import type { ScriptSource } from '../../thread-scripts/script.js';
import { WorkletLink } from './worklet-link.js';

export interface SpeakerOptions {
  readonly worklet: ScriptSource;
  /** 0 to 2; what is above 1 wants a limiter as `output`. */
  readonly volume: number;
  /** Waited for before playing starts; the player's own choice unless told. */
  readonly prebufferMs?: number | undefined;
  /** Its second input gets what is played, at the same frames. */
  readonly reference?: AudioNode | undefined;
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

/**
 * An open speaker: mono samples of items, at `sampleRate`, enter by `port` (`WorkerToPlayback`; `PlaybackToWorker` comes
 * out). Its level is of what is played, before the volume.
 */
export class Speaker extends WorkletLink {
  readonly sampleRate: Hz;
  readonly #context: AudioContext;
  readonly #gain: GainNode;
  readonly #reference: AudioNode | undefined;
  readonly #lifetime = new AbortController();
  #volume: number;

  constructor(context: AudioContext, { volume, prebufferMs, reference, signal }: SpeakerOptions) {
    const player = new AudioWorkletNode(context, PLAYBACK_PROCESSOR, {
      numberOfInputs: 0,
      outputChannelCount: [1],
      processorOptions: { prebufferMs } satisfies PlaybackOptions,
    });
    super(player);
    this.sampleRate = hz(context.sampleRate);
    this.#context = context;
    this.#volume = clamp(volume);
    this.#gain = new GainNode(context, { gain: this.#volume });
    player.connect(this.#gain);
    this.#reference = reference;
    this.leadTo(context.destination);
    signal?.addEventListener('abort', () => this.close(), { signal: this.#lifetime.signal });
  }

  /** From a rendered frame to the ear; 0 while the browser does not know. It changes with the device. */
  get latencyMs(): number {
    return (this.#context.outputLatency || this.#context.baseLatency || 0) * 1000;
  }

  /** Where the gain leads; at first the context's destination. `last` is the node on that way whose sound is heard. */
  leadTo(node: AudioNode, last: AudioNode = this.#gain): void {
    this.#gain.disconnect();
    this.#gain.connect(node);
    if (this.#reference) last.connect(this.#reference, 0, 1);
  }

  /** 0 to 2. */
  get volume(): number {
    return this.#volume;
  }
  set volume(volume: number) {
    this.#volume = clamp(volume);
    this.#gain.gain.setTargetAtTime(this.#volume, this.#context.currentTime, VOLUME_TIME_CONSTANT_S);
  }

  /** Fades out and ends. May be called twice. The graph stays: only a worklet that is still pulled can end. */
  override close(): void {
    this.#lifetime.abort();
    super.close();
  }
}

const clamp = (volume: number): number => Math.max(0, Math.min(2, volume));
