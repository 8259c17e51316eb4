/** What a floating face does on some pages only: it makes way for a field, and can be sent away. */
export { makeWay } from './avoid-field.js';
export { offerDismissal } from './dismiss-button.js';
