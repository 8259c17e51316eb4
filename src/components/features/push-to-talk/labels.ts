import type { LabelsOf } from '../../i18n/locale.js';

export const holdLabels = {
  hold: 'Hold to talk',
  release: 'Release to send',
  'release-to-cancel': 'Release to cancel',
  'hint-hold': 'Hold Space or the button to talk.',
  'hint-release': 'Let go to send, slide away to cancel.',
  'status-ready': 'Your turn',
  'hint-latched': 'Press again to send, Escape to cancel.',
};

export type HoldLabels = LabelsOf<typeof holdLabels>;
