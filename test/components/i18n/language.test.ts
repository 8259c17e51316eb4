import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import type { VoiceLiveAgent } from '../../../src/index.js';
import { localeOf } from '../../../src/components/i18n/find-locale.js';
import { until } from '../../helpers/page/live-agent.js';

const launcher = (agent: Element): HTMLElement | null => agent.shadowRoot!.querySelector('.dock');
const said = (agent: Element): string => launcher(agent)?.textContent?.trim() ?? '';
const says = (agent: Element, words: string): Promise<void> =>
  until(`it says ${words}, not ${said(agent)}`, () => said(agent) === words);
const agentIn = (where: Element): VoiceLiveAgent => where.querySelector('voice-live-agent')!;

describe('the language of the face', () => {
  for (const [tag, pack] of [
    ['de', 'de'],
    ['pt-BR', 'pt'],
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['ZH-hans-SG', 'zh-Hans'],
    ['iw', 'he'],
    ['en-GB', 'en'],
    ['es_MX', 'es'],
    ['sv', ''],
    ['den', ''],
    ['', ''],
  ] as const) {
    it(`for "${tag}" is "${pack}"`, () => {
      expect(localeOf(tag)).to.equal(pack);
    });
  }

  it('is that of the attribute, before that of the page', async () => {
    const page = await fixture(
      html`<div lang="fr"><voice-live-agent language="de-AT" token-url="/t"></voice-live-agent></div>`,
    );
    await says(agentIn(page), 'Sprechen Sie mit uns');
    expect(launcher(agentIn(page))!.lang).to.equal('de');
  });

  it('is that of the nearest lang, through shadow roots, and follows it', async () => {
    const page = await fixture(html`<section lang="de"><div></div></section>`);
    const root = page.firstElementChild!.attachShadow({ mode: 'open' });
    root.innerHTML = '<p><voice-live-agent token-url="/t"></voice-live-agent></p>';
    const agent = root.querySelector('voice-live-agent')!;
    await says(agent, 'Sprechen Sie mit uns');
    page.setAttribute('lang', 'it');
    await says(agent, 'Parla con noi');
    root.querySelector('p')!.lang = 'nl';
    await says(agent, 'Praat met ons');
    root.querySelector('p')!.lang = 'en';
    await says(agent, 'Talk to us');
  });

  it('follows the attribute', async () => {
    const page = await fixture(html`<div><voice-live-agent language="ko" token-url="/t"></voice-live-agent></div>`);
    await says(agentIn(page), '말로 문의하기');
    agentIn(page).language = 'ja';
    await says(agentIn(page), '話しかける');
  });

  it('never flashes up in English first', async () => {
    const page = await fixture(html`<div lang="pl"><voice-live-agent token-url="/t"></voice-live-agent></div>`);
    await agentIn(page).updateComplete;
    expect(['', 'Porozmawiaj z nami']).to.include(said(agentIn(page)));
    await says(agentIn(page), 'Porozmawiaj z nami');
  });

  it('is English where there are no words for it, and leaves the page its direction', async () => {
    const page = await fixture(
      html`<div lang="fa" dir="rtl"><voice-live-agent token-url="/t"></voice-live-agent></div>`,
    );
    await says(agentIn(page), 'Talk to us');
    expect(launcher(agentIn(page))!.lang).to.equal('en');
    expect(getComputedStyle(launcher(agentIn(page))!).direction).to.equal('rtl');
  });

  it('gives way to labels', async () => {
    const page = await fixture(html`<div lang="tr"><voice-live-agent token-url="/t"></voice-live-agent></div>`);
    agentIn(page).labels = { launcher: 'Dükkâna sorun' };
    await says(agentIn(page), 'Dükkâna sorun');
  });

  for (const [tag, direction] of [
    ['ar', 'rtl'],
    ['he', 'rtl'],
    ['de', 'ltr'],
  ] as const) {
    it(`runs ${direction} in ${tag}, whatever the page does, and is accessible`, async () => {
      const around = direction === 'rtl' ? 'ltr' : 'rtl';
      const page = await fixture(
        html`<div dir=${around}><voice-live-agent language=${tag} token-url="/t" open></voice-live-agent></div>`,
      );
      const agent = agentIn(page);
      await until(
        'the panel is there',
        () => agent.shadowRoot!.querySelector('vla-panel')?.shadowRoot?.querySelector('h2') != null,
      );
      const panel = agent.shadowRoot!.querySelector('vla-panel')!;
      expect(getComputedStyle(panel).direction).to.equal(direction);
      expect(panel.lang).to.equal(tag);
      await expect(agent).to.be.accessible();
    });
  }
});
