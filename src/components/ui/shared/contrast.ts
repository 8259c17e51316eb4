/**
 * Measures whether the colours that a page set contrast enough. Where two of them do not, the face is painted in
 * another colour and the console warns once. This module is loaded after the first paint, and only on pages that set
 * colours.
 */
import { css } from 'lit';
import { adoptStyles } from '../../base/adopt-styles.js';
import { warnOnce } from '../../base/warn-once.js';
import type { FaceElement } from './face-element.js';

/** A foreground colour and the background under it. */
interface Pair {
  /** The public tokens, as the warning names them. */
  readonly names: string;
  /** The private tokens. They are measured, because they hold the defaults too. */
  readonly fore: string;
  readonly back: string;
  /** The least contrast ratio by WCAG 2.2 AA: 4.5 for text, 3 for graphics. */
  readonly least: 3 | 4.5;
  /** The token to set on the face instead. Absent where `SEEN` in the styles replaces the colour already. */
  readonly instead?: readonly [token: string, value: string];
  /** How the face is painted until the page is corrected, for the warning. */
  readonly meanwhile: string;
}

/**
 * Black or white, whichever contrasts more with the surface: white up to a CIE lightness of 49.5 (see
 * tokens.styles.ts).
 */
const READABLE = 'lab(from color(from var(--_surface) xyz y y y) calc((49.5 - l) * 1e4) 0 0)';

/**
 * `SEEN` is the accent, mixed with so much black or white that it contrasts with the surface by at least 3 : 1 (in fact
 * by √9.3, which is 3.05, because browsers round colours). `DARK` is 1 on a dark surface and 0 on a light one. `Y` is the luminance of the
 * accent. `SHARE` is how much white (on a dark surface) or black (on a light one) is mixed in, 0 to 1.
 *
 * A relative colour knows one origin colour, but this formula needs accent and surface. So both go through
 * `color-mix()`: the accent gives its colour, and the surface gives its luminance S in place of an opacity. In the mix
 * `alpha` is (1 + S) / 2, and `x`, `y`, `z` are those of the accent divided by 2 alpha.
 */
const DARK = 'clamp(0, (0.5895 - alpha) * 1e4, 1)';
const Y = '2 * alpha * y';
const SHARE = `clamp(0, ((2 * alpha - 0.95) * pow(9.3, ${DARK} - 0.5) - 0.05 - ${Y}) / (${DARK} - ${Y}), 1)`;
const mixed = (channel: string, white: number): string =>
  `calc(2 * alpha * ${channel} * (1 - ${SHARE}) + ${white} * ${DARK} * ${SHARE})`;
const SEEN = `color(from color-mix(in xyz, var(--_accent), color(from var(--_surface) xyz 0 0 0 / y))
  xyz ${mixed('x', 0.9505)} ${mixed('y', 1)} ${mixed('z', 1.089)} / 1)`;

const SURFACE_2 = 'color-mix(in oklab, var(--_surface) 94%, var(--_text))';

/** Unsets the page's colour, so that black or white is chosen by itself. */
const UNSET = ['--vla-accent-contrast', 'initial'] as const;

/** Black or white on the accent, for the launcher: it is outside the face, and takes its tokens from the host. */
const ON_ACCENT = READABLE.replace('surface', 'accent');

/** The order matters: a pair is measured against the colours that the pairs before it have replaced. */
const PAIRS: readonly Pair[] = [
  {
    names: '--vla-text on --vla-surface',
    fore: '--_text',
    back: '--_surface',
    least: 4.5,
    instead: ['--vla-text', READABLE],
    meanwhile: 'black or white is painted',
  },
  {
    names: '--vla-text on --vla-surface-2',
    fore: '--_text',
    back: '--_surface-2',
    least: 4.5,
    instead: ['--vla-surface-2', SURFACE_2],
    meanwhile: 'a shade of --vla-surface is painted',
  },
  ...['--vla-surface', '--vla-surface-2'].map((surface): Pair => ({
    names: `--vla-text-subtle on ${surface}`,
    fore: '--_subtle',
    back: surface.replace('vla-', '_'),
    least: 4.5,
    instead: ['--vla-text-subtle', 'var(--_text)'],
    meanwhile: '--vla-text is painted',
  })),
  {
    names: '--vla-accent-contrast on --vla-accent',
    fore: '--_on-accent',
    back: '--_accent',
    least: 4.5,
    instead: UNSET,
    meanwhile: 'black or white is painted, as without --vla-accent-contrast',
  },
  {
    names: '--vla-accent on --vla-surface',
    fore: '--_accent',
    back: '--_surface',
    least: 3,
    meanwhile: 'picture and edges are painted in a shade of it that can be seen',
  },
];

interface Rgb {
  /** Red, green and blue in sRGB, each 0 to 1. */
  readonly channels: readonly number[];
  readonly alpha: number;
}

/**
 * A filled button keeps the accent, because its label is chosen to contrast with it; it gets an edge in the visible
 * shade.
 */
const edges = css`
  .primary {
    border-color: var(--_seen);
  }
`;

/** Checks the contrast now, and again whenever the system changes between dark and light. */
export function checkContrast(face: FaceElement<object, unknown>): void {
  // A browser that cannot calculate the shade would paint no picture and no edges in its place.
  if (!CSS.supports('color', SEEN.replace(/var\([^)]+\)/g, 'red'))) return;
  adoptStyles(face.renderRoot, edges);
  face.style.setProperty('--_seen', SEEN);
  const look = (): void => mend(face);
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  face.addController({
    hostConnected: () => scheme.addEventListener('change', look),
    hostDisconnected: () => scheme.removeEventListener('change', look),
    hostUpdated: () => pictureIn(face)?.style.setProperty('--_accent', 'var(--_seen)'),
  });
  face.requestUpdate();
  look();
}

const launcherOf = (face: FaceElement<object, unknown>): HTMLElement | null =>
  (face.getRootNode() as ShadowRoot).querySelector('[part=launcher]');

/** The visualizer inside a face, or the face itself when it is a standalone visualizer. */
const pictureIn = ({ renderRoot }: FaceElement<object, unknown>): HTMLElement | null | undefined =>
  (renderRoot.querySelector('.orb')?.shadowRoot ?? renderRoot).querySelector<HTMLElement>('[part=orb]');

function mend(face: FaceElement<object, unknown>): void {
  for (const { instead } of PAIRS) if (instead) face.style.removeProperty(instead[0]);
  launcherOf(face)?.style.removeProperty('--_on-accent');
  const found = PAIRS.flatMap((pair) => {
    const ratio = ratioOf(face.renderRoot, pair);
    if (ratio === undefined || ratio >= pair.least) return [];
    if (pair.instead) face.style.setProperty(...pair.instead);
    if (pair.instead === UNSET) launcherOf(face)?.style.setProperty('--_on-accent', ON_ACCENT);
    // The ratio is rounded down, so that 4.49 is not shown as 4.5.
    return [`${pair.names}: ${Math.floor(ratio * 10) / 10} : 1, needs ${pair.least} : 1; until then ${pair.meanwhile}`];
  });
  if (found.length === 0) return;
  warnOnce(
    `colours of this page do not contrast.\n  ${found.join('\n  ')}\nChoose others, or leave a token out: what it is then contrasts by itself.`,
  );
}

/** The contrast ratio of a pair. Undefined where it cannot be known, such as on a translucent surface. */
function ratioOf(root: Node, { fore, back }: Pair): number | undefined {
  const ground = rgbOf(root, back);
  const ink = rgbOf(root, fore);
  if (!ink || !ground || ground.alpha < 1) return undefined;
  const seen = ink.channels.map((channel, at) => channel * ink.alpha + ground.channels[at]! * (1 - ink.alpha));
  const [dark, light] = [luminance(seen), luminance(ground.channels)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

/** The colour of a token in sRGB. The browser converts it, because a page may write it in any notation. */
function rgbOf(root: Node, token: string): Rgb | undefined {
  const probe = document.createElement('i');
  probe.style.color = `color(from var(${token}) srgb r g b / alpha)`;
  root.appendChild(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  const numbers = /^color\(srgb (.+)\)$/
    .exec(color)?.[1]
    ?.match(/[\d.e-]+/g)
    ?.map(Number);
  if (!numbers || numbers.length < 3) return undefined;
  const channels = numbers.slice(0, 3).map((channel) => Math.min(1, Math.max(0, channel)));
  return { channels, alpha: numbers[3] ?? 1 };
}

/** Relative luminance, 0 to 1, by the formula of WCAG 2. */
function luminance(channels: readonly number[]): number {
  const [red, green, blue] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
