import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../../src/components/ui/composer/vla-composer.js';
import '../../../../src/components/ui/panel/vla-panel.js';
import type { VlaComposer } from '../../../../src/components/ui/composer/vla-composer.js';
import type { View } from '../../../../src/components/contract/view.js';
import { until } from '../../../helpers/page/live-agent.js';
import { deepFind } from '../../../helpers/page/shadow-dom.js';
import { settled } from '../../../helpers/page/settle-animations.js';
import { fakeActions, fakeView, find, inCall, type FakeActions } from '../../../helpers/page/fake-view.js';

interface Set {
  readonly element: VlaComposer;
  readonly actions: FakeActions;
}

async function composer(view: View = fakeView()): Promise<Set> {
  const actions = fakeActions();
  const element = await fixture<VlaComposer>(html`<vla-composer .view=${view} .actions=${actions}></vla-composer>`);
  element.focus();
  return { element, actions };
}

async function picture(name = 'bike.png', type = 'image/png', width = 40): Promise<File> {
  const canvas = new OffscreenCanvas(width, 20);
  canvas.getContext('2d')!.fillRect(0, 0, 10, 10);
  return new File([await canvas.convertToBlob({ type: 'image/png' })], name, { type });
}

function carrying(files: readonly File[], text = ''): DataTransfer {
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  if (text) data.setData('text/plain', text);
  return data;
}

const textarea = (element: VlaComposer): HTMLTextAreaElement => find<HTMLTextAreaElement>(element, 'textarea');
const send = (element: VlaComposer): HTMLElement => find(element, '[part=send]');
const has = (element: VlaComposer): boolean => element.renderRoot.querySelector('canvas') !== null;
const trouble = (element: VlaComposer): string =>
  element.renderRoot.querySelector('[role=alert]')?.textContent?.trim() ?? '';

/** Whether the event was taken. Firefox lets a script make no clipboard, so the event gets it afterwards. */
function paste(target: Element, clipboardData: DataTransfer): boolean {
  const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, composed: true });
  Object.defineProperty(event, 'clipboardData', { value: clipboardData });
  return !target.dispatchEvent(event);
}
function drag(target: Element, type: string, dataTransfer: DataTransfer): boolean {
  return !target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }));
}

describe('pictures in the composer', () => {
  it('are pasted, looked at, and sent with Enter and a word', async () => {
    const { element, actions } = await composer();
    expect(paste(textarea(element), carrying([await picture()]))).to.equal(true);
    await until('it is shown', () => has(element));
    const { width, height } = find(element, 'canvas').getBoundingClientRect();
    expect([Math.round(width), Math.round(height)]).to.deep.equal([128, 64]);
    await settled();
    await expect(element).to.be.accessible();
    await sendKeys({ type: 'What is this?' });
    await sendKeys({ press: 'Enter' });
    expect(actions.calls).to.deep.equal(['sendImage image/png What is this?']);
    await element.updateComplete;
    expect(has(element)).to.equal(false);
    expect(textarea(element).value).to.equal('');
  });

  it('are sent without a word, by the button that would stop the answer', async () => {
    const { element, actions } = await composer(inCall('speaking'));
    paste(textarea(element), carrying([await picture()]));
    await until('it can be sent', () => send(element).getAttribute('aria-label') === 'Send');
    send(element).click();
    expect(actions.calls).to.deep.equal(['sendImage image/png ']);
  });

  it('wait while nothing can be sent', async () => {
    const { element, actions } = await composer(inCall('connecting'));
    paste(textarea(element), carrying([await picture()]));
    await until('it is shown', () => has(element));
    await sendKeys({ press: 'Enter' });
    expect(actions.calls).to.be.empty;
    expect(has(element)).to.equal(true);
  });

  it('leave an Enter of an input method alone', async () => {
    const { element, actions } = await composer();
    paste(textarea(element), carrying([await picture()]));
    await until('it is shown', () => has(element));
    textarea(element).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, isComposing: true }));
    expect(actions.calls).to.be.empty;
  });

  it('are taken out again, and the focus is in the text', async () => {
    const { element } = await composer();
    paste(textarea(element), carrying([await picture()]));
    await until('it is shown', () => has(element));
    const remove = find(element, '[aria-label="Remove the picture"]');
    expect(Math.min(remove.offsetWidth, remove.offsetHeight)).to.be.at.least(44);
    remove.click();
    await element.updateComplete;
    expect(has(element)).to.equal(false);
    expect(send(element).getAttribute('aria-disabled')).to.equal('true');
    expect(element.shadowRoot?.activeElement).to.equal(textarea(element));
  });

  it('leave pasted words to the text, also those that a word processor copied as a picture too', async () => {
    const { element } = await composer();
    expect(paste(textarea(element), carrying([], 'words'))).to.equal(false);
    expect(paste(textarea(element), carrying([await picture()], 'words'))).to.equal(false);
  });

  it('are dropped anywhere on the panel, which no other file replaces', async () => {
    const element = await fixture(html`<vla-panel .view=${fakeView()} .actions=${fakeActions()}></vla-panel>`);
    const panel = find(element, '#panel');
    const inside = find<VlaComposer>(element, 'vla-composer');
    const data = carrying([await picture()]);
    expect(drag(panel, 'dragover', data)).to.equal(true);
    expect(drag(panel, 'drop', data)).to.equal(true);
    await until('it is shown', () => has(inside));
    expect(drag(panel, 'drop', carrying([], 'words'))).to.equal(false);
  });

  for (const [what, file, says] of [
    ['a text', () => new File(['x'], 'x.txt', { type: 'text/plain' }), 'Only pictures'],
    [
      'a drawing that may hold scripts',
      () => new File(['<svg/>'], 'x.svg', { type: 'image/svg+xml' }),
      'Only pictures',
    ],
    ['a broken picture', () => new File(['x'], 'x.png', { type: 'image/png' }), 'cannot be read'],
  ] as const) {
    it(`say what to do about ${what}`, async () => {
      const { element } = await composer();
      expect(drag(element, 'drop', carrying([file()]))).to.equal(true);
      await until('it is told', () => trouble(element).includes(says));
      expect(has(element)).to.equal(false);
      await settled();
      await expect(element).to.be.accessible();
      paste(textarea(element), carrying([await picture()]));
      await until('a good one takes its place', () => has(element) && trouble(element) === '');
    });
  }

  for (const [what, error, says] of [
    ['is too large', new TypeError('too large'), 'too large'],
    ['could not be sent', { code: 'connect-failed' }, 'was not sent'],
  ] as const) {
    it(`come back with their words when one ${what}`, async () => {
      const { element, actions } = await composer();
      actions.settings.sendImage = async () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- the contract: a Fault, plain data
        throw error;
      };
      paste(textarea(element), carrying([await picture()]));
      await until('it is shown', () => has(element));
      await sendKeys({ type: 'Look' });
      await sendKeys({ press: 'Enter' });
      await until('it is told', () => trouble(element).includes(says));
      expect(has(element)).to.equal(true);
      expect(textarea(element).value).to.equal('Look');
    });
  }

  it('are chosen by a button, which opens the files at once where there is a mouse', async () => {
    const { element } = await composer();
    const opened: HTMLInputElement[] = [];
    const { click } = HTMLInputElement.prototype;
    HTMLInputElement.prototype.click = function () {
      opened.push(this);
    };
    find(element, '[aria-label="Add a picture"]').click();
    await until('files are offered', () => opened.length === 1);
    HTMLInputElement.prototype.click = click;
    expect(opened[0]!.accept).to.equal('image/png,image/jpeg,image/gif,image/webp');
    const files = carrying([await picture()]).files;
    opened[0]!.files = files;
    opened[0]!.dispatchEvent(new Event('change'));
    await until('it is shown', () => has(element));
  });

  it('are taken by the camera or chosen, on a phone', async () => {
    const { element } = await composer();
    const real = window.matchMedia.bind(window);
    window.matchMedia = (query) =>
      query === '(pointer: coarse)' ? ({ matches: true } as MediaQueryList) : real(query);
    const opened: HTMLInputElement[] = [];
    const { click } = HTMLInputElement.prototype;
    HTMLInputElement.prototype.click = function () {
      opened.push(this);
    };
    find(element, '[aria-label="Add a picture"]').click();
    await until('both are offered', () => element.renderRoot.querySelectorAll('.way').length === 2);
    await settled();
    await expect(element).to.be.accessible();
    for (const way of element.renderRoot.querySelectorAll<HTMLElement>('.way')) way.click();
    HTMLInputElement.prototype.click = click;
    window.matchMedia = real;
    expect(opened.map((field) => field.getAttribute('capture'))).to.deep.equal(['environment', null]);
  });

  it('cost nothing until there is one', async () => {
    const { element } = await composer();
    await sendKeys({ type: 'words' });
    expect(element.attachment).to.equal(undefined);
    expect(deepFind(element, '.picture')).to.equal(undefined);
  });
});
