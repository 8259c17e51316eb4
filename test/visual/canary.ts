/**
 * The canary: text, form controls and colours that do not depend on the widget's code. When one of them differs from its
 * baseline image, the browser is the cause, and screenshots that contain the same kind of content are not judged.
 */
import type { Cell } from './page.js';
import type { Sheet } from './sheets.js';

/** Kinds of content that browsers may render differently, with their names in messages. */
export const KINDS = {
  letters: 'letters',
  arabic: 'Arabic letters',
  controls: 'form controls',
  paint: 'colours, gradients, shadows or outlines',
  layout: 'boxes and lines',
  forced: 'forced colours',
} as const;

export type Kind = keyof typeof KINDS;

export const CANARY = 'canary';
const WIDTH = 480;
const HEIGHT = 200;

const LETTERS = `<p style="font-size:12.5px">Sphinx of black quartz, judge my vow. 0123456789 ÄÖÜß éñ – … “”</p>
  <p style="font-size:13px">Sphinx of black quartz, judge my vow. ••• 0123456789</p>
  <p style="font-size:15px">Sphinx of black quartz, judge my vow.</p>
  <p style="font-size:17px;font-weight:600">Sphinx of black quartz, judge my vow.</p>
  <p style="font-size:22px;font-weight:650">Sphinx of black quartz, judge.</p>`;

const ARABIC = `<p style="font-size:13px" dir="rtl">نصّ حكيم له سرّ قاطع وذو شأن عظيم</p>
  <p style="font-size:15px" dir="rtl">نصّ حكيم له سرّ قاطع وذو شأن عظيم</p>
  <p style="font-size:22px;font-weight:650" dir="rtl">مكتوب على ثوب أخضر ومغلّف</p>`;

const CONTROLS = `<select style="font:inherit;inline-size:200px;block-size:44px"><option>Headset</option></select>
  <input type="range" style="inline-size:200px" value="30">
  <p><input type="checkbox" checked> <input type="checkbox" style="inline-size:24px;block-size:24px"> <button style="font:inherit">Book</button></p>
  <textarea rows="2" style="font:inherit" placeholder="Write"></textarea>`;

const ICON = `<svg viewBox="0 0 24 24" style="inline-size:44px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round">
  <path d="M12 3v12m-5-6v2a5 5 0 0 0 10 0V8m-5 8v4"/></svg>`;
const PAINT = `<div style="display:flex;flex-wrap:wrap;gap:16px">
  <div style="inline-size:250px;block-size:80px;border-radius:20px;box-shadow:0 12px 40px rgb(0 0 0/.2);
    background:radial-gradient(circle at 30% 120%, #024, #09f 60%, #cdf)"></div>
  <div style="inline-size:80px;block-size:80px;border-radius:50%;rotate:1rad;opacity:.8;filter:saturate(.45);
    background:radial-gradient(circle at 34% 36%, color-mix(in oklab, #0b5cd5, #fff 72%), transparent 42%),
    oklch(from #0b5cd5 max(l, 0.6) max(c, 0.08) calc(h + 55))"></div>
  <div style="inline-size:60px;block-size:60px;background:AccentColor;border:1px solid #dddde4;
    outline:2px solid #17171c;outline-offset:2px"></div>${ICON}
  <div style="inline-size:60px;block-size:60px;background:lab(from color(from #c5283d xyz y y y) calc((49.4 - l) * 1e4) 0 0);
    clip-path:inset(6px round 12px)"></div></div>`;

const LAYOUT = `<div style="display:grid;grid-template-columns:1fr auto 2fr;gap:8px;font-size:13px">
  <p style="text-wrap:balance">Sphinx of black quartz, judge my vow</p><u style="overflow-wrap:anywhere;inline-size:70px">Fahrradkettenverschleiß</u>
  <div style="display:flex;flex-wrap:wrap;gap:5px;justify-content:center"><b>One</b><b>two</b><b>three</b><b>four</b><b>five and six</b></div></div>
  <textarea style="field-sizing:content;font:inherit;inline-size:160px">Several lines of what somebody writes</textarea>
  <p style="inline-size:120px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;line-height:1.35">Sphinx of black quartz</p>`;

/** The contents of the canary. Each is rendered on its own page, whose viewport has the size of the cell. */
export const CANARIES: readonly { readonly kind: Kind; readonly markup: string }[] = [
  { kind: 'letters', markup: LETTERS },
  { kind: 'arabic', markup: ARABIC },
  { kind: 'controls', markup: CONTROLS },
  { kind: 'paint', markup: PAINT },
  { kind: 'layout', markup: LAYOUT },
  { kind: 'forced', markup: `${CONTROLS}${ICON}<a href="#">A link</a>` },
];

export const canarySize = { width: WIDTH, height: HEIGHT };

export const canaryCells: readonly Cell[] = CANARIES.map(({ kind }, at) => ({
  name: kind,
  x: 0,
  y: at * HEIGHT,
  ...canarySize,
}));

/** Scenes that contain the browser's own form controls. */
const WITH_CONTROLS: ReadonlySet<string> = new Set(['menu', 'ended-card']);

/** The kinds of content in a scene. A mismatch is judged only if the browser renders all of them as in the baseline. */
export function kindsIn({ mode }: Sheet, scene: string): readonly Kind[] {
  return [
    'letters',
    'paint',
    'layout',
    ...(mode.language === 'ar' ? (['arabic'] as const) : []),
    ...(WITH_CONTROLS.has(scene) ? (['controls'] as const) : []),
    ...(mode.forced ? (['forced'] as const) : []),
  ];
}
