import { css } from 'lit';

export const meterStyles = css`
  .card {
    max-block-size: 330px;
    overflow-y: auto;
  }
  h3 {
    padding-inline-end: 36px;
  }
  h4 {
    margin-block: 12px 4px;
    font-size: 13px;
    font-weight: 600;
  }
  .meter {
    position: relative;
    overflow: hidden;
    block-size: 28px;
    margin-block: 12px 8px;
    border-radius: 8px;
    background: color-mix(in oklab, var(--_text) 12%, transparent);
  }
  .meter[hidden] {
    display: none;
  }
  .meter::before {
    position: absolute;
    inset: 0;
    background: var(--_seen, var(--_accent));
    content: '';
    transform: scaleX(var(--_level, 0));
    transform-origin: left;
  }
  :host(:dir(rtl)) .meter::before {
    transform-origin: right;
  }
  .meter::after {
    position: absolute;
    inset: 0;
    background: repeating-linear-gradient(90deg, transparent 0 21px, var(--_surface-2) 21px 24px);
    content: '';
  }
  ul {
    display: grid;
    gap: 4px;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    gap: 8px;
    font-size: 13px;
  }
  li svg {
    inline-size: 18px;
    block-size: 18px;
  }
  .bad svg {
    color: var(--_danger);
  }
  .fix {
    display: block;
    color: var(--_subtle);
  }
  @media (forced-colors: active) {
    .meter {
      border: 1px solid;
    }
    .meter::before {
      background: Highlight;
    }
  }
`;
