/** What a page sets for its own text, and for everything by `*`: the widget takes of it what it says it takes. */
import { expect } from '@open-wc/testing';
import '../../../src/index.js';
import '../../../src/components/agent/variant-faces.js';
import type { VoiceLiveAgent } from '../../../src/index.js';
import { until } from '../../helpers/page/live-agent.js';
import { deepAll } from '../../helpers/page/shadow-dom.js';
import { settled } from '../../helpers/page/settle-animations.js';

/** Given on purpose: font and direction, what is shown at all, and what the page calls its accent. */
const TAKEN = /^(font-family|accent-color|color-scheme|direction|visibility|-webkit-locale|unicode-bidi)$/;

/** Inheriting properties of all kinds; none of these values is the initial one. */
const INHERITED = `
  border-collapse: collapse; border-spacing: 9px; caption-side: bottom; caret-color: red; color: green; cursor: none;
  empty-cells: hide; fill: red; font-size: 31px; font-style: italic; font-weight: 900; font-stretch: expanded;
  font-variant: small-caps; font-kerning: none; font-feature-settings: 'smcp'; font-variation-settings: 'wght' 900;
  hyphens: auto; image-rendering: pixelated; letter-spacing: 7px; line-break: anywhere; line-height: 3;
  list-style: square inside; overflow-wrap: anywhere; pointer-events: none; quotes: '<' '>'; scrollbar-color: red green;
  stroke: red; tab-size: 3; text-align: right; text-align-last: center; text-indent: 3em; text-orientation: upright;
  text-shadow: 2px 2px 3px #c00; text-transform: uppercase; text-wrap: nowrap; text-emphasis: dot;
  text-underline-offset: 9px; text-rendering: geometricPrecision; white-space: pre; word-break: break-all;
  word-spacing: 14px; writing-mode: vertical-rl; user-select: none; -webkit-user-select: none;
  -webkit-text-fill-color: transparent; -webkit-text-stroke: 1px #080; -webkit-text-security: disc;
  font-synthesis: none; paint-order: stroke; ruby-position: under; text-decoration-skip-ink: none;`;

const RESETS = '* { margin: 3px; padding: 3px; box-sizing: content-box; border: 0; line-height: 3; color: green }';

const PAGES: Readonly<Record<string, string>> = {
  'styles of its body': `body { ${INHERITED} }`,
  'styles of everything': `* { ${INHERITED} }`,
  'styles of everything that insist': `* { ${INHERITED.replace(/;/g, ' !important;')} }`,
  'a reset by *': RESETS,
};

const WIDGETS: Readonly<Record<string, string>> = {
  floating: '<voice-live-agent open></voice-live-agent>',
  inline: '<voice-live-agent variant="inline"></voice-live-agent>',
  compact: '<voice-live-agent variant="compact" style="inline-size: 700px"></voice-live-agent>',
  loose: `<voice-live-agent variant="headless" id="loose"></voice-live-agent>${[
    'orb',
    'transcript',
    'status',
    'mic-button',
    'composer',
    'avatar',
  ]
    .map((part) => `<vla-${part} for="loose"></vla-${part}>`)
    .join('')}`,
};

type Styles = ReadonlyMap<Element, ReadonlyMap<string, string>>;

/** Sizes and distances are compared as boxes, where they do not follow from the page around. */
const SIZES =
  /^(margin.*|width|height|(inline|block|perspective|transform)-(size|origin)|top|left|right|bottom|inset.*)$/;

function stylesOf(elements: readonly Element[]): Styles {
  return new Map(
    elements.map((element) => {
      const style = getComputedStyle(element);
      const names = [...style].filter((name) => !TAKEN.test(name) && !name.startsWith('--') && !SIZES.test(name));
      return [element, new Map(names.map((name) => [name, style.getPropertyValue(name)]))];
    }),
  );
}

/** Where each element is in its face, in px. */
const boxesOf = (elements: readonly Element[]): readonly string[] => {
  const face = elements.find(({ id }) => id === 'panel')?.getBoundingClientRect();
  if (!face) return [];
  return elements.map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const box = width || height ? [x - face.x, y - face.y, width, height].map(Math.round) : [];
    return `<${element.localName} class="${element.className}"> at ${box.join(' ')}`;
  });
};

const differences = (before: Styles, after: Styles): readonly string[] => [
  ...new Set(
    [...before].flatMap(([element, style]) =>
      [...style]
        .filter(([name, value]) => after.get(element)?.get(name) !== value)
        .map(([name, value]) => `${name}: ${value} → ${after.get(element)?.get(name)} (<${element.localName}>)`),
    ),
  ),
];

describe('a page’s own styles', function () {
  const sheet = new CSSStyleSheet();
  const box = document.createElement('div');
  before(() => document.adoptedStyleSheets.push(sheet));
  after(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  });
  beforeEach(() => document.body.append(box));
  afterEach(() => {
    sheet.replaceSync('');
    box.remove();
  });

  const shown = async (markup: string): Promise<readonly Element[]> => {
    box.innerHTML = markup.replace('<voice-live-agent', '$& language="en" token-url="/voice/token"');
    const agent = box.querySelector<VoiceLiveAgent>('voice-live-agent')!;
    const { conversation } = (await agent._load()).runtime;
    const message = { previousItemId: undefined, unheard: '', final: true, interrupted: false };
    conversation.restore([{ ...message, itemId: '1', role: 'agent', text: 'See https://shop.example/ **now**' }]);
    // Around the first element of a shadow tree, `#own`, nothing is seen.
    const inside = (): readonly Element[] =>
      [...box.children].flatMap((element) => deepAll(element, '*:not(#window, #layer)'));
    const has = (selector: string): boolean => inside().some((element) => element.matches(selector));
    await until('the face is there', () => has('[part]'));
    // The styles of links come with the first one. The compact face shows no message.
    await until('the message has its link', () => markup.includes('compact') || has('a'));
    await settled();
    return inside();
  };

  for (const [what, css] of Object.entries(PAGES)) {
    for (const [which, markup] of Object.entries(WIDGETS)) {
      it(`leave ${which} as it is: ${what}`, async () => {
        const elements = await shown(markup);
        expect(elements.length).to.be.above(20);
        const before = stylesOf(elements);
        const boxes = boxesOf(elements);
        sheet.replaceSync(css);
        await settled();
        const found = differences(before, stylesOf(elements));
        expect(found.slice(0, 12)).to.deep.equal([]);
        expect(boxesOf(elements)).to.deep.equal(boxes);
      });
    }
  }

  it('do not turn an inline face on its side', async () => {
    await shown(WIDGETS['inline']!);
    sheet.replaceSync(`body { writing-mode: vertical-rl } `);
    const { width, height } = box.querySelector('voice-live-agent')!.getBoundingClientRect();
    expect([width, height]).to.deep.equal([384, 560]);
  });

  it('do not show a widget that is hidden, where all is unset', async () => {
    await shown(WIDGETS['floating']!);
    const agent = box.querySelector('voice-live-agent')!;
    sheet.replaceSync('* { all: unset }');
    const launcher = agent.shadowRoot!.querySelector('[part=launcher]')!;
    const { right, bottom } = launcher.getBoundingClientRect();
    expect([innerWidth - right, innerHeight - bottom], 'in its corner').to.deep.equal([20, 20]);
    agent.hidden = true;
    expect(launcher.getClientRects()).to.have.lengthOf(0);
  });

  it('leave letters those of the language that the face is in', async () => {
    const elements = await shown(WIDGETS['floating']!);
    const agent = box.querySelector('voice-live-agent')!;
    agent.language = 'ja';
    const panel = agent.shadowRoot!.querySelector('vla-panel')!;
    await until('it is in Japanese', () => panel.lang === 'ja');
    const heading = elements.find((element) => element.matches('h2'))!;
    expect(getComputedStyle(heading).getPropertyValue('-webkit-locale')).to.equal('"ja"');
  });

  it('give it their font, and its own tokens', async () => {
    const elements = await shown(WIDGETS['floating']!);
    const heading = elements.find((element) => element.matches('h2'))!;
    sheet.replaceSync('body { font-family: Courier }');
    expect(getComputedStyle(heading).fontFamily).to.equal('Courier');
    sheet.replaceSync('body { --vla-font: Georgia; --vla-text: rgb(1, 2, 3) }');
    expect(getComputedStyle(heading).fontFamily).to.equal('Georgia');
    expect(getComputedStyle(heading).color).to.equal('rgb(1, 2, 3)');
  });
});
