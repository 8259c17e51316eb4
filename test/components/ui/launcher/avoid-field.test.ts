import { expect, fixture, html } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../../../../src/index.js';
import { boxAt, freePlacement, type Box } from '../../../../src/components/ui/launcher/avoid-field.js';
import type { VoiceLiveAgent } from '../../../../src/index.js';
import type { Placement } from '../../../../src/components/contract/view.js';
import { until } from '../../../helpers/page/live-agent.js';
import { deepFind } from '../../../helpers/page/shadow-dom.js';

const box = (left: number, top: number, width: number, height: number): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});
/** A launcher at the bottom right of 1000 by 800. */
const LAUNCHER = box(830, 724, 150, 56);

describe('where a floating face makes way', () => {
  const places: readonly (readonly [Placement, Box])[] = [
    ['bottom-right', LAUNCHER],
    ['bottom-left', box(20, 724, 150, 56)],
    ['bottom', box(425, 724, 150, 56)],
    ['top-right', box(830, 20, 150, 56)],
    ['top', box(425, 20, 150, 56)],
  ];
  for (const [to, expected] of places) {
    it(`it would be at ${to}`, () => {
      expect(boxAt(LAUNCHER, 'bottom-right', to, 1000, 800)).to.deep.equal(expected);
    });
  }

  const fields: readonly (readonly [string, Box, Placement | undefined])[] = [
    ['stays where it covers nothing', box(100, 100, 200, 40), 'bottom-right'],
    ['goes up from a field in its corner', box(700, 740, 280, 40), 'top-right'],
    ['keeps a distance to the field’s ring', box(600, 740, 225, 40), 'top-right'],
    ['goes to the other side of a high field', box(820, 10, 160, 780), 'top'],
    ['finds no place beside one that fills the window', box(0, 0, 1000, 800), undefined],
  ];
  for (const [what, field, expected] of fields) {
    it(what, () => expect(freePlacement([LAUNCHER], field, 'bottom-right', 1000, 800)).to.equal(expected));
  }
});

describe('a floating face over a page’s form', () => {
  let field: HTMLInputElement;
  let agent: VoiceLiveAgent;

  const overlaps = (selector: string): boolean => {
    const a = deepFind(agent, selector)?.getBoundingClientRect();
    const b = field.getBoundingClientRect();
    return a !== undefined && a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
  };

  async function page(place: string, attributes: Readonly<Record<string, string>> = {}): Promise<void> {
    const form = await fixture<HTMLElement>(html`<form></form>`);
    field = document.createElement('input');
    field.setAttribute('aria-label', 'Name');
    field.style.cssText = `position: fixed; inline-size: 200px; block-size: 30px; ${place}`;
    agent = document.createElement('voice-live-agent');
    for (const [name, value] of Object.entries({ 'token-url': '/t', ...attributes })) agent.setAttribute(name, value);
    form.append(field, agent);
    await until('it is painted', () => deepFind(agent, attributes['open'] === '' ? '#panel' : '.dock') !== undefined);
  }

  it('moves its launcher while the field has the focus', async () => {
    await page('right: 30px; bottom: 30px');
    expect(overlaps('.dock')).to.be.true;
    field.focus();
    await until('the field is free', () => !overlaps('.dock'));
    field.blur();
    await until('it is back', () => overlaps('.dock'));
  });

  it('moves its open panel', async () => {
    await page('right: 30px; bottom: 200px', { open: '' });
    expect(overlaps('#panel')).to.be.true;
    field.focus();
    await until('the field is free', () => !overlaps('#panel'));
    expect(agent.open).to.be.true;
  });

  it('shrinks where it can move nowhere', async () => {
    await page('left: 0; top: 120px; inline-size: 100vw', { open: '' });
    await setViewport({ width: 800, height: 500 });
    try {
      field.focus();
      await until('the field is free', () => !overlaps('#panel'));
      expect(deepFind(agent, '#panel')!.getBoundingClientRect().height).to.be.at.least(200);
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });

  it('stays when the focus is anywhere else', async () => {
    await page('left: 10px; top: 10px');
    const before = deepFind(agent, '.dock')!.getBoundingClientRect().top;
    field.focus();
    await import('../../../../src/components/ui/launcher/floating.js');
    await agent.updateComplete;
    expect(deepFind(agent, '.dock')!.getBoundingClientRect().top).to.equal(before);
  });
});

describe('dismissible', () => {
  const dismissible = async (): Promise<VoiceLiveAgent> => {
    const agent = await fixture<VoiceLiveAgent>(html`<voice-live-agent token-url="/t" dismissible></voice-live-agent>`);
    await until('it can be sent away', () => deepFind(agent, '[part=dismiss]') !== undefined);
    return agent;
  };

  it('sends the widget away, and tells so', async () => {
    const agent = await dismissible();
    let told = 0;
    agent.addEventListener('vla-dismiss', () => told++);
    deepFind(agent, '[part=dismiss]')!.click();
    expect(told).to.equal(1);
    expect(agent.checkVisibility()).to.be.false;
  });

  it('has the widget back when the page opens it', async () => {
    const agent = await dismissible();
    deepFind(agent, '[part=dismiss]')!.click();
    agent.show();
    await until('it is back', () => agent.hidden === false);
  });

  it('is not offered while the panel is open', async () => {
    const agent = await dismissible();
    agent.show();
    await until('it is gone', () => deepFind(agent, '[part=dismiss]') === undefined);
  });

  it('names its button, which is large enough and lies within the window', async () => {
    const agent = await dismissible();
    const button = deepFind(agent, '[part=dismiss]')!;
    const { width, height, left, right, top, bottom } = button.getBoundingClientRect();
    expect(Math.min(width, height)).to.be.at.least(44);
    expect(left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight).to.be.true;
    expect(button.getAttribute('aria-label')).to.equal('Hide this button');
    await expect(agent).to.be.accessible();
  });
});
