/** Frames stand for pages here: those of one origin in one tab share what the tab keeps, and leave as pages do. */
import { expect } from '@open-wc/testing';
import type { VoiceLiveAgent } from '../../src/index.js';
import { agentAnswer, textsOf } from '../helpers/page/conversation-items.js';
import { framed } from '../helpers/page/framed.js';
import { connectionOf, stage, until } from '../helpers/page/live-agent.js';
import { button, card, panelButton, shownCard } from '../helpers/page/cards.js';

interface Page {
  readonly window: Window;
  readonly agent: VoiceLiveAgent;
  next(more?: Readonly<Record<string, string>>): Promise<Page>;
}

/** Dresses the agent of a page; what a site writes into its HTML. */
function dressed(window: Window, attributes: Readonly<Record<string, string>>): Page {
  const agent = window.document.querySelector('voice-live-agent')!;
  for (const [name, value] of Object.entries(attributes)) agent.setAttribute(name, value);
  const next = async (more: Readonly<Record<string, string>> = {}): Promise<Page> => {
    const frame = window.frameElement as HTMLIFrameElement;
    frame.src = `/pages/plain.html?${Math.random()}`;
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    return dressed(frame.contentWindow!, { ...attributes, ...more });
  };
  return { window, agent, next };
}

async function firstPage(attributes: Readonly<Record<string, string>> = {}): Promise<Page> {
  const model = `gpt-realtime-page-${Math.random()}`;
  const all = { model, 'token-url': `/voice/token?model=${model}`, voice: 'en-US-AvaNeural', id: 'shop' };
  return dressed(await framed('/pages/plain.html'), { ...all, storage: 'session', ...attributes });
}

const texts = ({ messages }: VoiceLiveAgent): readonly string[] => messages.map(({ text }) => text);
const rests = ({ messages, state }: VoiceLiveAgent): boolean =>
  state === 'listening' && messages.at(-1)?.role === 'agent' && messages.every(({ final }) => final);
const panelOf = ({ shadowRoot }: VoiceLiveAgent): ShadowRoot => shadowRoot!.querySelector('vla-panel')!.shadowRoot!;
const startButton = (agent: VoiceLiveAgent): HTMLElement | null =>
  agent.shadowRoot!.querySelector('vla-panel')?.shadowRoot?.querySelector<HTMLElement>('[part=mic]') ?? null;

describe('the next page', function () {
  // A tab keeps its storage from one file of tests to the next.
  beforeEach(() => sessionStorage.clear());
  afterEach(() => {
    document.querySelectorAll('iframe').forEach((frame) => frame.remove());
    sessionStorage.clear();
  });

  it('shows the call as it was left, offers to go on, and the agent knows what was said', async () => {
    const page = await firstPage({ greeting: 'Good day' });
    page.agent.show();
    page.agent.muted = true;
    await page.agent.start();
    await page.agent.sendText('hello');
    await until('it was answered', () => rests(page.agent) && page.agent.messages.length >= 3);
    const said = texts(page.agent);

    const strange = await page.next({ model: 'another' });
    await until('it is there', () => strange.agent.hasUpdated);
    expect(sessionStorage.length, 'kept by the first').to.equal(1);
    const { agent, window } = await strange.next({ model: page.agent.model });
    await until('it is offered', () => startButton(agent)?.innerText.trim() === 'Continue the call?');
    expect(texts(strange.agent)).to.be.empty;
    expect(texts(agent)).to.deep.equal(said);
    expect([agent.open, agent.muted]).to.deep.equal([true, true]);
    expect(window.document.activeElement?.localName, 'the focus is not taken').to.equal('body');
    expect(JSON.stringify({ ...sessionStorage })).not.to.match(/token|Bearer|eyJ/i);

    startButton(agent)!.click();
    await until('it listens', () => agent.state === 'listening');
    const known = textsOf(await connectionOf(page.agent.model));
    const heard = said.filter((text) => text !== ''); // the greeting may have been interrupted before its first word
    expect(known.slice(0, heard.length)).to.deep.equal(heard);
    expect(texts(agent), 'nobody is greeted again').to.deep.equal(said);
    await agent.stop();
    await until('the offer is gone', () => startButton(agent)?.innerText.trim() === 'Start again');
  });

  it('goes on counting the time of the call', async () => {
    const page = await firstPage({ 'max-duration': '6' });
    page.agent.muted = true;
    await page.agent.start();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const { agent } = await page.next();
    await until('it is loaded', () => startButton(agent) !== null);
    const began = performance.now();
    await agent.start();
    await until('its time is up', () => agent.state === 'ended');
    expect(performance.now() - began).to.be.below(5000);
  });
});

describe('a call that is started again', () => {
  it('is known to the agent, unless the visitor begins anew', async () => {
    const set = await stage({ 'turn-detection': 'none' });
    const { agent, service } = set;
    agent.show();
    await agent.sendText('hello');
    await agentAnswer(set);
    const said = texts(agent);
    await agent.stop();
    await shownCard(set, 'vla-ended');
    panelButton(set, 'Start again').click();
    await until('it listens', () => agent.state === 'listening');
    expect(textsOf(await service()).slice(0, 2)).to.deep.equal(said);

    await agent.stop();
    const panel = panelOf(agent);
    panel.querySelector<HTMLElement>('.header [aria-expanded]')!.click();
    await until('the menu is open', () => Boolean(panel.querySelector('vla-menu')?.shadowRoot?.querySelector('label')));
    button(panel.querySelector('vla-menu')!, 'New conversation').click();
    await until('nothing is shown', () => agent.messages.length === 0 && agent.state === 'idle');
    expect(card(set, 'vla-ended')).to.equal(null);
    const before = await service();
    await agent.start();
    const after = await service();
    expect(after.id).not.to.equal(before.id);
    expect(textsOf(after)).to.be.empty;
  });
});
