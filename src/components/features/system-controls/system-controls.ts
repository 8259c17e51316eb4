/**
 * What the device does for a call: it keeps the screen on, and its keys and its own call controls (a headset, the lock screen,
 * the window of a video) mute the microphone and hang up. Loaded once a call has begun.
 */
import type { CallAudioHandle } from '../../contract/call-audio.js';
import type { Feature, FeatureContext } from '../../contract/feature.js';
import { keepAwake } from './keep-awake.js';

export const create = (agent: FeatureContext): Feature => new SystemControls(agent);

class SystemControls implements Feature {
  readonly #agent: FeatureContext;
  /** The call that has the controls. */
  #audio: CallAudioHandle | undefined;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
    this.onUpdate();
  }

  onUpdate(): void {
    const { audio } = this.#agent.conversation;
    if (audio && audio !== this.#audio) {
      keepAwake(audio.signal);
      this.#takeKeys(audio.signal);
    }
    this.#audio = audio;
    // Without a call the state is not ours to tell: the page may have calls of its own.
    if (audio)
      media()
        ?.setMicrophoneActive?.(!this.#agent.host.muted)
        ?.catch(() => undefined);
  }

  #takeKeys(signal: AbortSignal): void {
    const { host, conversation } = this.#agent;
    handle('togglemicrophone', () => (host.muted = !host.muted));
    handle('hangup', () => void conversation.stop('visitor'));
    signal.addEventListener('abort', () => {
      handle('togglemicrophone', null);
      handle('hangup', null);
    });
  }
}

/** What not every browser has. */
interface CallControls {
  setActionHandler?(action: string, handler: (() => void) | null): void;
  setMicrophoneActive?(active: boolean): Promise<void> | undefined;
}

const media = (): CallControls | undefined => (navigator as { readonly mediaSession?: CallControls }).mediaSession;

/** Browsers throw for an action that they do not know. */
function handle(action: 'togglemicrophone' | 'hangup', handler: (() => void) | null): void {
  try {
    media()?.setActionHandler?.(action, handler);
  } catch {
    // The device has no such control; the buttons of the face are there.
  }
}
