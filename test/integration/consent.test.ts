import { expect } from '@open-wc/testing';
import { faultOf, stage, until } from '../helpers/page/live-agent.js';
import { button, card, QUIET, shownCard } from '../helpers/page/cards.js';
import { watch } from '../helpers/page/resource-watch.js';
import { settled } from '../helpers/page/settle-animations.js';

describe('consent', () => {
  it('is asked for before the microphone, and then the call begins', async () => {
    const watching = watch();
    const set = await stage({ ...QUIET, 'consent-required': '', 'consent-version': '2026-11', language: 'en-GB' });
    const { agent, details } = set;
    const started = agent.start();
    const consent = await shownCard(set, 'vla-consent');
    expect(agent.open).to.equal(true);
    expect(agent.state).to.equal('idle');
    expect(watching.tracks).to.be.empty;
    await settled();
    await expect(consent).to.be.accessible();
    button(consent, 'Agree and start').click();
    await started;
    expect(agent.state).to.equal('listening');
    expect(card(set, 'vla-consent')).to.equal(null);
    const [told] = details('vla-consent');
    expect(told).to.include({ given: true, version: '2026-11', language: 'en-GB' });
    expect(Math.abs(Date.parse(told!.time) - Date.now())).to.be.below(20_000);
    expect(sessionStorage.length).to.equal(0);
    watching.restore();
  });

  it('leaves the written chat to those who do not agree', async () => {
    const watching = watch();
    const set = await stage({ ...QUIET, 'consent-required': '' });
    const { agent, details, seen } = set;
    const started = faultOf(agent.start());
    button(await shownCard(set, 'vla-consent'), 'I would rather type').click();
    expect((await started).cause).to.equal('the visitor did not agree');
    expect(details('vla-consent')[0]).to.include({ given: false });
    expect(details('vla-error')).to.be.empty;
    await agent.sendText('hello');
    await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
    expect(watching.tracks).to.be.empty;
    watching.restore();
  });

  it('shows the page’s own text', async () => {
    const set = await stage({ ...QUIET, 'consent-required': '' });
    set.agent.innerHTML = '<p slot="consent">Our own words</p>';
    const started = faultOf(set.agent.start());
    const consent = await shownCard(set, 'vla-consent');
    await until('the page’s text is there', () => !consent.shadowRoot!.textContent.includes('AI agent'));
    button(consent, 'I would rather type').click();
    await started;
  });

  it('is remembered by the tab with storage="session", for its version alone', async () => {
    const attributes = {
      ...QUIET,
      'consent-required': '',
      'consent-version': '1',
      storage: 'session',
      model: 'gpt-realtime-1',
    };
    const first = await stage(attributes);
    const started = first.agent.start();
    button(await shownCard(first, 'vla-consent'), 'Agree and start').click();
    await started;
    first.agent.remove();
    const second = await stage(attributes);
    await second.agent.start();
    expect(card(second, 'vla-consent')).to.equal(null);
    second.agent.remove();
    const third = await stage({ ...attributes, 'consent-version': '2' });
    const asked = faultOf(third.agent.start());
    button(await shownCard(third, 'vla-consent'), 'I would rather type').click();
    await asked;
    sessionStorage.clear();
  });
});
