import type { LabelsOf } from '../../../i18n/locale.js';

export const endedLabels = {
  'ended-visitor': 'You ended the call.',
  'ended-page': 'The call has ended.',
  'ended-agent': 'The agent ended the call.',
  'ended-limit': 'The call reached its time limit.',
  'ended-idle': 'The call ended because nobody spoke.',
  'ended-elsewhere': 'The call goes on in another tab.',
  'ended-lost': 'The conversation was cut off.',
  'copy-all': 'Copy conversation',
  download: 'Download conversation',
  forget: 'Delete this conversation',
  'rate-title': 'How was this conversation?',
  'rate-1': 'Very poor',
  'rate-2': 'Poor',
  'rate-3': 'All right',
  'rate-4': 'Good',
  'rate-5': 'Very good',
  'rate-text': 'Tell us more (optional)',
  'rate-send': 'Send rating',
  'rate-thanks': 'Thank you for your rating.',
};

export type EndedLabels = LabelsOf<typeof endedLabels>;
