/**
 * Styles that the cards of the features share. The card of a fault does not use them: its styles are part of
 * `vla-panel.styles.ts`, because that card must be there whenever a panel is.
 */
import { css } from 'lit';

export const cardStyles = css`
  :host {
    display: block;
    padding-block-end: 10px; /* not a margin, because the panel removes margins */
  }
  .card {
    position: relative;
    padding: 14px;
    border: 1px solid var(--_border);
    border-radius: 14px;
    background: var(--_surface-2);
    font-size: 14px;
  }
  .card:focus {
    outline: none;
  }
  .card:focus-visible {
    outline: 2px solid var(--_text);
    outline-offset: 2px;
  }
  h3 {
    font-size: 15px;
    font-weight: 650;
    line-height: 1.35;
  }
  .subtle {
    color: var(--_subtle);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 12px;
  }
  .row > button {
    flex: 1 1 auto;
    padding-inline: 16px;
    font-weight: 600;
  }
  .primary {
    border-color: var(--_seen, transparent);
  }
  .quiet {
    border-color: var(--_border);
    background: var(--_surface);
  }
  .close {
    position: absolute;
    inset-block-start: 3px;
    inset-inline-end: 3px;
    color: var(--_subtle);
  }
  @media (hover: hover) {
    .quiet:hover,
    .close:hover {
      filter: brightness(0.96);
    }
  }
`;
