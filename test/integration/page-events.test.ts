/** A page cannot disturb the features by stopping or faking public events, because features are told by another channel. */
import { expect } from '@open-wc/testing';
import { stage, until } from '../helpers/page/live-agent.js';
import { deepAll } from '../helpers/page/shadow-dom.js';

describe('a page that stops or fakes events', function () {
  this.timeout(40_000);

  it('still has its max-duration when it stops vla-state before anybody else hears it', async () => {
    const stop = (event: Event): void => event.stopImmediatePropagation();
    window.addEventListener('vla-state', stop, true);
    try {
      const { agent, events } = await stage({ 'max-duration': '2' });
      await agent.sendText('Hello');
      expect(agent.state).not.to.equal('ended');
      await until('the time is up', () => agent.state === 'ended', 15);
      expect(events.filter(({ name }) => name === 'vla-state')).to.be.empty;
    } finally {
      window.removeEventListener('vla-state', stop, true);
    }
  });

  it('cannot write into the transcript by dispatching an event', async () => {
    const { agent } = await stage({ open: '' });
    agent.registerTool({ name: 'get_stock', parameters: { type: 'object' } }, () => 'ok');
    const notes = (): string[] =>
      deepAll(agent, '.note').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
    await agent.sendText('call get_stock');
    await until('the real one is noted', () => notes().includes('Working: get stock – done'));
    const detail = { kind: 'call', status: 'completed', itemId: 'made-up', serverLabel: 'bank', name: 'pay' };
    agent.dispatchEvent(new CustomEvent('vla-mcp', { detail, bubbles: true, composed: true }));
    agent.requestUpdate();
    await agent.updateComplete;
    expect(notes()).to.deep.equal(['Working: get stock – done']);
  });
});
