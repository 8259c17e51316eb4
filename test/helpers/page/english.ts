/** All English sentences of the widget. */
import { noteLabels } from '../../../src/components/features/activity-notes/labels.js';
import { consentLabels } from '../../../src/components/features/call-flow/consent/labels.js';
import { endedLabels } from '../../../src/components/features/call-flow/ended/labels.js';
import { storageLabels } from '../../../src/components/features/call-flow/storage/labels.js';
import { limitLabels } from '../../../src/components/features/call-limits/labels.js';
import { echoLabels } from '../../../src/components/features/echo-hint/labels.js';
import { formLabels } from '../../../src/components/features/html-tools/labels.js';
import { imageLabels } from '../../../src/components/features/images/labels.js';
import { checkLabels } from '../../../src/components/features/microphone-check/labels.js';
import { otherTabLabels } from '../../../src/components/features/other-tab/labels.js';
import { holdLabels } from '../../../src/components/features/push-to-talk/labels.js';
import { reconnectingLabels } from '../../../src/components/features/reconnecting/labels.js';
import { approvalLabels } from '../../../src/components/features/service-activity/labels.js';
import { faultEn } from '../../../src/components/i18n/fault-labels.js';
import { en } from '../../../src/components/i18n/labels.js';
import { launcherLabels } from '../../../src/components/i18n/launcher-labels.js';
import { sharedLabels } from '../../../src/components/i18n/shared-labels.js';
import { dismissLabels } from '../../../src/components/ui/launcher/labels.js';
import { menuLabels } from '../../../src/components/ui/menu/labels.js';
import { transcriptLabels } from '../../../src/components/ui/transcript/labels.js';
import type { AllLabels } from '../../../src/components/agent/all-labels.js';

export const english: AllLabels = {
  ...launcherLabels,
  ...en,
  ...faultEn,
  ...sharedLabels,
  ...dismissLabels,
  ...menuLabels,
  ...transcriptLabels,
  ...noteLabels,
  ...consentLabels,
  ...endedLabels,
  ...storageLabels,
  ...limitLabels,
  ...echoLabels,
  ...formLabels,
  ...imageLabels,
  ...checkLabels,
  ...otherTabLabels,
  ...holdLabels,
  ...reconnectingLabels,
  ...approvalLabels,
};
