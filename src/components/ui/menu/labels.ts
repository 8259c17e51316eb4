import type { LabelsOf } from '../../i18n/locale.js';

export const menuLabels = {
  volume: 'Volume',
  microphone: 'Microphone',
  speaker: 'Speaker',
  standard: 'Default',
  'devices-later': 'Start a call to choose among your devices.',
  'new-conversation': 'New conversation',
  'write-instead': 'I can’t talk now',
  'write-instead-hint': 'The voice stops, the chat goes on.',
};

export type MenuLabels = LabelsOf<typeof menuLabels>;
