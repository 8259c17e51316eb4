import { css } from 'lit';

export const orbStyles = css`
  :host {
    display: block;
    inline-size: 144px;
    aspect-ratio: 1;
  }
  div {
    position: relative;
    inline-size: 100%;
    block-size: 100%;
    transition:
      filter 0.4s,
      opacity 0.4s;
  }
  i {
    position: absolute;
    border-radius: 50%;
  }
  .halo {
    inset: 0;
    background: radial-gradient(closest-side, var(--_accent) 55%, transparent);
    opacity: 0.22;
  }
  .core {
    inset: 13%;
    overflow: hidden;
    background: radial-gradient(
      circle at 50% 120%,
      color-mix(in oklab, var(--_accent), #000 38%),
      var(--_accent) 60%,
      color-mix(in oklab, var(--_accent), #fff 25%)
    );
  }
  .core i {
    inset: -25%;
    background:
      radial-gradient(circle at 34% 36%, color-mix(in oklab, var(--_accent), #fff 72%), transparent 42%),
      radial-gradient(
        circle at 68% 62%,
        oklch(from var(--_accent) max(l, 0.6) max(c, 0.08) calc(h + 55)),
        transparent 46%
      );
  }
  .core i + i {
    background: radial-gradient(
      circle at 62% 30%,
      oklch(from var(--_accent) max(l, 0.68) c calc(h - 40)),
      transparent 40%
    );
    opacity: 0.8;
  }
  .live i {
    will-change: transform;
  }
  .muted,
  .error {
    filter: saturate(0.15);
    opacity: 0.65;
  }
  .ended,
  .reconnecting {
    filter: saturate(0.45);
  }
  @media (forced-colors: active) {
    .core {
      border: 2px solid CanvasText;
    }
  }
`;
