import { css } from 'lit';

/** The host takes no room of its own: launcher and panel are fixed to the window. */
export const hostStyles = css`
  :host {
    display: contents;
  }
  :host([hidden]) {
    display: none;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
`;
