/** The audio of the call that is up, as the rooms above see it. */
import type { SharedContext } from '../../audio/io/audio-context.js';
import type { Microphone, MicrophoneOptions } from '../../audio/io/microphone.js';
import type { Speaker } from '../../audio/io/speaker.js';

/** What may be wrong: the microphone is gone, the context stands still, or devices were plugged in or out. */
export type AudioTrouble = 'microphone' | 'context' | 'devices';

export interface CallAudioHandle {
  /** The device that was asked for, whichever came. */
  inputDevice: string | undefined;
  /** This call's hold on the page's AudioContext. */
  readonly held: SharedContext;
  /** Undefined until the visitor has allowed it. */
  readonly microphone: Microphone | undefined;
  readonly speaker: Speaker | undefined;
  /** Fires when the call has no audio any more. */
  readonly signal: AbortSignal;
  readonly microphoneOptions: MicrophoneOptions;
  /** Takes hold of the page's context anew, after the one before was abandoned. */
  hold(): void;
  openMicrophone(stream?: Promise<MediaStream>): Promise<Microphone>;
  openSpeaker(): Promise<Speaker>;
}
