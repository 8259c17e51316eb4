import type { LabelsOf } from '../../../i18n/locale.js';

export const storageLabels = {
  'continue-call': 'Continue the call?',
};

export type StorageLabels = LabelsOf<typeof storageLabels>;
