/**
 * The keys of all sentences that a page may replace. A feature with sentences adds its line here, and translates them
 * in each file of i18n/locales.
 */
import type { NoteLabels } from '../features/activity-notes/labels.js';
import type { ConsentLabels } from '../features/call-flow/consent/labels.js';
import type { EndedLabels } from '../features/call-flow/ended/labels.js';
import type { StorageLabels } from '../features/call-flow/storage/labels.js';
import type { LimitLabels } from '../features/call-limits/labels.js';
import type { EchoLabels } from '../features/echo-hint/labels.js';
import type { FormLabels } from '../features/html-tools/labels.js';
import type { ImageLabels } from '../features/images/labels.js';
import type { CheckLabels } from '../features/microphone-check/labels.js';
import type { OtherTabLabels } from '../features/other-tab/labels.js';
import type { HoldLabels } from '../features/push-to-talk/labels.js';
import type { ReconnectingLabels } from '../features/reconnecting/labels.js';
import type { ApprovalLabels } from '../features/service-activity/labels.js';
import type { Labels } from '../i18n/labels.js';
import type { LauncherLabels } from '../i18n/launcher-labels.js';
import type { SharedLabels } from '../i18n/shared-labels.js';
import type { FaultLabels } from '../i18n/to-fault.js';
import type { DismissLabels } from '../ui/launcher/labels.js';
import type { MenuLabels } from '../ui/menu/labels.js';
import type { TranscriptLabels } from '../ui/transcript/labels.js';

type Sum = LauncherLabels &
  Labels &
  FaultLabels &
  SharedLabels &
  DismissLabels &
  MenuLabels &
  TranscriptLabels &
  NoteLabels &
  ConsentLabels &
  EndedLabels &
  StorageLabels &
  LimitLabels &
  EchoLabels &
  FormLabels &
  ImageLabels &
  CheckLabels &
  OtherTabLabels &
  HoldLabels &
  ReconnectingLabels &
  ApprovalLabels;

export type AllLabels = { readonly [Key in keyof Sum]: string };
