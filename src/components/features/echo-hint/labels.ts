import type { LabelsOf } from '../../i18n/locale.js';

export const echoLabels = {
  'hint-echo': 'The agent seems to hear itself. Headphones help.',
};

export type EchoLabels = LabelsOf<typeof echoLabels>;
