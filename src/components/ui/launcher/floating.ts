/**
 * Lazy entry for what a floating face does on few pages: it makes way for a focused field, the visitor can dismiss it, and
 * it leaves the box of an ancestor for the top layer.
 */
export { makeWay } from './avoid-field.js';
export { offerDismissal } from './dismiss-button.js';
export { toTopLayer } from './top-layer.js';
