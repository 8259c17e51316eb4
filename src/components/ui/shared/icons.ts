/** Line icons on a 24 by 24 grid, drawn in the colour of the text around them. */
import { html, type TemplateResult } from 'lit';

/**
 * Draws one icon. `path` is the `d` of an SVG path. Each icon is a constant of its own, so bundlers drop unused ones.
 */
export const icon = (path: string): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;

export const VOICE = 'M4 10v4M8 7v10M12 4v16M16 8v8M20 10v4';
export const MIC = 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3M5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21';
export const MIC_OFF = `${MIC}M4 4l16 16`;
export const HANG_UP = 'M2 13.5c5.5-6 14.5-6 20 0l-2.8 3.6-4-1.8v-3a11 11 0 0 0-6.4 0v3l-4 1.8z';
export const SEND = 'M12 19V5M6 11l6-6 6 6';
export const ADD = 'M12 5v14M5 12h14';
export const STOP = 'M9 9h6v6H9zM11 11h2v2h-2z';
export const CLOSE = 'M6 6l12 12M18 6L6 18';
export const DOWN = 'M6 9.5l6 6 6-6';
export const MORE = 'M5 12.5v-1M12 12.5v-1M19 12.5v-1';
