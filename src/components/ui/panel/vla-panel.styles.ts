import { css } from 'lit';

/** Styles of the card of a fault, which the panel and the compact bar show. */
export const cardStyles = css`
  .card {
    display: grid;
    grid-template-columns: 1fr auto;
    margin-block-end: 10px;
    padding: 4px;
    padding-block-end: 14px;
    padding-inline-start: 14px;
    border: 1px solid var(--_danger);
    border-radius: 14px;
    background: color-mix(in oklab, var(--_danger) 7%, var(--_surface));
    font-size: 14px;
  }
  .card b {
    padding-block-start: 10px;
  }
  .card p,
  .card .retry {
    grid-column: 1 / -1;
    margin-inline-end: 10px;
  }
  .card .retry {
    margin-block-start: 10px;
  }
`;

export const panelStyles = css`
  :host {
    display: contents;
  }
  .panel {
    position: relative;
    display: flex;
    flex-direction: column;
    inline-size: min(384px, 100%);
    max-block-size: 560px;
    overflow: hidden auto;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .tall {
    block-size: 560px;
  }
  .dock {
    --_lift: 68px;
    position: fixed; /* overrides .panel */
    transform-origin: var(--_x, center) var(--_y, bottom);
    inline-size: min(384px, 100vw - 2 * var(--_offset));
    max-block-size: calc(100dvh - 2 * var(--_offset) - var(--_lift));
    border-color: light-dark(transparent, var(--_border));
    box-shadow: var(--_shadow);
    transition: 0.3s cubic-bezier(0.2, 0.9, 0.3, 1);
    transition-property: transform, opacity;
    animation: grow 0.3s;
  }
  .shut {
    /* visibility changes late on closing only, because an opening panel takes the focus at once */
    transition-property: transform, opacity, visibility;
    visibility: hidden;
    opacity: 0;
    transform: scale(0.86);
  }
  @keyframes grow {
    from {
      opacity: 0;
      transform: scale(0.86);
    }
  }
  .panel:focus {
    outline: none;
  }
  .header {
    display: flex;
    flex: none;
    align-items: center;
    gap: 12px;
    min-block-size: 64px;
    padding: 8px;
    padding-inline-start: 20px;
  }
  .chatting .header {
    min-block-size: 74px;
    border-block-end: 1px solid var(--_border);
  }
  .pictured.chatting .header {
    padding-inline-start: 72px;
  }
  .titles {
    flex: 1;
    min-inline-size: 0;
  }
  h2 {
    overflow: hidden;
    font-size: 17px;
    line-height: 1.3;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  [part='status'] {
    color: var(--_subtle);
  }
  b {
    color: var(--_text);
  }
  .titles p {
    font-size: 13px;
    line-height: 1.35;
  }
  .titles b {
    display: block;
  }
  .close {
    color: var(--_subtle);
  }
  .stage {
    display: flex;
    flex: 1;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    min-block-size: 96px;
    padding: 4px 24px 20px;
    text-align: center;
    text-wrap: balance;
  }
  .stage b {
    display: block;
    margin-block: 14px 2px;
    font-size: 22px;
    line-height: 1.3;
  }
  .orb {
    flex: 0 1 152px;
    min-block-size: 0;
    inline-size: auto;
  }
  .chatting .stage {
    display: contents;
  }
  .chatting .orb {
    position: absolute;
    inset-block-start: 14px;
    inset-inline-start: 16px;
    inline-size: 46px;
    animation: settle 0.3s;
  }
  @keyframes settle {
    from {
      transform: translateY(120px) scale(3);
    }
  }
  vla-transcript {
    flex: 1;
  }
  .footer {
    flex: none;
    padding: 4px 16px 16px;
  }
  .chatting .footer {
    padding-block-start: 12px;
    border-block-start: 1px solid var(--_border);
  }
  vla-composer {
    margin-block-start: 10px;
  }
  .controls {
    display: flex;
    gap: 10px;
  }
  .controls button {
    flex: 1 1 auto;
    min-block-size: 48px;
    padding-inline: 8px;
  }
  .quiet {
    border-color: var(--_border);
  }
  .on {
    border-color: transparent;
    background: var(--_text);
    color: var(--_surface);
  }
  .danger {
    background: var(--_danger);
    color: var(--_on-danger);
  }
  @media (hover: hover) {
    .quiet:hover,
    .close:hover {
      background: var(--_surface-2);
    }
  }
  @media (max-height: 540px) {
    .dock {
      --_lift: 0px;
    }
    .panel:has(.card) .orb {
      display: none;
    }
  }
  @media (max-width: 480px) {
    .dock {
      inset: 0;
      inset-block-start: var(--_sheet-top, 0);
      inline-size: auto;
      block-size: var(--_sheet-height, 100dvh);
      max-block-size: none;
      padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
      border: 0;
      border-radius: 0;
    }
  }
`;
