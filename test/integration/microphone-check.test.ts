import { expect } from '@open-wc/testing';
import { stage, until } from '../helpers/page/live-agent.js';
import { button, shownCard } from '../helpers/page/cards.js';
import { deepFind, focused } from '../helpers/page/shadow-dom.js';
import { watch } from '../helpers/page/resource-watch.js';
import { settled } from '../helpers/page/settle-animations.js';

describe('the check of the microphone', function () {
  for (const variant of ['floating', 'compact'] as const) {
    const face = variant === 'compact' ? 'vla-bar' : 'vla-panel';
    it(`is offered in the settings, ${variant}, and the focus goes there and back`, async () => {
      const set = await stage({ variant });
      set.agent.show();
      await until('the face is there', () => Boolean(set.agent.shadowRoot!.querySelector(face)?.shadowRoot));
      const host = set.agent.shadowRoot!.querySelector(face)!;
      await until('it is painted', () => Boolean(host.shadowRoot!.querySelector('[aria-expanded]')));
      host.shadowRoot!.querySelector<HTMLElement>('[aria-expanded]')!.click();
      await until('it is offered', () =>
        Boolean(deepFind(host, 'vla-menu')?.shadowRoot?.querySelector('.check-microphone')),
      );
      deepFind(host, '.check-microphone')!.click();
      await until('the card is there', () => focused()?.getAttribute('aria-labelledby') === 'title');
      button(deepFind(host, 'vla-check')!, 'Close').click();
      await until('it is gone, and the focus is not lost', () => host.shadowRoot!.activeElement !== null);
      expect(deepFind(host, 'vla-check')).to.equal(undefined);
    });
  }

  it('shows the level of the microphone and what else a call needs', async () => {
    const set = await stage();
    set.agent.show();
    await set.agent.sendText('hello');
    await set.seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
    await set.agent.stop();
    const watching = watch();
    button(await shownCard(set, 'vla-ended'), 'Check my microphone').click();
    const check = await shownCard(set, 'vla-check');
    await until('all is checked', () => check.shadowRoot!.querySelectorAll('li').length === 10);
    await until('a level is shown', () => {
      const meter = check.shadowRoot!.querySelector<HTMLElement>('.meter')!;
      return Number(meter.style.getPropertyValue('--_level')) > 0.3;
    });
    await settled();
    await expect(check).to.be.accessible();
    button(check, 'Close').click();
    await until('the microphone is released', () => watching.tracks.every(({ readyState }) => readyState === 'ended'));
    watching.restore();
  });
});
