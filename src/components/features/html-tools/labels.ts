import type { LabelsOf } from '../../i18n/locale.js';

export const formLabels = {
  'form-title': 'A form is filled in for you',
  'form-text': 'Please check it, then send it yourself.',
  'form-show': 'Show the form',
  'form-no': 'Do not send',
};

export type FormLabels = LabelsOf<typeof formLabels>;
