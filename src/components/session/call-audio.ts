/** The audio of one call on this side: the page's AudioContext, the microphone, the speaker. */
import { transfer } from 'comlink';
import { acquireContext, type SharedContext } from '../../audio/io/audio-context.js';
import { WorkletLoadError } from '../../audio/io/load-worklet.js';
import { MicrophoneError, openMicrophone, type Microphone, type MicrophoneOptions } from '../../audio/io/microphone.js';
import { openSpeaker, type Speaker } from '../../audio/io/speaker.js';
import type { AudioPort } from '../../worker/contract/engine-api.js';
import type { Problem } from '../../worker/contract/faults.js';
import type { AudioTrouble, CallAudioHandle } from '../contract/call-audio.js';
import { BUILD, ONE_BUILD } from '../../worker/contract/build.js';
import type { AssetLocator } from '../contract/asset.js';

/** What the page and the visitor want at this moment. */
export interface AudioWishes {
  readonly muted: boolean;
  /** The microphone is heard only while the visitor holds a turn. */
  readonly pushToTalk: boolean;
  /** 0 to 2. */
  readonly volume: number;
  readonly inputDevice: string | undefined;
  readonly outputDevice: string | undefined;
  readonly echoCancellation: string;
  readonly inputAudioFormat: string;
}

/** Whether the service is to cancel the echo by what is really played here; it takes that beside plain samples only. */
export const sendsReference = ({ echoCancellation, inputAudioFormat }: AudioWishes): boolean =>
  echoCancellation === 'reference' && inputAudioFormat === 'pcm16';

export interface AudioSettings {
  readonly assets: AssetLocator;
  readonly host: AudioWishes;
}

/** Why there is no audio, as far as the error tells. */
export function audioProblem(error: unknown): Problem {
  if (error instanceof MicrophoneError) {
    return { code: error.fault, cause: error.cause instanceof Error ? error.cause.name : error.fault };
  }
  if (error instanceof WorkletLoadError) return error.problem;
  const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  // The browser's words name a processor, and with it our build, when the worklet's file has registered another one.
  return cause.includes(BUILD) ? { code: 'worker-failed', cause: cause + ONE_BUILD } : { code: 'audio-blocked', cause };
}

/** To be handed over: the port is the worker's from then on. */
export const toWorker = ({ port, sampleRate }: AudioPort): AudioPort => transfer({ port, sampleRate }, [port]);

export class CallAudio implements CallAudioHandle {
  /** Loudness now, RMS 0 to 1. */
  readonly levels = { user: 0, agent: 0 };
  /** May be a false alarm: whoever hears it looks closer. */
  onTrouble: ((trouble: AudioTrouble) => void) | undefined;
  /** The device that was asked for, whichever came. */
  inputDevice: string | undefined;
  /** This call's hold on the page's context. */
  held!: SharedContext;
  microphone: Microphone | undefined;
  speaker: Speaker | undefined;
  readonly #settings: AudioSettings;
  readonly #reference: boolean;
  readonly #lifetime = new AbortController();
  #levelsOn = false;

  /** Call it inside the visitor's gesture: browsers let sound begin in one only. */
  constructor(settings: AudioSettings) {
    this.#settings = settings;
    this.#reference = sendsReference(settings.host);
    this.hold();
    const { signal } = this;
    // after the lock screen the clock may stand still, and the state say that it runs
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
      // with the reference the service wants the sound as it is
      echoCancellation: !reference,
      noiseSuppression: !reference,
      autoGainControl: !reference,
      reference,
      signal: this.signal,
    };
  }

  /** Takes hold of the page's context: at first, and when there is another. */
  hold(): void {
    this.held = acquireContext();
    const { context } = this.held;
    const look = (): unknown => context.state === 'running' || this.onTrouble?.('context');
    context.addEventListener('statechange', look, { signal: this.signal });
  }

  /** Asks the visitor for the microphone. Throws what `audioProblem` reads, or the reason of `end()`. */
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
      volume: Math.min(1, this.#settings.host.volume), // more than that wants a limiter
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

  /** Above 1 a limiter is wanted first, which the feature devices has. */
  setVolume(volume: number): void {
    if (this.speaker && volume <= 1 && volume !== this.speaker.volume) this.speaker.volume = volume;
  }

  /** Levels cost messages: they are on only while somebody looks. */
  setLevels(on: boolean): void {
    this.#levelsOn = on;
    this.microphone?.setLevels(on);
    this.speaker?.setLevels(on);
    if (!on) this.levels.user = this.levels.agent = 0;
  }

  /** Releases everything, also what is still being opened. May be called twice. */
  end(): void {
    this.#lifetime.abort();
    this.microphone?.close();
    this.speaker?.close();
    this.held.release();
  }
}
