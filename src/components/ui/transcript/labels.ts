import type { LabelsOf } from '../../i18n/locale.js';

export const transcriptLabels = {
  copy: 'Copy',
  copied: 'Copied',
  'copy-failed': 'Copying is not allowed here',
};

export type TranscriptLabels = LabelsOf<typeof transcriptLabels>;
