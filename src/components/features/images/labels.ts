import type { LabelsOf } from '../../i18n/locale.js';

export const imageLabels = {
  'picture-remove': 'Remove the picture',
  'picture-chosen': 'Picture to be sent',
  'picture-take': 'Take a photo',
  'picture-choose': 'Choose a picture',
  'picture-type': 'Only pictures can be sent: PNG, JPEG, GIF or WebP.',
  'picture-large': 'This picture is too large to be sent. Choose a smaller one.',
  'picture-broken': 'This picture cannot be read. Choose another one.',
  'picture-failed': 'The picture was not sent. Send it once more.',
};

export type ImageLabels = LabelsOf<typeof imageLabels>;
