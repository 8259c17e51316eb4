/**
 * The audio of one call on the main thread: the page's AudioContext, the microphone and the speaker. It does not repair
 * audio that fails during the call; it reports trouble, and the feature `devices` repairs it.
 */
import { acquireContext, type SharedContext } from '../../audio/io/audio-context.js';
import { WorkletLoadError } from '../../audio/io/load-worklet.js';
import { MicrophoneError, openMicrophone, type Microphone, type MicrophoneOptions } from '../../audio/io/microphone.js';
import { openSpeaker, type Speaker } from '../../audio/io/speaker.js';
import { transfer } from '../../worker/client/link.js';
import type { AudioPort } from '../../worker/contract/engine-api.js';
import type { Problem } from '../../worker/contract/faults.js';
import type { AudioTrouble, CallAudioHandle } from '../contract/call-audio.js';
import { BUILD, ONE_BUILD } from '../../worker/contract/build.js';
import type { AssetLocator } from '../contract/asset.js';

/** The audio settings of the page and the visitor, as they are now. */
export interface AudioWishes {
  readonly muted: boolean;
  /** True when the microphone is heard only while a turn is held. */
  readonly pushToTalk: boolean;
  /** Gain of the agent's voice, 0 to 2. */
  readonly volume: number;
  readonly inputDevice: string | undefined;
  readonly outputDevice: string | undefined;
  readonly echoCancellation: string;
  readonly inputAudioFormat: string;
}

/**
 * True when the played audio is sent as the reference for the service's echo cancellation. The service takes a reference
 * only with `pcm16`.
 */
export const sendsReference = ({ echoCancellation, inputAudioFormat }: AudioWishes): boolean =>
  echoCancellation === 'reference' && inputAudioFormat === 'pcm16';

export interface AudioSettings {
  readonly assets: AssetLocator;
  readonly host: AudioWishes;
}

/** Turns an error of the microphone, the speaker or a worklet into a problem. */
export function audioProblem(error: unknown): Problem {
  if (error instanceof MicrophoneError) {
    return { code: error.fault, cause: error.cause instanceof Error ? error.cause.name : error.fault };
  }
  if (error instanceof WorkletLoadError) return error.problem;
  const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  // Processors have the build in their names. The browser's message quotes ours when the file registered another build's.
  return cause.includes(BUILD) ? { code: 'worker-failed', cause: cause + ONE_BUILD } : { code: 'audio-blocked', cause };
}

/** Marks an audio port for transfer. After the call that sends it, only the worker can use the port. */
export const toWorker = ({ port, sampleRate }: AudioPort): AudioPort => transfer({ port, sampleRate }, [port]);

export class CallAudio implements CallAudioHandle {
  /** Loudness now, RMS 0 to 1. */
  readonly levels = { user: 0, agent: 0 };
  /** Called when the audio may be disturbed. It can be a false alarm, so the receiver checks first. */
  onTrouble: ((trouble: AudioTrouble) => void) | undefined;
  /** The device id that was requested. The browser may have opened another device. */
  inputDevice: string | undefined;
  /** This call's share of the page's AudioContext; `end()` releases it. */
  held!: SharedContext;
  microphone: Microphone | undefined;
  speaker: Speaker | undefined;
  readonly #settings: AudioSettings;
  readonly #reference: boolean;
  readonly #lifetime = new AbortController();
  #levelsOn = false;

  /** Must run inside a visitor's gesture, because browsers let audio start only there. */
  constructor(settings: AudioSettings) {
    this.#settings = settings;
    this.#reference = sendsReference(settings.host);
    this.hold();
    const { signal } = this;
    // After the lock screen the context's clock may stand still although its state is "running".
    document.addEventListener('visibilitychange', () => document.hidden || this.onTrouble?.('context'), { signal });
    const { mediaDevices } = navigator as Partial<Navigator>; // absent in an insecure page
    mediaDevices?.addEventListener('devicechange', () => this.onTrouble?.('devices'), { signal });
  }

  /** Aborted by `end()`. */
  get signal(): AbortSignal {
    return this.#lifetime.signal;
  }

  get microphoneOptions(): MicrophoneOptions {
    const reference = this.#reference;
    return {
      worklet: this.#settings.assets('capture.worklet'),
      deviceId: this.inputDevice,
      // With a reference the service cancels the echo itself, and needs the unprocessed audio of the microphone.
      echoCancellation: !reference,
      noiseSuppression: !reference,
      autoGainControl: !reference,
      reference,
      signal: this.signal,
    };
  }

  /** Acquires the page's context and watches its state. Called again when recovery has replaced the context. */
  hold(): void {
    this.held = acquireContext();
    const { context } = this.held;
    const look = (): unknown => context.state === 'running' || this.onTrouble?.('context');
    context.addEventListener('statechange', look, { signal: this.signal });
  }

  /** Asks the visitor for the microphone. Rejects with an error for `audioProblem`, or with the abort reason after `end()`. */
  async openMicrophone(stream?: Promise<MediaStream>): Promise<Microphone> {
    this.inputDevice = this.#settings.host.inputDevice;
    const microphone = await openMicrophone(this.held.context, this.microphoneOptions, stream);
    this.microphone = microphone;
    microphone.onEnded = () => this.onTrouble?.('microphone');
    microphone.onLevel = (level) => (this.levels.user = level);
    microphone.setMuted(this.#settings.host.muted);
    microphone.setLevels(this.#levelsOn);
    if (this.#settings.host.pushToTalk) microphone.setGate(false);
    return microphone;
  }

  async openSpeaker(): Promise<Speaker> {
    const speaker = await openSpeaker(this.held.context, {
      worklet: this.#settings.assets('playback.worklet'),
      volume: Math.min(1, this.#settings.host.volume), // louder needs a limiter, which the feature `devices` adds
      reference: this.#reference ? this.microphone?.capture : undefined,
      signal: this.signal,
    });
    this.speaker = speaker;
    speaker.onLevel = (level) => (this.levels.agent = level);
    speaker.setLevels(this.#levelsOn);
    return speaker;
  }

  setMuted(muted: boolean): void {
    this.microphone?.setMuted(muted);
  }

  /** Sets volumes up to 1. Louder ones need a limiter and are left to the feature `devices`, which has it. */
  setVolume(volume: number): void {
    if (this.speaker && volume <= 1 && volume !== this.speaker.volume) this.speaker.volume = volume;
  }

  /** Turns levels on or off. They are off unless they are shown, because the worklets send a message for each. */
  setLevels(on: boolean): void {
    this.#levelsOn = on;
    this.microphone?.setLevels(on);
    this.speaker?.setLevels(on);
    if (!on) this.levels.user = this.levels.agent = 0;
  }

  /** Releases the microphone, the speaker and the context, also while they are still opening. A second call does nothing. */
  end(): void {
    this.#lifetime.abort();
    this.microphone?.close();
    this.speaker?.close();
    this.held.release();
  }
}
