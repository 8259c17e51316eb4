/** Styles that every element of the face shares: colours, type, buttons, focus. */
import { css } from 'lit';

/**
 * The public tokens (`--vla-…`) are only read here, never set, so that a page may set them on any ancestor. The private
 * tokens (`--_…`) hold the defaults. Text on a filled button is black or white, whichever contrasts more. Both contrast
 * equally with a fill of luminance 0.179, which is a CIE lightness of 49.4; hence that number below. For pages that set
 * colours, contrast.ts checks the other pairs. Older browsers, which cannot calculate colours, get the light ones.
 *
 * The page's text styles are not inherited beyond `#own`, the first element of each shadow tree (see own-root.ts): it
 * resets all properties, except those that a page sets on purpose, such as the colour scheme.
 */
export const tokens = css`
  #own {
    all: initial;
    display: contents;
    accent-color: inherit;
    color-scheme: inherit;
    visibility: inherit;
    -webkit-locale: inherit; /* the language, which selects the glyphs of Chinese and Japanese */
    -webkit-user-select: text; /* all browsers support the prefixed name, also of the next property */
    -webkit-text-size-adjust: 100%;
  }
  :host {
    writing-mode: horizontal-tb !important; /* sizes and flex directions need it; a page's * rule would beat :host */
    --_system: #0b5cd5;
    --_accent: var(--vla-accent, var(--_page-accent, var(--_system)));
    --_on-accent: var(--vla-accent-contrast, lab(from color(from var(--_accent) xyz y y y) calc((49.4 - l) * 1e4) 0 0));
    --_own: var(--vla-accent, var(--_page-accent, var(--vla-surface, var(--vla-text))));
    --_surface: var(--vla-surface, light-dark(#fff, #1a1a1f));
    --_surface-2: var(--vla-surface-2, light-dark(#f2f2f6, #2a2a32));
    --_text: var(--vla-text, light-dark(#17171c, #f3f3f6));
    --_subtle: var(--vla-text-subtle, light-dark(#5a5a66, #b0b0bc));
    --_border: var(--vla-border, light-dark(#dddde4, #3d3d48));
    --_danger: var(--vla-danger, light-dark(#c5283d, #d03546));
    --_on-danger: lab(from color(from var(--_danger) xyz y y y) calc((49.4 - l) * 1e4) 0 0);
    --_radius: var(--vla-radius, 20px);
    --_offset: var(--vla-offset, 20px);
    --_shadow: var(--vla-shadow, 0 1px 3px rgb(0 0 0 / 0.12), 0 12px 40px rgb(0 0 0 / 0.2));
  }
  :host,
  #own {
    box-sizing: border-box;
    color: var(--_text);
    font-family: var(--vla-font, inherit);
    font-size: 15px;
    font-weight: 400;
    font-style: normal;
    line-height: 1.45;
    letter-spacing: normal;
    text-align: start;
    text-transform: none;
    white-space: normal;
    -webkit-tap-highlight-color: transparent;
  }
  @supports (color: oklch(from AccentColor l c h)) {
    :host {
      --_system: oklch(from AccentColor min(l, 0.54) c h);
    }
  }
  @supports not (color: lab(from light-dark(red, red) l a b)) {
    :host {
      --_on-accent: var(--vla-accent-contrast, #fff);
      --_surface: var(--vla-surface, #fff);
      --_surface-2: var(--vla-surface-2, #f2f2f6);
      --_text: var(--vla-text, #17171c);
      --_subtle: var(--vla-text-subtle, #5a5a66);
      --_border: var(--vla-border, #dddde4);
      --_danger: var(--vla-danger, #c5283d);
      --_on-danger: #fff;
    }
  }
  *,
  ::before,
  ::after {
    box-sizing: inherit;
    margin: 0;
  }
  button {
    display: inline-flex;
    flex: none;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-inline-size: 44px;
    min-block-size: 44px;
    padding: 0;
    border: 1px solid transparent;
    border-radius: 99px;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 600;
    cursor: pointer;
    transition:
      filter 0.2s,
      scale 0.12s;
  }
  button:active {
    scale: 0.97;
  }
  button[aria-disabled='true'] {
    opacity: 0.4;
    cursor: default;
    scale: none;
  }
  :focus-visible {
    outline: 2px solid var(--_text);
    outline-offset: 2px;
  }
  svg {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .primary {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (hover: hover) {
    .primary:hover,
    .danger:hover {
      filter: brightness(1.08);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
