/** Tests docs/styling.md: a page's style sheet can select every part and every state. */
import { expect } from '@open-wc/testing';
import { stage, until, type Stage } from '../helpers/page/live-agent.js';
import { deepAll, deepFind } from '../helpers/page/shadow-dom.js';

/** Each part gets a number as its style, by which the test recognises it. */
const PARTS = [
  'launcher',
  'dismiss',
  'panel',
  'header',
  'orb',
  'status',
  'transcript',
  'message',
  'message-user',
  'message-agent',
  'copy',
  'composer',
  'input',
  'send',
  'mic',
  'mute',
  'end',
  'menu',
  'error',
  'card',
  'consent',
  'avatar',
];

const STATES = [
  'idle',
  'requesting-mic',
  'connecting',
  'listening',
  'hearing',
  'thinking',
  'speaking',
  'working',
  'reconnecting',
  'ended',
  'error',
];

const PAGE_STYLE = [
  // a property that is not inherited and that our styles do not set
  ...PARTS.map(
    (part, at) => `:is(voice-live-agent, [for])::part(${part}) { scroll-margin-${sideOf(part)}: ${at + 1}px }`,
  ),
  ...STATES.map((state, at) => `voice-live-agent:state(${state}) { scroll-margin-top: ${at + 1}px }`),
].join('\n');

/** An element may be two parts at once. */
function sideOf(part: string): 'left' | 'right' {
  return /^(message-|consent)/.test(part) ? 'right' : 'left';
}

function reached(root: Element, part: string): boolean {
  const found = deepFind(root, `[part~="${part}"]`);
  const margin = found && getComputedStyle(found)[sideOf(part) === 'left' ? 'scrollMarginLeft' : 'scrollMarginRight'];
  return margin === `${PARTS.indexOf(part) + 1}px`;
}

async function reaches({ agent }: Stage, ...parts: readonly string[]): Promise<void> {
  for (const part of parts) await until(`${part} has the page's style`, () => reached(agent, part));
}

describe('the page’s style sheet', () => {
  const sheet = new CSSStyleSheet();

  before(async () => {
    await sheet.replace(PAGE_STYLE);
    document.adoptedStyleSheets.push(sheet);
  });
  after(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  });

  it('reaches the parts of a floating face at rest, and of its settings', async () => {
    const shown = await stage({ dismissible: '' });
    await reaches(shown, 'launcher', 'dismiss');
    shown.agent.show();
    await reaches(shown, 'panel', 'header', 'orb', 'status', 'composer', 'input', 'send', 'mic');
    deepFind(shown.agent, 'vla-panel [aria-expanded], [part=header] [aria-expanded]')!.click();
    await reaches(shown, 'menu');
  });

  it('reaches the parts of a call and of its transcript', async () => {
    const shown = await stage({ open: '', greeting: '' });
    await shown.agent.start();
    await reaches(shown, 'mute', 'end');
    await shown.agent.sendText('hello');
    await reaches(shown, 'transcript', 'message', 'message-user', 'message-agent');
    deepFind(shown.agent, '[part=transcript]')!.focus();
    await reaches(shown, 'copy');
    await shown.agent.stop();
    await reaches(shown, 'card');
  });

  it('reaches the card of a fault', async () => {
    await reaches(await stage({ open: '', 'token-url': '' }), 'error');
  });

  it('reaches the card that asks for consent', async () => {
    const shown = await stage({ open: '', 'consent-required': '' });
    shown.agent.start().catch(() => undefined); // nobody answers
    await reaches(shown, 'card', 'consent');
  });

  for (const variant of ['inline', 'compact']) {
    it(`reaches the parts of variant="${variant}"`, async () => {
      const shown = await stage({ variant });
      shown.agent.style.inlineSize = '700px';
      await reaches(shown, 'panel', 'orb', 'status', 'composer', 'input', 'send', 'mic');
      expect(deepAll(shown.agent, '[part=launcher]')).to.have.length(0);
    });
  }

  it('reaches loose parts', async () => {
    const { agent } = await stage({ variant: 'headless', id: 'styled' });
    const parts = { orb: 'orb', status: 'status', 'mic-button': 'mic', composer: 'input', avatar: 'avatar' };
    const home = document.createElement('div');
    document.body.append(home);
    for (const tag of Object.keys(parts)) {
      const element = document.createElement(`vla-${tag}`);
      element.setAttribute('for', agent.id);
      home.append(element);
    }
    const built = '/dist/voice-live-agent-parts.js';
    await import(built);
    for (const [tag, part] of Object.entries(parts)) {
      await until(`${part} of vla-${tag} has the page's style`, () => {
        const element = home.querySelector(`vla-${tag}`)!;
        return reached(element, part);
      });
    }
    home.remove();
  });

  it('reaches every state', async () => {
    const { agent } = await stage();
    const set = Reflect.get(agent, '_setState') as (state: string) => void;
    for (const [at, state] of STATES.entries()) {
      set.call(agent, state);
      expect(agent.matches(`:state(${state})`), state).to.equal(true);
      expect(getComputedStyle(agent).scrollMarginTop, state).to.equal(`${at + 1}px`);
      expect(agent.getAttribute('state')).to.equal(state);
    }
  });
});
