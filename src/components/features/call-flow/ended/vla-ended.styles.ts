import { css } from 'lit';

export const STAR = 'M12 3.5l2.6 5.5 6 .8-4.4 4.2 1.1 6-5.3-2.9-5.3 2.9 1.1-6-4.4-4.2 6-.8z';

export const endedStyles = css`
  h3 {
    padding-inline-end: 36px;
  }
  fieldset {
    min-inline-size: 0;
    margin-block-start: 4px;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
  }
  .stars {
    display: flex;
    margin-inline-start: -8px;
  }
  label {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    color: var(--_subtle);
    cursor: pointer;
  }
  label svg {
    inline-size: 26px;
    block-size: 26px;
    stroke-width: 1.5;
  }
  .lit {
    color: var(--_text);
  }
  .lit svg {
    fill: currentColor;
  }
  input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }
  label:has(:focus-visible) {
    outline: 2px solid var(--_text);
    outline-offset: -3px;
  }
  .more {
    display: grid;
    gap: 8px;
  }
  textarea {
    inline-size: 100%;
    padding: 8px 12px;
    border: 1px solid var(--_border);
    border-radius: 10px;
    background: var(--_surface);
    color: inherit;
    font: inherit;
    font-size: 16px; /* iOS zooms in on focus when the text is smaller */
    resize: none;
  }
  textarea::placeholder {
    color: var(--_subtle);
    opacity: 1;
  }
  .more button {
    font-weight: 600;
  }
  .tools {
    display: flex;
    gap: 4px;
    margin-block-start: 8px;
    margin-inline-start: -12px;
  }
  .tool {
    color: var(--_subtle);
  }
  .tools > :is(.tool, vla-copy) {
    flex: none;
  }
  .tool svg {
    inline-size: 19px;
    block-size: 19px;
  }
  ::slotted(*) {
    display: block;
  }
  @media (hover: hover) {
    .tool:hover {
      background: var(--_surface);
      color: var(--_text);
    }
    label:hover {
      color: var(--_text);
    }
  }
  @media (forced-colors: active) {
    .lit svg {
      fill: Highlight;
    }
  }
`;
