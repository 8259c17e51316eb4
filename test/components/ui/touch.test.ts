/** What iPhones do to a page under a finger, and how the face forbids it. Chromium does not do it, so the styles are read. */
import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/components/features/call-flow/ended/vla-ended.js';
import { VlaHold } from '../../../src/components/features/push-to-talk/vla-hold.js';
import '../../../src/components/ui/composer/vla-composer.js';
import '../../../src/components/ui/menu/vla-menu.js';
import { panelStyles } from '../../../src/components/ui/panel/vla-panel.styles.js';
import { english } from '../../helpers/page/english.js';
import { fakeActions, fakeView } from '../../helpers/page/fake-view.js';
import { until } from '../../helpers/page/live-agent.js';
import { deepAll } from '../../helpers/page/shadow-dom.js';

const nothing = (): void => undefined;

describe('under a finger', () => {
  it('no field has letters below 16 px, to which the page would zoom', async () => {
    const [view, actions] = [fakeView(), fakeActions()];
    const home = await fixture<HTMLElement>(html`
      <div style="font-size: 10px">
        <vla-composer .view=${view} .actions=${actions}></vla-composer>
        <vla-menu .view=${view} .actions=${actions}></vla-menu>
        <vla-ended
          .labels=${english}
          .reason=${'agent'}
          .messages=${[]}
          .rate=${() => undefined}
          .forget=${nothing}
          .check=${nothing}
          .close=${nothing}
        ></vla-ended>
      </div>
    `);
    const fields = () => [...home.children].flatMap((each) => deepAll(each, 'textarea, select'));
    await until('all fields are there', () => fields().length > 2);
    for (const field of fields()) {
      expect(parseFloat(getComputedStyle(field).fontSize), field.outerHTML.slice(0, 60)).to.be.at.least(16);
    }
  });

  it('holding the button of push to talk selects nothing, scrolls nothing and opens nothing', () => {
    const styles = [VlaHold.styles].flat(2).map(String).join('\n');
    for (const rule of ['touch-action: none', '-webkit-user-select: none', '-webkit-touch-callout: none']) {
      expect(styles).to.include(rule);
    }
  });

  it('the panel that fills the screen follows its visible height, and keeps safe areas free', () => {
    const { cssText } = panelStyles;
    expect(cssText).to.match(/block-size: var\(--_sheet-height, 100dvh\)/);
    for (const side of ['top', 'right', 'bottom', 'left']) expect(cssText).to.include(`env(safe-area-inset-${side})`);
  });
});
