import { expect } from '@open-wc/testing';
import { control, faultOf, seconds, stage, until, type Stage } from '../helpers/agent.js';
import { deepFind, focused } from '../helpers/deep.js';
import { watch } from '../helpers/watch.js';
import { settled } from '../helpers/settled.js';

/** What a moment shows in the panel. */
function card<T extends HTMLElement>({ agent }: Stage, tag: string): T | null {
  return agent.shadowRoot!.querySelector('vla-panel')?.shadowRoot?.querySelector<T>(tag) ?? null;
}

async function shown<T extends HTMLElement = HTMLElement>(stage: Stage, tag: string): Promise<T> {
  await until(`${tag} is shown`, () => Boolean(card(stage, tag)?.shadowRoot?.querySelector('h3')));
  return card<T>(stage, tag)!;
}

const button = (host: Element, words: string): HTMLElement => {
  const all = [...host.shadowRoot!.querySelectorAll<HTMLElement>('button')];
  const found = all.find(({ innerText, title }) => innerText.trim() === words || title === words);
  if (!found) throw new Error(`no button ${words} among ${all.map(({ innerText }) => innerText).join(', ')}`);
  return found;
};

const panelButton = ({ agent }: Stage, words: string): HTMLElement =>
  button(agent.shadowRoot!.querySelector('vla-panel')!, words);

/** A call without a voice of either side: push to talk, and nobody pushes. */
const QUIET = { 'turn-detection': 'none' };

describe('moments around a call', function () {
  describe('consent', () => {
    it('is asked for before the microphone, and then the call begins', async () => {
      const watching = watch();
      const set = await stage({ ...QUIET, 'consent-required': '', 'consent-version': '2026-11', language: 'en-GB' });
      const { agent, details } = set;
      const started = agent.start();
      const consent = await shown(set, 'vla-consent');
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
      button(await shown(set, 'vla-consent'), 'I would rather type').click();
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
      const consent = await shown(set, 'vla-consent');
      await until('the page’s text is there', () => !consent.shadowRoot!.textContent.includes('AI agent'));
      button(consent, 'I would rather type').click();
      await started;
    });

    it('is remembered by the tab with storage="session", for its version alone', async () => {
      const attributes = { ...QUIET, 'consent-required': '', 'consent-version': '1', storage: 'session', model: 'm-1' };
      const first = await stage(attributes);
      const started = first.agent.start();
      button(await shown(first, 'vla-consent'), 'Agree and start').click();
      await started;
      first.agent.remove();
      const second = await stage(attributes);
      await second.agent.start();
      expect(card(second, 'vla-consent')).to.equal(null);
      second.agent.remove();
      const third = await stage({ ...attributes, 'consent-version': '2' });
      const asked = faultOf(third.agent.start());
      button(await shown(third, 'vla-consent'), 'I would rather type').click();
      await asked;
      sessionStorage.clear();
    });
  });

  describe('the end', () => {
    it('is told with its reason, can be rated, and another call begins from there', async () => {
      const set = await stage(QUIET);
      const { agent, details, seen } = set;
      agent.innerHTML = '<a slot="handoff" href="mailto:shop@example.com">Write to us</a>';
      agent.show();
      await agent.start();
      await agent.sendText('hello');
      await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
      const { sessionId } = agent;
      panelButton(set, 'End call').click();
      const ended = await shown(set, 'vla-ended');
      expect(ended.shadowRoot!.querySelector('h3')!.textContent).to.equal('You ended the call.');
      await settled();
      await expect(ended).to.be.accessible();
      ended.shadowRoot!.querySelectorAll<HTMLElement>('input')[3]!.click();
      await until('a text is asked for', () => Boolean(ended.shadowRoot!.querySelector('textarea')));
      await settled();
      await expect(ended).to.be.accessible();
      ended.shadowRoot!.querySelector('textarea')!.value = ' Quick. ';
      button(ended, 'Send rating').click();
      expect(details('vla-feedback')).to.deep.equal([{ rating: 4, text: 'Quick.', sessionId }]);
      await until('thanks', () => ended.shadowRoot!.textContent.includes('Thank you'));
      panelButton(set, 'Start again').click();
      await until('it listens', () => agent.state === 'listening');
      expect(card(set, 'vla-ended')).to.equal(null);
      expect(details('vla-feedback')).to.have.lengthOf(1);
    });

    it('is no fault when the service says goodbye, and what it said is heard to its end', async () => {
      const watching = watch();
      const set = await stage(QUIET);
      const { agent, details, events, seen, service } = set;
      agent.show();
      await agent.start();
      await agent.sendText('hello');
      await seen('vla-state', ({ state }) => state === 'speaking');
      await control(await service(), 'close', { code: 1000 });
      await seen('vla-state', ({ state }) => state === 'ended');
      const ended = await shown(set, 'vla-ended');
      expect(ended.shadowRoot!.querySelector('h3')!.textContent).to.equal('The agent ended the call.');
      expect(details('vla-error')).to.be.empty;
      expect(details('vla-state').at(-1)).to.deep.equal({ state: 'ended', previous: 'speaking' });
      const silent = events.findIndex(
        ({ name, detail }) => name === 'vla-speech' && 'speaking' in detail && !detail.speaking,
      );
      expect(silent, 'it fell silent by itself').to.be.above(0);
      expect(watching.tracks.map(({ readyState }) => readyState)).to.deep.equal(['ended']);
      await until('its worker is gone', () => watching.ended.length === 1);
      panelButton(set, 'Start again').click();
      await until('it listens', () => agent.state === 'listening');
      watching.restore();
    });

    it('says that the page ended it, and keeps stars that were given without a press on Send', async () => {
      const set = await stage(QUIET);
      const { agent, details, seen } = set;
      agent.show();
      await agent.sendText('hello');
      await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
      await agent.stop();
      const ended = await shown(set, 'vla-ended');
      expect(ended.shadowRoot!.querySelector('h3')!.textContent).to.equal('The call has ended.');
      ended.shadowRoot!.querySelectorAll<HTMLElement>('input')[0]!.click();
      button(ended, 'Dismiss').click();
      await until('it is closed', () => card(set, 'vla-ended') === null);
      expect(details('vla-feedback')).to.have.lengthOf(1);
      expect(details('vla-feedback')[0]).to.include({ rating: 1, text: '' });
    });

    it('has nothing to say about a call that never stood', async () => {
      const set = await stage({ ...QUIET, 'token-url': '/status/500' });
      set.agent.show();
      await faultOf(set.agent.start());
      await seconds(0.3);
      expect(card(set, 'vla-ended')).to.equal(null);
    });
  });

  describe('limits', () => {
    it('end a call after its time, and say so before', async () => {
      const set = await stage({ ...QUIET, 'max-duration': '3' });
      const { agent, seen } = set;
      agent.show();
      await agent.sendText('hello');
      await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
      const countdown = await shown(set, 'vla-countdown');
      expect(countdown.shadowRoot!.querySelector('p')!.textContent).to.match(/^The call ends in 0:0[12]\.$/);
      await seen('vla-state', ({ state }) => state === 'ended');
      const ended = await shown(set, 'vla-ended');
      expect(ended.shadowRoot!.querySelector('h3')!.textContent).to.equal('The call reached its time limit.');
    });

    it('ask a silent visitor whether somebody is there, before they end the call', async () => {
      const set = await stage({ ...QUIET, 'idle-timeout': '3' });
      const { agent, seen } = set;
      agent.show();
      await agent.start();
      const countdown = await shown(set, 'vla-countdown');
      await settled();
      await expect(countdown).to.be.accessible();
      button(countdown, 'I am still here').click();
      await until('the question is gone', () => card(set, 'vla-countdown') === null);
      expect(agent.state).to.equal('listening');
      await shown(set, 'vla-countdown');
      await seen('vla-state', ({ state }) => state === 'ended');
    });
  });

  describe('storage', () => {
    it('keeps nothing unless the page wants it', async () => {
      const { agent, seen } = await stage();
      await agent.sendText('hello');
      await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
      expect([sessionStorage.length, localStorage.length, document.cookie]).to.deep.equal([0, 0, '']);
    });

    it('brings the transcript back after a reload, and no credential with it', async () => {
      const attributes = { storage: 'session', id: 'kept' };
      const first = await stage(attributes);
      await first.agent.sendText('hello');
      await first.seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
      const said = first.agent.messages.map(({ text }) => text);
      first.agent.remove();
      const stored = sessionStorage.getItem('voice-live-agent:kept')!;
      expect(stored).not.to.match(/token|Bearer|eyJ/i);
      const second = await stage(attributes);
      second.agent.show();
      await until('it is back', () => second.agent.messages.length === said.length);
      expect(second.agent.messages.map(({ text }) => text)).to.deep.equal(said);
      sessionStorage.clear();
    });

    it('forgets a conversation when the visitor asks for it', async () => {
      const set = await stage({ storage: 'session', id: 'kept' });
      set.agent.show();
      await set.agent.sendText('hello');
      await set.seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
      await set.agent.stop();
      button(await shown(set, 'vla-ended'), 'Delete this conversation').click();
      expect(set.agent.messages).to.be.empty;
      expect(sessionStorage.length).to.equal(0);
    });
  });

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

  describe('diagnose()', () => {
    it('finds all in order here, and never tells the token', async () => {
      const { agent, details } = await stage();
      const checks = await agent.diagnose();
      expect(checks.map(({ check }) => check)).to.deep.equal([
        'secure-context',
        'permissions-policy',
        'microphone-permission',
        'devices',
        'token',
        'worker',
        'connection',
        'worklets',
        'sound',
      ]);
      expect(
        checks.filter(({ ok }) => !ok),
        JSON.stringify(checks),
      ).to.be.empty;
      const token = checks.find(({ check }) => check === 'token')!;
      expect(token.detail).to.match(/^scheme entra, good for \d+ s, answered in \d+ ms$/);
      expect(JSON.stringify(checks)).not.to.match(/eyJ|Bearer/);
      expect(details('vla-state')).to.be.empty;
      expect(agent.state).to.equal('idle');
    });

    it('says what to do where something is wrong', async () => {
      const { agent } = await stage({ 'token-url': '/status/403' });
      const wrong = (await agent.diagnose()).filter(({ ok }) => !ok);
      expect(wrong.map(({ check }) => check)).to.deep.equal(['token', 'connection']);
      for (const { detail } of wrong) expect(detail).to.match(/^HTTP 403: .*CSRF/);
      expect(wrong[0]!.fix).to.include('Sign in');
    });
  });

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
    await shown(set, 'vla-check');
    button(card(set, 'vla-check')!, 'Close').click();
    set.agent.setAttribute('token-url', '/status/500');
    expect((await faultOf(set.agent.start())).code).to.equal('token-failed');
    await until('it is offered no more', () => card(set, 'vla-offer') === null);
  });

  it('shows the level of the microphone and what else a call needs', async () => {
    const set = await stage();
    set.agent.show();
    await set.agent.sendText('hello');
    await set.seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
    await set.agent.stop();
    const watching = watch();
    button(await shown(set, 'vla-ended'), 'Check my microphone').click();
    const check = await shown(set, 'vla-check');
    await until('all is checked', () => check.shadowRoot!.querySelectorAll('li').length === 9);
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
