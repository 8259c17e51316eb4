import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icons.js';

/**
 * A small round button with an icon. `expanded` is true while the part that it opens is open; undefined if it opens
 * none.
 */
export const roundButton = (
  path: string,
  words: string,
  press: (event: Event) => void,
  expanded?: boolean,
): TemplateResult =>
  html`<button class="close" aria-label=${words} title=${words} aria-expanded=${expanded ?? nothing} @click=${press}>
    ${icon(path)}
  </button>`;
