import { css } from 'lit';

/**
 * Styles of the host. A floating agent takes no space, because launcher and panel are fixed to the window. The other
 * variants have their size before the face is loaded, so that the page does not move when it arrives.
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
    display: none !important;
  }
  #layer {
    display: contents;
  }
  #window {
    position: fixed;
    inset: 0;
    visibility: hidden;
  }
  p {
    /* visually hidden, for screen readers */
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
