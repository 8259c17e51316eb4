import type { LabelsOf } from '../../../i18n/locale.js';

export const consentLabels = {
  'consent-title': 'Before we talk',
  'consent-text':
    'You will speak with an AI agent. Your voice is sent to a speech service and written down during the call.',
  'consent-yes': 'Agree and start',
  'consent-no': 'I would rather type',
  'consent-only-no': 'No, thanks',
  'consent-refused': 'You did not agree to a voice call.',
  'consent-refused-fix': 'You can type, or start the call again.',
};

export type ConsentLabels = LabelsOf<typeof consentLabels>;
