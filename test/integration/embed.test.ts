import { expect } from '@open-wc/testing';
import type { VoiceLiveAgent } from '../../src/index.js';
import { until } from '../helpers/page/live-agent.js';
import { framed } from '../helpers/page/framed.js';

const agentIn = async (view: Window): Promise<VoiceLiveAgent> => {
  const agent = view.document.querySelector('voice-live-agent')!;
  await until('the tag is defined', () => agent.matches(':defined'));
  return agent;
};

const faceOf = (agent: VoiceLiveAgent) => agent.shadowRoot!.querySelector<HTMLElement>('[lang]');

const launcherOf = (agent: VoiceLiveAgent): string =>
  agent.shadowRoot!.querySelector('[part=launcher]')?.textContent ?? '';

describe('an embed', function () {
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  for (const [form, path] of [
    ['the module under a strict policy with Trusted Types', '/pages/strict.html'],
    ['the module, inline and with parts of its own,', '/pages/composed.html'],
    ['the one-file classic script', '/pages/classic.html'],
    ['the one-file script with self-hosted assets under a strict policy', '/pages/self-hosted.html'],
    ['the module from another origin', '/pages/cross-origin.html'],
  ] as const) {
    it(`by ${form} speaks, and breaks no policy`, async () => {
      const view = await framed(path);
      const violations: string[] = [];
      view.document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        violations.push(`${violatedDirective} ${blockedURI}`),
      );
      const agent = await agentIn(view);
      await until('its words are those of the page', () => faceOf(agent)?.lang === 'de');
      agent.show();
      await agent.start();
      await agent.sendText('hello');
      await until('it speaks', () => agent.state === 'speaking');
      expect(violations).to.be.empty;
      await agent.stop();
    });
  }

  it('whose words are not where they should be speaks English, and warns once', async () => {
    const view = await framed('/pages/no-words.html');
    const agent = await agentIn(view);
    const heard: string[] = [];
    view.console.warn = (...words: unknown[]) => void heard.push(words.join(' '));
    for (const language of ['de', 'en', 'de-CH']) {
      agent.language = language;
      await agent.updateComplete;
      await until('it has found words', () => launcherOf(agent).includes('Talk to us'));
      await until('it has tried', () => heard.length > 0);
    }
    expect(heard).to.deep.equal([
      '<voice-live-agent>: locales/de.js could not be loaded; is it on the server? English is used.',
    ]);
  });

  it('under a policy that refuses the worker says so', async () => {
    const view = await framed('/pages/no-worker.html');
    const agent = await agentIn(view);
    const fault = await agent.start().then(
      () => undefined,
      (error: unknown) => error as { code: string; fix: string },
    );
    expect(fault?.code).to.equal('csp-blocked');
    expect(fault?.fix).not.to.be.empty;
    await agent.sendText('hello').catch(() => undefined);
    expect(
      agent.messages.map(({ text }) => text),
      'what was typed stays',
    ).to.deep.equal(['hello']);
  });

  it('under a policy that refuses the service says so at once', async () => {
    const agent = await agentIn(await framed('/pages/no-service.html'));
    const asked = performance.now();
    const fault = await agent.start().then(
      () => undefined,
      (error: unknown) => error as { code: string; cause: string; fix: string },
    );
    expect(fault?.code, fault?.cause).to.equal('csp-blocked');
    expect(fault?.cause).to.contain('connect-src');
    expect(fault?.fix).to.contain('connect-src');
    expect(performance.now() - asked, 'a socket is given up after 15 s').to.be.below(10_000);
  });

  it('asks no other host than the page’s, the token’s and the service’s, and stores nothing', async () => {
    // The runner uses a tab for several files, and some of them have kept a conversation.
    for (const storage of [localStorage, sessionStorage]) storage.clear();
    const view = await framed('/pages/strict.html');
    const agent = await agentIn(view);
    agent.show();
    await agent.sendText('hello');
    await until('it is answered', () => agent.messages.some(({ role, final }) => role === 'agent' && final));
    const hosts = view.performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin);
    expect(new Set(hosts)).to.deep.equal(new Set([location.origin]));
    expect(localStorage.length + sessionStorage.length).to.equal(0);
    expect(document.cookie).to.equal('');
  });
});
