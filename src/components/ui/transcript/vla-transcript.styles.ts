import { css } from 'lit';

export const transcriptStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }
  .log {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 10px;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 8px 16px 16px;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
  }
  .log:focus-visible {
    outline-offset: -3px;
  }
  .log > div {
    display: flex;
    flex: none;
    flex-direction: column;
    gap: inherit;
    margin-block-start: auto;
  }
  .message {
    max-inline-size: 84%;
    align-self: flex-start;
  }
  .user {
    align-self: flex-end;
  }
  .bubble {
    padding: 9px 14px;
    border: 1px solid transparent;
    border-radius: var(--vla-radius-bubble, 18px);
    border-end-start-radius: 5px;
    background: var(--_surface-2);
    overflow-wrap: anywhere;
  }
  .words {
    white-space: pre-wrap;
  }
  .user .bubble {
    border-end-start-radius: var(--vla-radius-bubble, 18px);
    border-end-end-radius: 5px;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .partial .bubble {
    border-color: var(--_border);
    background: none;
    color: var(--_text);
  }
  .caret {
    display: inline-block;
    inline-size: 2px;
    block-size: 1em;
    margin-inline-start: 3px;
    background: currentColor;
    vertical-align: -2px;
    animation: blink 1s steps(2, jump-none) infinite;
  }
  .dots::before {
    content: '•••';
    letter-spacing: 2px;
    animation: blink 0.7s ease-in alternate infinite;
  }
  @keyframes blink {
    to {
      opacity: 0.1;
    }
  }
  s {
    color: var(--_subtle);
  }
  small {
    display: block;
    margin: 3px 14px 0;
    color: var(--_subtle);
    font-size: 12.5px;
  }
`;
