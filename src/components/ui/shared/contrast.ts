/**
 * Whether the colours of a page can be read together. What cannot is painted otherwise, and its developer is told once.
 * Loaded after the first paint, on pages that set colours of their own.
 */
import { css } from 'lit';
import { adoptStyles } from '../../base/adopt-styles.js';
import { warnOnce } from '../../base/warn-once.js';
import type { FaceElement } from './face-element.js';

/** Two tokens that meet; `fore` and `back` are the private ones, which hold the defaults too. */
interface Pair {
  readonly names: string;
  readonly fore: string;
  readonly back: string;
  /** What WCAG 2.2 AA asks for. */
  readonly least: 3 | 4.5;
  /** What is set on the face in their place, if that is not done in CSS alone. */
  readonly instead?: readonly [token: string, value: string];
  readonly meanwhile: string;
}

/** Black or white, whichever contrasts more with the surface. */
const READABLE = 'lab(from color(from var(--_surface) xyz y y y) calc((49.5 - l) * 1e4) 0 0)';

/**
 * The accent, mixed with black or white until it stands out from any surface by 3 : 1 (√9.2, to be safe). Only `color-mix()` takes two colours:
 * here one brings its colour and the other, in place of its opacity, its luminance S, so that `alpha` is (1 + S) / 2 and
 * `x y z` are those of the accent over 2 alpha. `s` is 1 on dark ground, `t` the share of white or black.
 */
const DARK = 'clamp(0, (0.5895 - alpha) * 1e4, 1)';
const Y = '2 * alpha * y';
const SHARE = `clamp(0, ((2 * alpha - 0.95) * pow(9.2, ${DARK} - 0.5) - 0.05 - ${Y}) / (${DARK} - ${Y}), 1)`;
const mixed = (channel: string, white: number): string =>
  `calc(2 * alpha * ${channel} * (1 - ${SHARE}) + ${white} * ${DARK} * ${SHARE})`;
const SEEN = `color(from color-mix(in xyz, var(--_accent), color(from var(--_surface) xyz 0 0 0 / y))
  xyz ${mixed('x', 0.9505)} ${mixed('y', 1)} ${mixed('z', 1.089)} / 1)`;

const SURFACE_2 = 'color-mix(in oklab, var(--_surface) 94%, var(--_text))';

/** Then it is chosen as if the page had not. */
const UNSET = ['--vla-accent-contrast', 'initial'] as const;

/** The same for the launcher, which is beside the face and has the tokens of the host. */
const ON_ACCENT = READABLE.replace('surface', 'accent');

/** In this order: a pair that was mended is the ground of the next. */
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
  /** Red, green, blue as sRGB has them, 0 to 1. */
  readonly channels: readonly number[];
  readonly alpha: number;
}

/** What has words on it keeps the accent, and gets an edge that is seen. */
const edges = css`
  .primary {
    border-color: var(--_seen);
  }
`;

/** Looks at once, and again when the page turns dark or light. */
export function checkContrast(face: FaceElement<object, unknown>): void {
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

/** The orb of a face, or the face when it is one. */
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
    // rounded down: 4.49 is not 4.5
    return [`${pair.names}: ${Math.floor(ratio * 10) / 10} : 1, needs ${pair.least} : 1; until then ${pair.meanwhile}`];
  });
  if (found.length === 0) return;
  warnOnce(
    `colours of this page do not contrast.\n  ${found.join('\n  ')}\nChoose others, or leave a token out: what it is then contrasts by itself.`,
  );
}

/** Undefined where nobody can know, as on a surface that lets the page shine through. */
function ratioOf(root: Node, { fore, back }: Pair): number | undefined {
  const ground = rgbOf(root, back);
  const ink = rgbOf(root, fore);
  if (!ink || !ground || ground.alpha < 1) return undefined;
  const seen = ink.channels.map((channel, at) => channel * ink.alpha + ground.channels[at]! * (1 - ink.alpha));
  const [dark, light] = [luminance(seen), luminance(ground.channels)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

/** As the browser computes it, whatever way it was written. */
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

/** Relative, as WCAG has it. */
function luminance(channels: readonly number[]): number {
  const [red, green, blue] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
