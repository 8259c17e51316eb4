/** What a floating face does on some pages only: it makes way for a field, and can be sent away. */
export { makeWay } from './make-way.js';
export { offerDismissal } from './dismissal.js';
