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
};

export type MoreLabels = { readonly [K in keyof typeof moreEn]: string };

/** All sentences, from those that a view has. */
export const withMore = <L extends object>(labels: L): L & MoreLabels => ({ ...moreEn, ...labels });
