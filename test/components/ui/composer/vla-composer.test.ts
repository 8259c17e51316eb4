import { settled } from '../../../helpers/page/settle-animations.js';
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../../src/components/ui/composer/vla-composer.js';
import type { VlaComposer } from '../../../../src/components/ui/composer/vla-composer.js';
import type { View } from '../../../../src/components/contract/view.js';
import { fakeActions, fakeView, find, inCall, type FakeActions } from '../../../helpers/page/fake-view.js';

async function composer(view: View): Promise<{ element: VlaComposer; actions: FakeActions }> {
  const actions = fakeActions();
  const element = await fixture<VlaComposer>(html`<vla-composer .view=${view} .actions=${actions}></vla-composer>`);
  element.focus();
  return { element, actions };
}

const input = (element: VlaComposer): HTMLTextAreaElement => find<HTMLTextAreaElement>(element, 'textarea');
const button = (element: VlaComposer): HTMLElement => find(element, '[part=send]');

describe('<vla-composer>', () => {
  it('is accessible', async () => {
    const { element } = await composer(fakeView());
    await settled();
    await expect(element).to.be.accessible();
  });

  it('sends with Enter and empties itself', async () => {
    const { element, actions } = await composer(fakeView());
    await sendKeys({ type: ' hello ' });
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    expect(actions.calls).to.deep.equal(['sendText hello']);
    expect(input(element).value).to.equal('');
  });

  it('begins a new line with Shift+Enter', async () => {
    const { element, actions } = await composer(fakeView());
    await sendKeys({ type: 'one' });
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Shift' });
    await sendKeys({ type: 'two' });
    expect(input(element).value).to.equal('one\ntwo');
    expect(actions.calls).to.be.empty;
  });

  for (const [name, init] of [
    ['a composition', { isComposing: true }],
    ['key code 229', { keyCode: 229 }],
  ] as const) {
    it(`leaves an Enter with ${name} to the input method`, async () => {
      const { element, actions } = await composer(fakeView());
      await sendKeys({ type: 'に' });
      const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init });
      input(element).dispatchEvent(enter);
      expect(actions.calls).to.be.empty;
      expect(enter.defaultPrevented).to.equal(false);
    });
  }

  it('cannot send nothing', async () => {
    const { element, actions } = await composer(fakeView());
    await sendKeys({ type: '   ' });
    expect(button(element).getAttribute('aria-disabled')).to.equal('true');
    button(element).click();
    expect(actions.calls).to.be.empty;
  });

  it('sends with the button and keeps the focus in the text', async () => {
    const { element, actions } = await composer(fakeView());
    await sendKeys({ type: 'hello' });
    button(element).click();
    expect(actions.calls).to.deep.equal(['sendText hello']);
    expect(element.shadowRoot?.activeElement).to.equal(input(element));
  });

  it('keeps the text while it cannot be sent', async () => {
    const { element, actions } = await composer(inCall('connecting'));
    await sendKeys({ type: 'hello' });
    await sendKeys({ press: 'Enter' });
    expect(actions.calls).to.be.empty;
    expect(input(element).value).to.equal('hello');
  });

  it('takes a message while the connection is lost', async () => {
    const { element, actions } = await composer(inCall('reconnecting'));
    await sendKeys({ type: 'hello' });
    await sendKeys({ press: 'Enter' });
    expect(actions.calls).to.deep.equal(['sendText hello']);
    expect(input(element).value).to.equal('');
  });

  it('stops the answer while the agent speaks and nothing is typed', async () => {
    const { element, actions } = await composer(inCall('speaking'));
    expect(button(element).getAttribute('aria-label')).to.equal('Stop the answer');
    button(element).click();
    await sendKeys({ type: 'but' });
    await element.updateComplete;
    button(element).click();
    expect(actions.calls).to.deep.equal(['interrupt', 'sendText but']);
  });

  it('grows with the text up to five lines', async () => {
    const { element } = await composer(fakeView());
    const heights: number[] = [];
    for (let lines = 1; lines <= 7; lines++) {
      input(element).value = 'x\n'.repeat(lines - 1) + 'x';
      input(element).dispatchEvent(new Event('input'));
      await element.updateComplete;
      heights.push(input(element).offsetHeight);
    }
    expect(heights[1]).to.be.above(heights[0]!);
    expect(heights[4]).to.be.above(heights[3]!);
    expect(heights[6]).to.equal(heights[4]);
  });

  it('writes at 16 px, so that iOS does not zoom', async () => {
    const { element } = await composer(fakeView());
    expect(getComputedStyle(input(element)).fontSize).to.equal('16px');
  });
});
