/** The launcher's sentences, apart from the others: it is painted before the rest of the face is loaded. */
export const launcherLabels = {
  launcher: 'Talk to us',
  'launcher-connecting': 'Connecting…',
  'launcher-live': 'In a call',
  'launcher-setup': 'Voice agent: set-up needed',
};

export type LauncherLabels = { readonly [K in keyof typeof launcherLabels]: string };
