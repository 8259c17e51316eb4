/**
 * The English labels that every call needs. They are a flat record, so that a page can replace each one by its key. The
 * launcher, the faults and the features have labels of their own.
 */
import type { SessionStatus } from '../../worker/contract/conversation.js';
import { launcherLabels, type LauncherLabels } from './launcher-labels.js';

/**
 * The possible texts of the status line: a status, or one of two variants of a running one, `muted` and `chat`.
 */
export type StatusKey = SessionStatus | 'muted' | 'chat';

type FixedKey =
  | 'heading'
  | 'start'
  | 'restart'
  | 'mute'
  | 'unmute'
  | 'end'
  | 'close'
  | 'menu'
  | 'retry'
  | 'dismiss'
  | 'send'
  | 'interrupt'
  | 'latest'
  | 'placeholder'
  | 'picture'
  | 'conversation'
  | 'you'
  | 'agent'
  | 'interrupted'
  | 'incomplete'
  | 'not-heard';

type LabelKey = FixedKey | `status-${StatusKey}` | `hint-${StatusKey}`;

export type Labels = LauncherLabels & { readonly [K in LabelKey]: string };

export const en: Labels = {
  ...launcherLabels,
  heading: 'Talk to us',
  start: 'Start call',
  restart: 'Start again',
  mute: 'Mute',
  unmute: 'Unmute',
  end: 'End call',
  close: 'Close',
  menu: 'Settings',
  retry: 'Try again',
  dismiss: 'Dismiss',
  send: 'Send',
  interrupt: 'Stop the answer',
  latest: 'Latest',
  placeholder: 'Type a message',
  picture: 'Add a picture',
  conversation: 'Conversation',
  you: 'You',
  agent: 'Agent',
  interrupted: 'Interrupted',
  incomplete: 'Not finished',
  'not-heard': 'not heard:',

  'status-idle': 'How can we help?',
  'hint-idle': 'Start a call and just speak.',
  'status-requesting-mic': 'Microphone',
  'hint-requesting-mic': 'Allow the microphone in the browser’s prompt.',
  'status-connecting': 'Connecting…',
  'hint-connecting': 'This takes a moment.',
  'status-listening': 'Listening',
  'hint-listening': 'Go ahead, just speak.',
  'status-hearing': 'Hearing you',
  'hint-hearing': 'Pause when done.',
  'status-thinking': 'Thinking…',
  'hint-thinking': 'The answer is on its way.',
  'status-speaking': 'Speaking',
  'hint-speaking': 'Talk any time to interrupt.',
  'status-working': 'Working…',
  'hint-working': 'Checking that for you.',
  'status-reconnecting': 'Reconnecting…',
  'hint-reconnecting': 'Please wait a moment.',
  'status-ended': 'Call ended',
  'hint-ended': 'Start again any time.',
  'status-error': 'Not connected',
  'hint-error': 'See below.',
  'status-muted': 'Muted',
  'hint-muted': 'Press Unmute to speak.',
  'status-chat': 'Chat',
  'hint-chat': 'Type, or start a call.',
};
