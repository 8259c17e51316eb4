import type { LabelsOf } from '../../i18n/locale.js';

export const otherTabLabels = {
  'other-tab': 'The call goes on in another tab. Take it here?',
  'other-tab-yes': 'Take it here',
  'other-tab-no': 'Not now',
};

export type OtherTabLabels = LabelsOf<typeof otherTabLabels>;
