import { expect } from '@open-wc/testing';
import { faultOf, seconds, stage, until } from '../helpers/page/live-agent.js';
import { button, card, panelButton, QUIET, shownCard } from '../helpers/page/cards.js';

describe('a microphone that was refused or is missing', function () {
  it('takes a fault back when the visitor allows the microphone after all, and offers a start', async () => {
    const { mediaDevices, permissions } = navigator;
    const { getUserMedia } = mediaDevices;
    const { query } = permissions;
    const status = Object.assign(new EventTarget(), { state: 'denied' });
    mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    permissions.query = () => Promise.resolve(status as unknown as PermissionStatus);
    try {
      const set = await stage(QUIET);
      const { agent } = set;
      agent.show();
      expect((await faultOf(agent.start())).code).to.equal('mic-denied');
      expect(panelButton(set, 'Try again')).to.exist;
      await seconds(0.3); // the watch is loaded
      status.state = 'granted';
      status.dispatchEvent(new Event('change'));
      await until('the fault is gone', () => agent.fault === undefined);
      await agent.updateComplete;
      mediaDevices.getUserMedia = getUserMedia;
      panelButton(set, 'Start call').click();
      await until('it listens', () => agent.state === 'listening');
    } finally {
      mediaDevices.getUserMedia = getUserMedia;
      permissions.query = query;
    }
  });

  it('offers a look at the microphone when there is none, and none for other faults', async () => {
    const { mediaDevices } = navigator;
    const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'));
    const set = await stage(QUIET);
    set.agent.show();
    expect((await faultOf(set.agent.start())).code).to.equal('mic-missing');
    await until('it is offered', () => Boolean(card(set, 'vla-offer')?.shadowRoot?.querySelector('button')));
    button(card(set, 'vla-offer')!, 'Check my microphone').click();
    mediaDevices.getUserMedia = getUserMedia;
    await shownCard(set, 'vla-check');
    button(card(set, 'vla-check')!, 'Close').click();
    set.agent.setAttribute('token-url', '/status/500');
    expect((await faultOf(set.agent.start())).code).to.equal('token-failed');
    await until('it is offered no more', () => card(set, 'vla-offer') === null);
  });
});
