import { expect, fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../../src/components/ui/compact/vla-bar.js';
import '../../../src/components/features/call-flow/consent/vla-consent.js';
import '../../../src/components/features/call-limits/vla-countdown.js';
import '../../../src/components/features/call-flow/ended/vla-ended.js';
import '../../../src/components/features/push-to-talk/vla-hold.js';
import '../../../src/components/ui/panel/vla-inline.js';
import '../../../src/components/ui/menu/vla-menu.js';
import '../../../src/components/features/call-flow/microphone-recovery/vla-offer.js';
import { english } from '../../helpers/page/english.js';
import type { HoldPhase } from '../../../src/components/features/push-to-talk/hold-phase.js';
import type { FaceElement } from '../../../src/components/ui/shared/face-element.js';
import type { View } from '../../../src/components/contract/view.js';
import { until } from '../../helpers/page/live-agent.js';
import { deepFind } from '../../helpers/page/shadow-dom.js';
import { settled } from '../../helpers/page/settle-animations.js';
import { fakeActions, fakeFault, fakeView, inCall, message } from '../../helpers/page/fake-view.js';

const labels = english;
const nothing = (): void => undefined;
const talk = [
  message('1', 'Do you repair bikes?', { role: 'user' }),
  message('2', 'Yes, all brands.', { interrupted: true, unheard: ' Shall I book?' }),
  message('3', 'Is Thurs', { role: 'user', final: false }),
];
const holding = (phase: HoldPhase, slipped = false): Partial<View> => ({
  holdButton: (view, actions) =>
    html`<vla-hold .view=${view} .actions=${actions} .turns=${{}} .phase=${phase} .slipped=${slipped}></vla-hold>`,
});

/** All states of the faces. */
const LOOKS: Readonly<Record<string, View>> = {
  idle: fakeView(),
  'requesting the microphone': inCall('requesting-mic'),
  connecting: inCall('connecting'),
  listening: inCall('listening'),
  hearing: inCall('hearing', { messages: talk }),
  thinking: inCall('thinking', { messages: talk }),
  speaking: inCall('speaking', { messages: talk }),
  working: inCall('working', { messages: talk }),
  reconnecting: inCall('reconnecting', { messages: talk }),
  muted: inCall('listening', { muted: true, messages: talk }),
  'speaking while muted': inCall('speaking', { muted: true, messages: talk }),
  'a written chat': fakeView({ messages: talk }),
  'a fault': fakeView({ status: 'error', fault: fakeFault('connect-failed') }),
  'a fault in a call': inCall('listening', { fault: fakeFault('tool-failed'), messages: talk }),
  'a fault of the microphone': fakeView({
    status: 'error',
    fault: fakeFault('mic-denied'),
    cards: [html`<vla-offer .words=${labels['check-microphone']} .accept=${nothing}></vla-offer>`],
  }),
  consent: fakeView({
    cards: [html`<vla-consent class="first" .labels=${labels} .typing=${true} .answer=${nothing}></vla-consent>`],
  }),
  'a countdown': inCall('listening', {
    cards: [
      html`<vla-countdown
        .labels=${labels}
        .countdown=${{ kind: 'idle', seconds: 9 }}
        .stay=${nothing}
      ></vla-countdown>`,
    ],
  }),
  ended: fakeView({
    status: 'ended',
    messages: talk,
    cards: [
      html`<vla-ended
        .labels=${labels}
        .reason=${'agent'}
        .messages=${talk}
        .rate=${() => undefined}
        .forget=${nothing}
        .check=${nothing}
        .close=${nothing}
      ></vla-ended>`,
    ],
  }),
  'no set-up': fakeView({ status: 'error', unusable: true, fault: fakeFault('setup') }),
  'push to talk': inCall('listening', holding('up')),
  'push to talk, held': inCall('hearing', { ...holding('held'), messages: talk }),
  'push to talk, sliding away': inCall('hearing', holding('leaving')),
  'push to talk, too short': inCall('listening', holding('up', true)),
};

const FACES: Readonly<Record<string, (view: View) => TemplateResult>> = {
  floating: (view) => html`<vla-panel .view=${view} .actions=${fakeActions()}></vla-panel>`,
  inline: (view) =>
    html`<vla-inline
      style="block-size: 560px"
      .view=${{ ...view, floating: false }}
      .actions=${fakeActions()}
    ></vla-inline>`,
  compact: (view) => html`<vla-bar .view=${{ ...view, floating: false }} .actions=${fakeActions()}></vla-bar>`,
};

/** Waits until the cards are painted, because contrast is measured in what is painted. */
async function painted(face: TemplateResult, theme: string): Promise<FaceElement> {
  const element = await fixture<FaceElement>(face);
  element.style.colorScheme = theme;
  element.parentElement!.style.cssText = `color-scheme: ${theme}; background: Canvas`;
  await element.updateComplete;
  await settled();
  return element;
}

describe('axe finds nothing', () => {
  for (const [variant, face] of Object.entries(FACES)) {
    for (const theme of ['light', 'dark']) {
      describe(`${variant}, ${theme}`, () => {
        for (const [look, view] of Object.entries(LOOKS)) {
          it(`with ${look}`, async () => {
            await expect(await painted(face(view), theme)).to.be.accessible();
          });
        }

        it('with the settings open', async () => {
          const element = await painted(face(inCall('listening', { messages: talk })), theme);
          deepFind(element, '[aria-expanded]')!.click();
          await until('they are open', () => deepFind(element, '[part=menu] select') !== undefined);
          await settled();
          await expect(element).to.be.accessible();
        });
      });
    }
  }
});
