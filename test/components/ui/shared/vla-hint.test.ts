import { expect, fixture, html } from '@open-wc/testing';
import '../../../../src/components/ui/shared/vla-hint.js';
import type { VlaHint } from '../../../../src/components/ui/shared/vla-hint.js';
import { find, nextFrame } from '../../../helpers/page/fake-view.js';

const make = async (dismiss = (): void => undefined): Promise<VlaHint> => {
  const view = { text: 'Headphones help.', dismiss: 'Dismiss' };
  const hint = await fixture<VlaHint>(html`<vla-hint .view=${view} .actions=${{ dismiss }}></vla-hint>`);
  await nextFrame();
  await hint.updateComplete;
  return hint;
};

describe('vla-hint', () => {
  it('says its line in a place that was there before, so that it is read out', async () => {
    const hint = await make();
    expect(find(hint, '[role=status]').textContent).to.equal('Headphones help.');
    await expect(hint).to.be.accessible();
  });

  it('goes when it is sent away, by a button large enough for a finger', async () => {
    let gone = 0;
    const button = find<HTMLButtonElement>(await make(() => gone++), 'button');
    expect(button.getBoundingClientRect()).to.have.property('width').at.least(44);
    button.click();
    expect(gone).to.equal(1);
  });
});
