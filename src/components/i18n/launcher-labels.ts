/** The English labels of the launcher. They are in a file of their own, because the launcher is painted first. */
export const launcherLabels = {
  launcher: 'Talk to us',
  'launcher-connecting': 'Connecting…',
  'launcher-live': 'In a call',
  'launcher-setup': 'Voice agent: set-up needed',
  'launcher-offline': 'You seem to be offline.',
};

export type LauncherLabels = { readonly [K in keyof typeof launcherLabels]: string };
