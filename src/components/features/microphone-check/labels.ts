import type { LabelsOf } from '../../i18n/locale.js';

export const checkLabels = {
  'check-speak': 'Say something: the bar should move.',
  'check-heard': 'We hear you well.',
  'check-quiet': 'We hear nothing yet. Is the microphone muted, or another one chosen?',
  'check-level': 'Loudness of your microphone',
  'check-all': 'What a call needs',
  'check-running': 'Checking…',
  'check-ok': 'in order',
  'check-bad': 'needs attention',
  'check-browser': 'Browser',
  'check-secure-context': 'Secure page',
  'check-permissions-policy': 'Allowed by the site',
  'check-microphone-permission': 'Microphone permission',
  'check-devices': 'Microphone and speaker',
  'check-token': 'Permission to connect',
  'check-worker': 'Voice engine',
  'check-connection': 'Voice service',
  'check-worklets': 'Sound modules',
  'check-sound': 'Sound output',
  'check-recording': 'Last recorded call',
};

export type CheckLabels = LabelsOf<typeof checkLabels>;
