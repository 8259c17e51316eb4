import { css } from 'lit';

export const composerStyles = css`
  :host {
    display: block;
  }
  .box {
    display: flex;
    align-items: flex-end;
    border: 1px solid var(--_border);
    border-radius: 24px;
    background: var(--_surface-2);
  }
  .box:focus-within {
    outline: 2px solid var(--_text);
    outline-offset: -1px;
  }
  textarea {
    flex: 1;
    min-inline-size: 0;
    max-block-size: calc(5lh + 22px);
    padding: 11px 0;
    border: 0;
    outline: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-size: 16px; /* iOS zooms in on focus when the text is smaller */
    line-height: 22px;
    resize: none;
    scrollbar-width: thin;
  }
  textarea::placeholder {
    color: var(--_subtle);
    opacity: 1;
  }
  button {
    padding: 5px; /* makes the click target larger than the visible disc */
    background-clip: content-box !important;
  }
  .stop {
    background: var(--_text);
    color: var(--_surface);
  }
`;
