import type { LabelsOf } from '../../i18n/locale.js';

export const limitLabels = {
  'still-there': 'Are you still there?',
  'still-here': 'I am still here',
  'ends-in': 'The call ends in {time}.',
  'limit-near': 'Almost out of time',
};

export type LimitLabels = LabelsOf<typeof limitLabels>;
