/** The script of the page on which screenshots are taken. It renders one element per cell and waits until nothing moves. */
import { time } from './freeze.js';
import { html, render, type LitElement } from 'lit';
import '../../src/components/agent/variant-faces.js';
import '../../src/components/ui/transcript/rich-transcript.js';
import '../../src/components/features/service-activity/vla-approval.js';
import '../../src/components/features/captions/vla-captions.js';
import '../../src/components/features/call-flow/consent/vla-consent.js';
import '../../src/components/features/call-limits/vla-countdown.js';
import '../../src/components/features/call-flow/ended/vla-ended.js';
import '../../src/components/ui/shared/vla-hint.js';
import '../../src/components/features/push-to-talk/vla-hold.js';
import '../../src/components/ui/menu/vla-menu.js';
import { elementsOf, SCENES, type Language, type Scene, type Variant } from './scenes.js';

/** The position and size of a scene on the page, in px. */
export interface Cell {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Frames of 16 ms after which every voice animation shows the level that its view has. */
const FRAMES = 60;
/** Rounds of update and layout, since observers may cause further updates. Four are enough for every scene. */
const ROUNDS = 4;

/** Shows scenes of a variant. Returns their positions when nothing changes any more. */
export async function show(
  variant: Variant,
  language: Language,
  names: readonly string[],
  look = '',
): Promise<readonly Cell[]> {
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
  const scenes: readonly Scene[] = SCENES[variant];
  const shown = scenes.filter(({ name }) => names.includes(name));
  document.body.className = `${variant} ${look}`;
  render('', document.body);
  time.restart();
  render(
    shown.map((scene) => html`<div class="cell" id=${scene.name}>${elementsOf(variant, scene, language)}</div>`),
    document.body,
  );
  await settled();
  for (const { name, act } of shown) act?.(document.querySelector<HTMLElement>(`#${name} > *`)!);
  await settled();
  (deepFocus() as HTMLElement | null)?.blur();
  scrollTo(0, 0); // an element that got the focus may have scrolled the page
  await time.paint();
  return shown.map(({ name }) => {
    const { x, y, width, height } = document.getElementById(name)!.getBoundingClientRect();
    return { name, x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
  });
}

function deepFocus(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/**
 * Resolves when everything is updated and painted. No time passes before all animations exist, so that each starts at
 * frame 0.
 */
async function settled(): Promise<void> {
  await fontsLoaded();
  await still();
  time.step(FRAMES);
  await still();
}

/** Loads all fonts of the page, also those that no text uses yet. */
export async function fontsLoaded(): Promise<void> {
  await Promise.all([...document.fonts].map((face) => face.load()));
}

async function still(): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    await updated(document);
    for (const animation of everyAnimation(document)) {
      if (animation.effect?.getComputedTiming().endTime === Infinity) animation.cancel();
      else animation.finish();
    }
    await time.paint();
  }
}

async function updated(root: ParentNode): Promise<void> {
  for (const element of root.querySelectorAll<LitElement>('*')) {
    if (!element.shadowRoot) continue;
    // `updateComplete` of an element that waits for an animation frame resolves only after `time.step`.
    const update = () => Promise.race([element.updateComplete, time.paint()]);
    while (!((await update()) ?? true)) /* an update may request another one */ ;
    await updated(element.shadowRoot);
  }
}

const everyAnimation = (root: Document | ShadowRoot): Animation[] => [
  ...root.getAnimations(),
  ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? everyAnimation(shadowRoot) : [])),
];

/** Resolves when the page has been laid out and painted at the new viewport size. */
export function rest(): Promise<void> {
  scrollTo(0, 0);
  return time.paint();
}

export const names = (variant: Variant): readonly string[] => SCENES[variant].map(({ name }) => name);
