/** The page on which pictures are taken: one element a cell, drawn when it is told to, and still then. */
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

/** Where a scene stands on the page, in px. */
export interface Cell {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Frames of 16 ms until every picture that moves has come to the loudness it is given. */
const FRAMES = 60;
/** Updates, layouts and what observers do about them, until nothing is left to be done. */
const ROUNDS = 4;

/** Shows these scenes of a variant, and tells where they are when nothing changes any more. */
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
  scrollTo(0, 0); // what took the focus came into sight
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

/** Everything is updated, painted and at rest. No time passes before all that moves is there: each begins with the same frame. */
async function settled(): Promise<void> {
  await fontsLoaded();
  await still();
  time.step(FRAMES);
  await still();
}

/** The letters that this page is to be written in: all of them, whether a word has asked for them or not. */
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
    // An element that waits for a frame is updated by `time.step`, and not before.
    const update = () => Promise.race([element.updateComplete, time.paint()]);
    while (!((await update()) ?? true)) /* again: an update asked for another */ ;
    await updated(element.shadowRoot);
  }
}

const everyAnimation = (root: Document | ShadowRoot): Animation[] => [
  ...root.getAnimations(),
  ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? everyAnimation(shadowRoot) : [])),
];

/** Resolves when a new size of the window has been laid out and painted. */
export function rest(): Promise<void> {
  scrollTo(0, 0);
  return time.paint();
}

export const names = (variant: Variant): readonly string[] => SCENES[variant].map(({ name }) => name);
