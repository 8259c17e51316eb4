import { css } from 'lit';

/**
 * Fixes a box to a corner or an edge of the window. `--_lift` keeps the panel above the launcher, which is at the same
 * place.
 */
export const dockStyles = css`
  .dock {
    position: fixed;
    z-index: var(--vla-z, 2147483000);
  }
  @media print {
    .dock {
      display: none !important;
    }
  }
  .bottom {
    inset-block-end: calc(max(var(--_offset), env(safe-area-inset-bottom)) + var(--_lift, 0px));
  }
  .top {
    --_y: top;
    inset-block-start: calc(max(var(--_offset), env(safe-area-inset-top)) + var(--_lift, 0px));
  }
  .right {
    --_x: right;
    right: max(var(--_offset), env(safe-area-inset-right));
  }
  .left {
    --_x: left;
    left: max(var(--_offset), env(safe-area-inset-left));
  }
  .middle {
    inset-inline: 0;
    inline-size: fit-content;
    margin-inline: auto;
  }
`;

export const launcherStyles = css`
  .dock {
    pointer-events: none;
  }
  button {
    position: relative;
    block-size: 56px;
    min-inline-size: 56px;
    padding-inline: 20px 22px;
    box-shadow: var(--_shadow);
    pointer-events: auto;
  }
  .round {
    padding: 0;
  }
  .round > span {
    display: none;
  }
  svg,
  button ::slotted(*) {
    inline-size: 24px;
    block-size: 24px;
  }
  .dot {
    inline-size: 10px;
    block-size: 10px;
    border-radius: 50%;
    margin: 3px;
    background: currentColor;
    box-shadow: 0 0 0 4px color-mix(in srgb, currentColor 30%, transparent);
  }
  .connecting::after {
    content: '';
    position: absolute;
    inset: -1px;
    border: 2px solid var(--_accent);
    border-radius: inherit;
    animation: pulse 1.4s ease-out infinite;
  }
  @keyframes pulse {
    to {
      inset: -12px;
      opacity: 0;
    }
  }
  @media (max-width: 480px), (max-height: 540px) {
    /* The panel fills the window and has its own close button. The launcher would cover its composer. */
    .round {
      display: none;
    }
  }
  @media (max-width: 480px) {
    .idle {
      padding: 0;
    }
    .idle > span {
      display: none;
    }
  }
`;
