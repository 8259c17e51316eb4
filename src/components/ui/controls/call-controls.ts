/**
 * The buttons of a call as data: which there are now, how they look and what they do. Pure; each face draws them its
 * own way.
 */
import { HANG_UP, MIC, MIC_OFF } from '../shared/icons.js';
import type { Actions, View } from '../../contract/view.js';

export interface CallButton {
  /** CSS class. */
  readonly look: string;
  /** Name for `::part()`. */
  readonly part: string;
  /** The icon, as the `d` of an SVG path. */
  readonly path: string;
  /** Label. */
  readonly words: string;
  press(): void;
}

/** The button that starts a call. During a call, it mutes and unmutes the microphone. */
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
