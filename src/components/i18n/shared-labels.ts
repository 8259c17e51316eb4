import type { LabelsOf } from './locale.js';

/** English labels that both the menu and a feature show. */
export const sharedLabels = {
  captions: 'Captions',
  'check-microphone': 'Check my microphone',
};

export type SharedLabels = LabelsOf<typeof sharedLabels>;
