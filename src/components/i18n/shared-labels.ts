import type { LabelsOf } from './locale.js';

/** Sentences that two rooms say: the menu, and the features behind it. */
export const sharedLabels = {
  captions: 'Captions',
  'check-microphone': 'Check my microphone',
};

export type SharedLabels = LabelsOf<typeof sharedLabels>;
