import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { stage, until } from '../helpers/page/live-agent.js';
import { focused } from '../helpers/page/shadow-dom.js';

const press = (key: string): Promise<void> => sendKeys({ press: key });

async function pressBack(): Promise<void> {
  await sendKeys({ down: 'Shift' });
  await press('Tab');
  await sendKeys({ up: 'Shift' });
}

/** The accessible name of an element. */
function nameOf(element: Element | null): string {
  const words = [...(element?.closest('label')?.childNodes ?? [])].filter((node) => node instanceof Text);
  const label = element?.getAttribute('aria-label') || words.map(({ data }) => data).join('');
  return (label || (element as HTMLElement | null)?.innerText || '').replace(/\s+/g, ' ').trim();
}

/** The focus ring may be on the element, on its box or on the picture beside it. */
const hasOutline = (element: Element | null): boolean => {
  if (!element) return false;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
};

/** Checks that the focus is visible. */
function mustBeSeen(): void {
  const element = focused()!;
  const around = [element, element.parentElement, element.nextElementSibling];
  expect(around.some(hasOutline), `no outline on ${nameOf(element)}: ${element.outerHTML.slice(0, 200)}`).to.equal(
    true,
  );
  const { top, left, bottom, right } = (element.closest('label') ?? element).getBoundingClientRect();
  expect(bottom > 0 && right > 0 && top < innerHeight && left < innerWidth, `${nameOf(element)} is off`).to.equal(true);
}

/** Presses Tab until an element of that name has the focus. */
async function tabTo(name: string, goOn = (): Promise<void> => press('Tab')): Promise<void> {
  const passed: string[] = [];
  for (let i = 0; i < 30; i++) {
    await goOn();
    if (document.activeElement?.localName === 'voice-live-agent') mustBeSeen();
    const here = nameOf(focused());
    passed.push(here);
    if (here === name) return;
  }
  throw new Error(`no ${name}; passed ${passed.join(' | ')}`);
}

const hasFocus = (name: string): Promise<void> => until(`${name} has the focus`, () => nameOf(focused()) === name);

describe('a whole call by keyboard alone', function () {
  it('can open, consent, talk, change settings, type, copy, end, rate, start again and leave', async () => {
    const ends = await fixture(html`<div><button id="before">Before</button></div>`);
    const set = await stage({ 'turn-detection': 'none', 'consent-required': '', storage: 'session' }, undefined, ends);
    const { agent, details, seen } = set;
    const after = document.createElement('button');
    after.textContent = 'After';
    ends.append(after);
    ends.querySelector('button')!.focus();

    // the launcher, the consent, the call
    await tabTo('Talk to us');
    await press('Enter');
    await hasFocus('Start call');
    mustBeSeen();
    await press('Enter');
    await until('the card has the focus', () => focused()?.getAttribute('aria-describedby') === 'text');
    mustBeSeen();
    await tabTo('Agree and start');
    await press('Enter');
    await seen('vla-state', ({ state }) => state === 'listening');
    await hasFocus('Mute');
    mustBeSeen();

    // mute and back
    await press('Space');
    expect(agent.muted).to.equal(true);
    await hasFocus('Unmute');
    await press('Space');
    expect(agent.muted).to.equal(false);

    // the settings: volume, another microphone
    await tabTo('Settings', pressBack);
    await press('Enter');
    await hasFocus('Volume');
    mustBeSeen();
    await press('ArrowLeft');
    expect(agent.volume).to.equal(0.95);
    await tabTo('Microphone');
    await until('there are some', () => (focused() as HTMLSelectElement).options.length > 1);
    await press('ArrowDown');
    await seen('vla-device', ({ kind, reason }) => kind === 'input' && reason === 'chosen');
    await press('Escape');
    await hasFocus('Settings');
    expect(agent.open).to.equal(true);

    // a message; Tab leaves the panel, and Shift+Tab comes back
    await tabTo('Type a message');
    await sendKeys({ type: 'hello' });
    await press('Enter');
    await seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && text !== '');
    await tabTo('After');
    await tabTo('Type a message', pressBack);

    // from the call to writing, and back
    await tabTo('Settings', pressBack);
    await press('Space');
    await hasFocus('Volume');
    await tabTo('I can’t talk now The voice stops, the chat goes on.');
    await press('Enter');
    await hasFocus('Type a message');
    await tabTo('Start call', pressBack);
    await press('Enter');
    await hasFocus('Mute');
    await until('it listens', () => agent.state === 'listening');

    // the end: copy, rate, start again
    await tabTo('End call');
    await press('Enter');
    await seen('vla-state', ({ state }) => state === 'ended');
    await until('the card is there', () => {
      const card = agent.shadowRoot!.querySelector('vla-panel')!.shadowRoot!.querySelector('vla-ended');
      return Boolean(card?.shadowRoot?.querySelector('h3'));
    });
    const { clipboard } = navigator;
    const writeText = clipboard.writeText.bind(clipboard);
    const copied: string[] = [];
    clipboard.writeText = async (text) => void copied.push(text);
    await tabTo('Copy conversation', pressBack);
    await press('Enter');
    await until('it is copied', () => copied.length === 1);
    clipboard.writeText = writeText;
    expect(copied[0]).to.include('You: hello');
    await tabTo('Very good', pressBack);
    await press('Space');
    await press('ArrowLeft');
    await hasFocus('Good');
    mustBeSeen();
    await tabTo('Tell us more (optional)');
    await sendKeys({ type: 'By keyboard.' });
    await tabTo('Send rating');
    await press('Enter');
    expect(details('vla-feedback')[0]).to.include({ rating: 4, text: 'By keyboard.' });
    await tabTo('Start again');
    await press('Enter');
    await hasFocus('Mute');
    await until('it listens again', () => agent.state === 'listening');

    // and out
    await press('Escape');
    expect(agent.open).to.equal(false);
    await hasFocus('In a call');
    mustBeSeen();
    await tabTo('After');
    sessionStorage.clear();
  });
});
