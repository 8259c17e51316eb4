import type { LabelsOf } from '../../i18n/locale.js';

export const dismissLabels = {
  'dismiss-widget': 'Hide this button',
};

export type DismissLabels = LabelsOf<typeof dismissLabels>;
