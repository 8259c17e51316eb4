import type { LabelsOf } from '../../i18n/locale.js';

export const noteLabels = {
  'note-web': 'Searching the web',
  'note-file': 'Searching the files',
  'note-list': 'Looking up the tools of {server}',
  'note-call': 'Using {tool} of {server}',
  'note-agent': 'Asking {tool}',
  'note-tool': 'Working: {tool}',
  'note-handoff': 'Handing over to {tool}',
  'note-done': 'done',
  'note-failed': 'failed',
  sources: 'Sources',
};

export type NoteLabels = LabelsOf<typeof noteLabels>;
