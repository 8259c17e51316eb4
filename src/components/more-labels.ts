/**
 * Sentences of what few calls need: they come with the first part that says one of them, not with every call. A page
 * replaces them by `labels`, as all others.
 */
export const moreEn = {
  copy: 'Copy',
  'copy-all': 'Copy conversation',
  copied: 'Copied',
  'copy-failed': 'Copying is not allowed here',
  download: 'Download conversation',
  'dismiss-widget': 'Hide this button',
  'hint-echo': 'The agent seems to hear itself. Headphones help.',

  'consent-title': 'Before we talk',
  'consent-text':
    'You will speak with an AI agent. Your voice is sent to a speech service and written down during the call.',
  'consent-yes': 'Agree and start',
  'consent-no': 'I would rather type',
  'consent-only-no': 'No, thanks',
  'consent-refused': 'You did not agree to a voice call.',
  'consent-refused-fix': 'You can type, or start the call again.',

  'ended-visitor': 'You ended the call.',
  'ended-page': 'The call has ended.',
  'ended-agent': 'The agent ended the call.',
  'ended-limit': 'The call reached its time limit.',
  'ended-idle': 'The call ended because nobody spoke.',
  'ended-lost': 'The conversation was cut off.',
  forget: 'Delete this conversation',
  'rate-title': 'How was this conversation?',
  'rate-1': 'Very poor',
  'rate-2': 'Poor',
  'rate-3': 'All right',
  'rate-4': 'Good',
  'rate-5': 'Very good',
  'rate-text': 'Tell us more (optional)',
  'rate-send': 'Send rating',
  'rate-thanks': 'Thank you for your rating.',
  'check-microphone': 'Check my microphone',
  'check-speak': 'Say something: the bar should move.',
  'check-heard': 'We hear you well.',
  'check-quiet': 'We hear nothing yet. Is the microphone muted, or another one chosen?',
  'check-level': 'Loudness of your microphone',
  'check-all': 'What a call needs',
  'check-running': 'Checking…',
  'check-ok': 'in order',
  'check-bad': 'needs attention',
  'check-secure-context': 'Secure page',
  'check-permissions-policy': 'Allowed by the site',
  'check-microphone-permission': 'Microphone permission',
  'check-devices': 'Microphone and speaker',
  'check-token': 'Permission to connect',
  'check-worker': 'Voice engine',
  'check-connection': 'Voice service',
  'check-worklets': 'Sound modules',
  'check-sound': 'Sound output',

  'still-there': 'Are you still there?',
  'still-here': 'I am still here',
  'ends-in': 'The call ends in {time}.',
  'limit-near': 'Almost out of time',
};

export type MoreLabels = { readonly [K in keyof typeof moreEn]: string };

/** All sentences, from those that a view has. */
export const withMore = <L extends object>(labels: L): L & MoreLabels => ({ ...moreEn, ...labels });
