import type { LabelsOf } from '../../i18n/locale.js';

export const reconnectingLabels = {
  'status-lost': 'Connection lost',
  'hint-lost': 'Reconnecting…',
  'status-offline': 'You are offline',
  'hint-offline': 'The call goes on when you are back.',
  'words-lost': 'Part of what you said while the connection was lost was not heard.',
};

export type ReconnectingLabels = LabelsOf<typeof reconnectingLabels>;
