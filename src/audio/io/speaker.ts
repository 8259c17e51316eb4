/** The speaker: the playback worklet, the volume, and the way to the destination. Samples do not pass here. */
import { hz, type Hz } from '../dsp/units.js';
import { PLAYBACK_PROCESSOR, type PlaybackOptions } from '../worklets/worklet-messages.js';
import { loadWorklet } from './load-worklet.js';
import { outputLatencyMs } from './output-latency.js';
import type { ScriptSource } from '../../thread-scripts/script.js';
import { WorkletLink } from './worklet-link.js';

export interface SpeakerOptions {
  readonly worklet: ScriptSource;
  /** 0 to 2. A volume above 1 needs a limiter after the gain. */
  readonly volume: number;
  /** The audio to buffer before playing starts; the worklet has a default. */
  readonly prebufferMs?: number | undefined;
  /** A node whose second input gets the audio that is played, at the same frames. */
  readonly reference?: AudioNode | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The volume changes smoothly within about 30 ms, because a jump would click. */
const VOLUME_TIME_CONSTANT_S = 0.01;

/**
 * Loads the worklet and connects it: the worklet's node, a gain for the volume, the context's destination. Throws
 * `WorkletLoadError` or the signal's reason.
 */
export async function openSpeaker(context: AudioContext, options: SpeakerOptions): Promise<Speaker> {
  options.signal?.throwIfAborted();
  await loadWorklet(context, options.worklet);
  options.signal?.throwIfAborted();
  return new Speaker(context, options);
}

/**
 * An open speaker. Mono samples of items, at `sampleRate`, come by `port` as `WorkerToPlayback`; it answers by
 * `PlaybackToWorker`. Its level is that of the played audio, before the volume.
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

  /** See `outputLatencyMs`. */
  get latencyMs(): number {
    return outputLatencyMs(this.#context);
  }

  /** Connects the gain to another node than the context's destination. `last`: the node whose output is heard; the reference gets it. */
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

  /** Fades out and ends. May be called twice. The nodes stay connected: a worklet ends only while it is processed. */
  override close(): void {
    this.#lifetime.abort();
    super.close();
  }
}

const clamp = (volume: number): number => Math.max(0, Math.min(2, volume));
