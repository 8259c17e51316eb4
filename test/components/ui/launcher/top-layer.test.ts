/** The place of a floating face, whatever the ancestors do: the corner of the window. And on paper: none. */
import { expect } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import '../../../../src/index.js';
import type { VoiceLiveAgent } from '../../../../src/index.js';
import { until } from '../../../helpers/page/live-agent.js';
import { settled } from '../../../helpers/page/settle-animations.js';
import { deepFind, focused } from '../../../helpers/page/shadow-dom.js';

const BENDS = [
  'transform: translateZ(0)',
  'translate: 3px',
  'rotate: 2deg',
  'scale: 0.9',
  'filter: invert(0)',
  'backdrop-filter: blur(2px)',
  'perspective: 100px',
  'will-change: transform',
  'will-change: opacity, filter',
  'contain: paint',
  'contain: layout',
  'contain: strict; inline-size: 900px; block-size: 4000px',
  'content-visibility: auto',
] as const;

describe('a floating face', () => {
  const sheet = new CSSStyleSheet();
  before(async () => {
    document.adoptedStyleSheets.push(sheet);
    await setViewport({ width: 900, height: 700 });
  });
  after(async () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    await setViewport({ width: 800, height: 600 });
  });
  afterEach(() => {
    document.querySelectorAll('voice-live-agent, .home, dialog').forEach((element) => element.remove());
    sheet.replaceSync('');
    scrollTo(0, 0);
  });

  const put = async (attributes = '', home: Element = document.body): Promise<VoiceLiveAgent> => {
    home.insertAdjacentHTML(
      'beforeend',
      `<voice-live-agent language="en" token-url="/t" ${attributes}></voice-live-agent>`,
    );
    const agent = home.querySelector<VoiceLiveAgent>('voice-live-agent')!;
    await agent.updateComplete;
    return agent;
  };
  const box = (agent: Element, selector: string): DOMRect | undefined =>
    deepFind(agent, selector)?.getBoundingClientRect();
  /** Distances of the launcher from the right and the bottom of the window. */
  const corner = (agent: Element, selector = '[part=launcher]'): readonly number[] => {
    const { right, bottom } = box(agent, selector)!;
    return [document.documentElement.clientWidth - right, innerHeight - bottom].map(Math.round);
  };
  const comesToItsCorner = (agent: Element): Promise<void> =>
    until('it is in the corner of the window', () => String(corner(agent)) === '20,20', 5);
  const isAbove = (agent: VoiceLiveAgent): boolean =>
    agent.shadowRoot!.querySelector('#layer')!.matches(':popover-open');

  for (const bend of BENDS) {
    it(`stands in the window’s corner on a body with ${bend}`, async () => {
      sheet.replaceSync(`body { min-height: 4000px; ${bend} }`);
      await comesToItsCorner(await put());
    });

    it(`comes back to it when a body gets ${bend}`, async () => {
      sheet.replaceSync('body { min-height: 4000px }');
      const agent = await put();
      await settled();
      sheet.replaceSync(`body { min-height: 4000px; ${bend} }`);
      await comesToItsCorner(agent);
    });
  }

  it('stands there when a body of the window’s size is scrolled', async () => {
    sheet.replaceSync('html, body { block-size: 100%; margin: 0 } body { transform: translateZ(0) }');
    document.body.insertAdjacentHTML('beforeend', '<div class="home" style="block-size: 3000px"></div>');
    const agent = await put();
    await settled();
    scrollTo(0, 500);
    await comesToItsCorner(agent);
  });

  it('stands there out of a small box, and out of the shadow tree of another element', async () => {
    const home = document.createElement('div');
    home.className = 'home';
    document.body.append(home);
    home.attachShadow({ mode: 'open' }).innerHTML =
      '<section style="transform: scale(0.5); block-size: 200px"><slot></slot></section>';
    await comesToItsCorner(await put('', home));
  });

  it('has its panel, and its sheet on a phone, placed the same way', async () => {
    sheet.replaceSync('body { min-height: 4000px; transform: translateZ(0) }');
    const agent = await put('open');
    await agent._load();
    await until(
      'the panel is above the launcher',
      () => String(box(agent, '#panel') && corner(agent, '#panel')) === '20,88',
      5,
    );
    await setViewport({ width: 400, height: 700 });
    await settled();
    const { x, y, width, height } = box(agent, '#panel')!;
    expect([x, y, width, height]).to.deep.equal([0, 0, 400, 700]);
    await setViewport({ width: 900, height: 700 });
  });

  it('stands left in the window in a page that is written from the right', async () => {
    document.documentElement.dir = 'rtl';
    sheet.replaceSync('body { min-height: 4000px; transform: translateZ(0) }');
    const agent = await put('placement="bottom-left" open');
    await agent._load();
    await until('both are left', () => box(agent, '#panel')?.left === box(agent, '[part=launcher]')?.left, 5);
    await until('in the corner', () => [5, 20, 35].includes(Math.round(box(agent, '[part=launcher]')!.left)), 5);
    document.documentElement.dir = '';
  });

  it('keeps the focus that a visitor has in it', async () => {
    const agent = await put('open');
    await agent._load();
    await until('the composer is there', () => deepFind(agent, 'textarea') !== undefined);
    const field = deepFind(agent, 'textarea')!;
    field.focus();
    sheet.replaceSync('body { min-height: 4000px; transform: translateZ(0) }');
    await until('it is in the top layer', () => isAbove(agent), 5);
    expect(focused()).to.equal(field);
  });

  it('is among the page’s elements where nothing bends it, below what has a higher z-index', async () => {
    sheet.replaceSync('voice-live-agent { --vla-z: 7 } body { min-height: 4000px }');
    const agent = await put();
    await settled();
    scrollTo(0, 500);
    await settled();
    expect(isAbove(agent)).to.equal(false);
    expect(corner(agent)).to.deep.equal([20, 20]);
    const cover = document.createElement('div');
    cover.className = 'home';
    cover.style.cssText = 'position: fixed; inset: 0; z-index: 8';
    document.body.append(cover);
    const { x, y } = box(agent, '[part=launcher]')!;
    expect(document.elementFromPoint(x + 20, y + 20)).to.equal(cover);
  });

  it('stays below a modal dialog of the page, opened before or after', async () => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<dialog style="inset: auto 0 0 auto; margin: 0; inline-size: 300px; block-size: 300px">Ours</dialog>',
    );
    const dialog = document.querySelector('dialog')!;
    dialog.showModal();
    sheet.replaceSync('body { min-height: 4000px; transform: translateZ(0) }');
    const agent = await put();
    await settled();
    expect(isAbove(agent)).to.equal(false);
    dialog.close();
    await comesToItsCorner(agent);
    dialog.showModal();
    const { x, y } = box(agent, '[part=launcher]')!;
    expect(document.elementFromPoint(x + 20, y + 20)).to.equal(dialog);
  });

  it('comes to it again after it was moved', async () => {
    sheet.replaceSync('body { min-height: 4000px; transform: translateZ(0) }');
    const agent = await put();
    await comesToItsCorner(agent);
    const home = document.createElement('div');
    home.className = 'home';
    document.body.append(home);
    home.append(agent);
    await comesToItsCorner(agent);
  });

  it('leaves the top layer when it becomes inline, and an inline one stays in its box', async () => {
    sheet.replaceSync('body { min-height: 4000px; transform: translateZ(0) }');
    const agent = await put();
    await until('it is in the top layer', () => isAbove(agent), 5);
    agent.variant = 'inline';
    await agent.updateComplete;
    expect(isAbove(agent)).to.equal(false);
    await settled();
    expect(isAbove(agent)).to.equal(false);
    agent.variant = 'floating';
    await agent.updateComplete;
    await comesToItsCorner(agent);
  });

  it('is hidden with its element, there too', async () => {
    sheet.replaceSync('body { min-height: 4000px; transform: translateZ(0) }');
    const agent = await put();
    await until('it is in the top layer', () => isAbove(agent), 5);
    agent.hidden = true;
    expect(deepFind(agent, '[part=launcher]')!.getClientRects()).to.have.lengthOf(0);
  });

  it('names the ancestor in the console where a browser has no top layer', async () => {
    const { showPopover } = HTMLElement.prototype;
    Reflect.deleteProperty(HTMLElement.prototype, 'showPopover');
    const warned: string[] = [];
    const { warn } = console;
    console.warn = (text: string) => void warned.push(text);
    document.body.insertAdjacentHTML(
      'beforeend',
      '<main class="home slide" id="menu" style="filter: blur(0px); block-size: 300px"></main>',
    );
    await put('', document.querySelector('.home')!);
    await until('it is told', () => warned.length > 0, 5);
    console.warn = warn;
    HTMLElement.prototype.showPopover = showPopover;
    expect(warned.join())
      .to.include('<main id="menu" class="home slide"> has filter: blur(0px)')
      .and.include('variant="inline"');
  });

  it('is not printed, closed or open; an inline one may be', async () => {
    const agent = await put('open');
    await agent._load();
    await until('the panel is there', () => box(agent, '#panel') !== undefined);
    await emulateMedia({ media: 'print' });
    const seen = ['[part=launcher]', '#panel'].map((part) => deepFind(agent, part)!.getClientRects().length);
    agent.variant = 'inline';
    await until('the inline face is there', () => deepFind(agent, 'vla-inline') !== undefined);
    await agent.updateComplete;
    const inline = deepFind(agent, '#panel')!.getClientRects().length;
    await emulateMedia({ media: 'screen' });
    expect(seen).to.deep.equal([0, 0]);
    expect(inline).to.equal(1);
  });
});

describe('a focus event that is not an element’s', () => {
  it('is nothing to a floating face', () => {
    document.body.insertAdjacentHTML('beforeend', '<voice-live-agent></voice-live-agent>');
    const errors: string[] = [];
    const before = window.onerror;
    window.onerror = (message) => void errors.push(String(message));
    for (const target of [document, window, document.createTextNode('')])
      target.dispatchEvent(new Event('focusin', { bubbles: true }));
    document.body.append('text');
    document.body.lastChild!.dispatchEvent(new Event('focusin', { bubbles: true }));
    document.body.lastChild!.remove();
    window.onerror = before;
    document.querySelector('voice-live-agent')!.remove();
    expect(errors).to.deep.equal([]);
  });
});
