/** The buttons of a call: which there are now, how they look and what they do. Pure. */
import { HANG_UP, MIC, MIC_OFF } from '../shared/icons.js';
import type { Actions, View } from '../../contract/view.js';

export interface CallButton {
  /** Its CSS class. */
  readonly look: string;
  readonly part: string;
  readonly path: string;
  readonly words: string;
  press(): void;
}

/** Starts the call; while it is up, turns the microphone off and on. */
export function firstButton({ inCall, labels, muted, status }: View, actions: Actions): CallButton {
  if (!inCall) {
    const words = status === 'ended' ? labels.restart : labels.start;
    return { look: 'primary', part: 'mic', path: MIC, words, press: () => actions.start() };
  }
  const [look, path, words] = muted ? ['on', MIC_OFF, labels.unmute] : ['quiet', MIC, labels.mute];
  return { look, part: 'mute', path, words, press: () => actions.setMuted(!muted) };
}

export const endButton = ({ labels }: View, actions: Actions): CallButton => ({
  look: 'danger',
  part: 'end',
  path: HANG_UP,
  words: labels.end,
  press: () => actions.stop(),
});
