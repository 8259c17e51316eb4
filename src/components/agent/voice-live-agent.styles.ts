import { css } from 'lit';

/**
 * Floating, the host takes no room of its own: launcher and panel are fixed to the window. In the page's layout it has
 * its size before the face is loaded, so that nothing moves then.
 */
export const hostStyles = css`
  :host {
    display: contents;
  }
  :host([variant='inline']) {
    display: block;
    inline-size: 384px;
    max-inline-size: 100%;
    block-size: 560px;
  }
  :host([variant='compact']) {
    display: block;
    min-block-size: 66px;
  }
  :host([hidden]) {
    display: none;
  }
  p {
    /* only to be heard */
    position: fixed;
    clip-path: inset(50%);
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
`;
