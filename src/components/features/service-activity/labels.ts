import type { LabelsOf } from '../../i18n/locale.js';

export const approvalLabels = {
  'approval-title': 'Allow this step?',
  'approval-text': 'The agent wants to use “{tool}” of {server}.',
  'approval-arguments': 'What is passed on',
  'approval-yes': 'Allow once',
  'approval-no': 'Deny',
  'approval-lost': 'The connection was lost before this step was allowed. The agent may ask again.',
  'approval-more': 'Still to answer: {count}',
  'show-all': 'Show all',
  'show-less': 'Show less',
};

export type ApprovalLabels = LabelsOf<typeof approvalLabels>;
