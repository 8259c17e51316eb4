/** What needs no microphone: writing, pictures, words, the page's policy. */
import { expect } from '@open-wc/testing';
import type { VoiceLiveAgent } from '../../src/index.js';
import { framed } from '../helpers/page/framed.js';
import { stage, until } from '../helpers/page/live-agent.js';
import { deepFind } from '../helpers/page/shadow-dom.js';
import { BROWSER, feature } from '../helpers/page/smoke.js';

/** The largest picture that is sent as it is. */
const MOST_BYTES = 700_000;

const answeredIn = ({ messages }: VoiceLiveAgent): boolean =>
  messages.some(({ role, final }) => role === 'agent' && final);

describe('the page', () => {
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  feature('a typed turn', async () => {
    const { agent, seen, details } = await stage();
    agent.show();
    await until('the field is there', () => deepFind(agent, 'textarea') !== undefined);
    const panel = deepFind(agent, '[part=panel]')!;
    await until('it is in sight', () => panel.getBoundingClientRect().width > 200);
    expect(getComputedStyle(panel).backgroundColor).not.to.equal('rgba(0, 0, 0, 0)');
    const field = deepFind<HTMLTextAreaElement>(agent, 'textarea')!;
    field.value = 'hello';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await until('it can be sent', () => deepFind(agent, '[part=send]')?.getAttribute('aria-disabled') === 'false');
    deepFind(agent, '[part=send]')!.click();
    await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
    expect(agent.messages.map(({ role }) => role)).to.deep.equal(['user', 'agent']);
    expect(details('vla-error')).to.be.empty;
  });

  feature('pictures', async () => {
    const { agent, service } = await stage();
    // Noise is what encoders shrink least, and no two of them alike.
    const canvas = new OffscreenCanvas(1200, 900);
    const context = canvas.getContext('2d')!;
    const image = context.createImageData(canvas.width, canvas.height);
    for (let at = 0; at < image.data.length; at += 65_536) crypto.getRandomValues(image.data.subarray(at, at + 65_536));
    context.putImageData(image, 0, 0);
    const picture = await canvas.convertToBlob({ type: 'image/png' });
    expect(picture.size, 'bytes before it is made smaller').to.be.above(MOST_BYTES);
    await agent.sendImage(picture, { text: 'What is this?' });
    await until('it is answered', () => answeredIn(agent));
    const [, data] = /"data:image\/jpeg;base64,([^"]+)/.exec(JSON.stringify((await service()).items)) ?? [];
    expect(atob(data ?? '').length, 'bytes that were sent').to.be.within(1, MOST_BYTES);
  });

  feature('languages', async () => {
    const { agent } = await stage({ language: 'de' });
    agent.show();
    const face = () => deepFind(agent, '[lang]');
    const direction = () => getComputedStyle(deepFind(agent, '[part=panel]')!).direction;
    await until('it speaks German', () => face()?.lang === 'de' && deepFind(agent, '[part=panel]') !== undefined);
    expect(direction()).to.equal('ltr');
    const german = deepFind(agent, 'textarea')!.getAttribute('placeholder');
    agent.language = 'ar';
    await until('it speaks Arabic', () => face()?.lang === 'ar' && direction() === 'rtl');
    expect(deepFind(agent, 'textarea')!.getAttribute('placeholder')).not.to.equal(german);
  });

  feature('strict content security policy', async () => {
    const view = await framed('/pages/strict.html');
    const violations: string[] = [];
    view.document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      violations.push(`${violatedDirective} ${blockedURI}`),
    );
    const agent = view.document.querySelector('voice-live-agent')!;
    await until('the tag is defined', () => agent.matches(':defined'));
    agent.show();
    await agent.start();
    await agent.sendText('hello');
    await until('it speaks', () => agent.state === 'speaking');
    await agent.stop();
    expect(violations).to.be.empty;
  });

  feature('custom states', async () => {
    const { agent } = await stage();
    await until('it is idle', () => agent.matches(':state(idle)'));
    await agent.sendText('hello');
    await until('it has changed', () => !agent.matches(':state(idle)'));
  });

  feature(
    'a screen that stays on',
    async () => {
      const { agent } = await stage({ 'turn-detection': 'none' });
      const { request } = WakeLock.prototype;
      const locks: WakeLockSentinel[] = [];
      WakeLock.prototype.request = async function (type) {
        const lock = await request.call(this, type);
        locks.push(lock);
        return lock;
      };
      await agent.start();
      await until('the screen is kept on', () => locks.length > 0);
      await agent.stop();
      await until('it may sleep again', () => locks.every(({ released }) => released));
      WakeLock.prototype.request = request;
    },
    () =>
      navigator.wakeLock?.request('screen').then(
        (lock) => (lock.release(), true),
        () => false,
      ),
  );

  feature('diagnose()', async () => {
    const { agent } = await stage();
    const checks = await agent.diagnose();
    expect(
      checks.filter(({ ok }) => !ok),
      JSON.stringify(checks),
    ).to.be.empty;
    const { detail } = checks.find(({ check }) => check === 'browser')!;
    expect(detail, BROWSER).to.match(BROWSER === 'Firefox' ? /setSinkId/ : /speaker/);
  });
});
