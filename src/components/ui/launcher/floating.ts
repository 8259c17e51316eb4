/**
 * Lazy entry for what a floating face does on few pages: it makes way for a focused field, and the visitor can dismiss
 * it.
 */
export { makeWay } from './avoid-field.js';
export { offerDismissal } from './dismiss-button.js';
