/** The microphone and speaker of the running call, as features see and change them. */
import type { SharedContext } from '../../audio/io/audio-context.js';
import type { Microphone, MicrophoneOptions } from '../../audio/io/microphone.js';
import type { Speaker } from '../../audio/io/speaker.js';

/** A disturbance: the microphone ended, the AudioContext stopped, or devices were plugged in or unplugged. */
export type AudioTrouble = 'microphone' | 'context' | 'devices';

export interface CallAudioHandle {
  /** Id of the microphone that was asked for. The browser may have opened another one. */
  inputDevice: string | undefined;
  /** This call's reference to the AudioContext that all agents of the page share. */
  readonly held: SharedContext;
  /** Undefined until the visitor has allowed the microphone. */
  readonly microphone: Microphone | undefined;
  readonly speaker: Speaker | undefined;
  /** Aborts when the audio of the call ends. */
  readonly signal: AbortSignal;
  readonly microphoneOptions: MicrophoneOptions;
  /** Acquires the page's AudioContext again, after the previous one was abandoned. */
  hold(): void;
  openMicrophone(stream?: Promise<MediaStream>): Promise<Microphone>;
  openSpeaker(): Promise<Speaker>;
}
