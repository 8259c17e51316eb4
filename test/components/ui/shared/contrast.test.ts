import { expect, fixture, html } from '@open-wc/testing';
import type { VlaPanel } from '../../../../src/components/ui/panel/vla-panel.js';
import '../../../../src/components/ui/panel/vla-panel.js';
import '../../../../src/components/ui/menu/vla-menu.js';
import type { View } from '../../../../src/components/contract/view.js';
import { until } from '../../../helpers/page/live-agent.js';
import { contrast, ground, rgba, texts, type Rgba } from '../../../helpers/page/contrast.js';
import { settled } from '../../../helpers/page/settle-animations.js';
import { fakeActions, fakeFault, fakeView, find, inCall, message, STATUSES } from '../../../helpers/page/fake-view.js';

type Tokens = Readonly<Record<string, string>>;

const talk = [
  message('1', 'Do you repair bikes?', { role: 'user' }),
  message('2', 'Yes, **all brands**: https://example.com', { unheard: 'and more', interrupted: true }),
];

/** A panel on a page that sets these tokens; the check of its colours is through. */
async function themed(tokens: Tokens, scheme: string, view: View = fakeView()): Promise<VlaPanel> {
  const home = await fixture<HTMLElement>(html`<div></div>`);
  home.style.colorScheme = scheme;
  for (const [name, value] of Object.entries(tokens)) home.style.setProperty(name, value);
  const panel = document.createElement('vla-panel');
  Object.assign(panel, { view, actions: fakeActions() });
  home.append(panel);
  await panel.updateComplete;
  await until('the colours are checked', () => panel.style.getPropertyValue('--_seen') !== '');
  await panel.updateComplete;
  await settled();
  return panel;
}

/** The colour that a custom property has in an element. */
function colour(at: Element, token: string): Rgba {
  const probe = document.createElement('i');
  probe.style.color = `var(${token})`;
  at.append(probe);
  const found = rgba(getComputedStyle(probe).color);
  probe.remove();
  return found;
}

const picture = (panel: VlaPanel): Element => find(find(panel, '.orb'), '[part=orb]');

/** Console warnings while `act` runs. */
async function warnings(act: () => Promise<unknown>): Promise<string[]> {
  const real = console.warn;
  const heard: string[] = [];
  console.warn = (...words: unknown[]) => void heard.push(words.join(' '));
  try {
    await act();
  } finally {
    console.warn = real;
  }
  return heard.filter((words) => words.includes('voice-live-agent'));
}

const ACCENTS = {
  yellow: '#ffd400',
  white: '#fff',
  black: '#000',
  'mid grey': '#808080',
  lime: 'oklch(0.9 0.25 130)',
  blue: '#00f',
  'a bank': '#ec0000',
  'a furniture shop': '#0058a3',
  'a music service': '#1db954',
  'a pale rose': 'rgb(255 220 230)',
};
const SURFACES: Readonly<Record<string, Tokens>> = {
  'its own surface': {},
  'a grey surface': { '--vla-surface': '#8a8a8a', '--vla-surface-2': '#969696', '--vla-text': '#000' },
  'a surface of the other scheme': { '--vla-surface': 'light-dark(#101418, #fdfaf2)' },
};

describe('the colours', () => {
  for (const scheme of ['light', 'dark']) {
    for (const [on, surface] of Object.entries(SURFACES)) {
      for (const [name, accent] of Object.entries(ACCENTS)) {
        it(`show an accent of ${name} on ${on}, ${scheme}`, async () => {
          const panel = await themed({ '--vla-accent': accent, ...surface }, scheme);
          const back = ground(find(panel, '.panel'));
          const start = getComputedStyle(find(panel, '[part=mic]'));
          expect(contrast(rgba(start.color), rgba(start.backgroundColor)), 'words on it').to.be.at.least(4.5);
          expect(contrast(rgba(start.borderTopColor), back), 'its edge').to.be.at.least(3);
          expect(contrast(colour(picture(panel), '--_accent'), back), 'the picture').to.be.at.least(3);
          expect(rgba(start.backgroundColor), 'the fill').to.deep.equal(rgba(accent));
          for (const { words, ratio } of texts(panel.shadowRoot!)) {
            expect(ratio, words).to.be.at.least(4.5);
          }
        });
      }
    }
  }

  for (const [scheme, accent] of [
    ['light', '#0058a3'],
    ['dark', '#1db954'],
  ] as const) {
    it(`leave an accent alone that is seen, ${scheme}`, async () => {
      const panel = await themed({ '--vla-accent': accent }, scheme);
      expect(colour(picture(panel), '--_accent')).to.deep.equal(rgba(accent));
    });
  }

  it('paint words on the accent so that they can be read, and tell it once, with the way out', async () => {
    const tokens = { '--vla-accent': '#ffd400', '--vla-accent-contrast': '#fff' };
    const heard = await warnings(async () => {
      const first = await themed(tokens, 'dark');
      await themed(tokens, 'dark');
      const start = getComputedStyle(find(first, '[part=mic]'));
      expect(contrast(rgba(start.color), rgba(start.backgroundColor))).to.be.at.least(4.5);
    });
    expect(heard).to.have.length(1);
    expect(heard[0]).to.contain('--vla-accent-contrast on --vla-accent: 1.4 : 1, needs 4.5 : 1');
    expect(heard[0]).to.contain('leave a token out');
  });

  it('tell of an accent that is hardly seen, and what is painted', async () => {
    const heard = await warnings(() => themed({ '--vla-accent': '#ffe14d' }, 'light'));
    expect(heard).to.have.length(1);
    expect(heard[0]).to.match(/--vla-accent on --vla-surface: 1\.\d : 1, needs 3 : 1; until then picture and edges/);
  });

  it('paint words that can be read on a surface of the page', async () => {
    const tokens = {
      '--vla-surface': '#222',
      '--vla-surface-2': '#2b2b2b',
      '--vla-text': '#444',
      '--vla-text-subtle': '#555',
    };
    const heard = await warnings(async () => {
      const panel = await themed(tokens, 'light', inCall('speaking', { messages: talk }));
      for (const { words, ratio } of texts(panel.shadowRoot!)) expect(ratio, words).to.be.at.least(4.5);
    });
    expect(heard).to.have.length(1);
    expect(heard[0]).to.contain('--vla-text on --vla-surface:').and.contain('--vla-text-subtle on --vla-surface:');
  });

  it('are silent about a page whose colours contrast', async () => {
    expect(await warnings(() => themed({ '--vla-accent': '#0058a3' }, 'light'))).to.be.empty;
  });

  it('are those of the page in a browser that cannot calculate a shade', async () => {
    const { supports } = CSS;
    const asked: string[] = [];
    CSS.supports = (...words: string[]) => (asked.push(words.join(': ')), false);
    try {
      const home = await fixture<HTMLElement>(html`<div style="--vla-accent: #ffd400"></div>`);
      const panel = document.createElement('vla-panel');
      Object.assign(panel, { view: fakeView(), actions: fakeActions() });
      home.append(panel);
      await until('the browser is asked', () => asked.length > 0);
      await settled();
      expect(colour(picture(panel), '--_accent')).to.deep.equal(rgba('#ffd400'));
    } finally {
      CSS.supports = supports;
    }
    expect(supports.call(CSS, asked[0]!), 'this browser can').to.be.true;
  });

  it('are not looked at where the page brings none', async () => {
    const panel = await fixture<VlaPanel>(html`<vla-panel .view=${fakeView()} .actions=${fakeActions()}></vla-panel>`);
    await settled();
    expect(getComputedStyle(panel).getPropertyValue('--_own')).to.equal('');
    expect(panel.style.getPropertyValue('--_seen')).to.equal('');
  });
});

/** The three themes of the demo, from its style sheet. */
const THEMES = ['', 'lagoon', 'night', 'post'];

describe('every text', () => {
  let sheet: HTMLLinkElement;
  before(async () => {
    sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/demo/pages/pages.css' });
    const loaded = new Promise((resolve) => sheet.addEventListener('load', resolve));
    document.head.append(sheet);
    await loaded;
  });
  after(() => sheet.remove());

  for (const theme of THEMES) {
    for (const scheme of theme ? [''] : ['light', 'dark']) {
      for (const status of STATUSES) {
        it(`can be read ${theme ? `in ${theme}` : scheme}, ${status}`, async () => {
          const home = await fixture<HTMLElement>(html`<div class=${theme}></div>`);
          if (scheme) home.style.colorScheme = scheme;
          const panel = document.createElement('vla-panel');
          home.append(panel);
          const fault = status === 'error' ? fakeFault('mic-denied') : undefined;
          for (const change of [{}, { messages: talk, muted: true }]) {
            Object.assign(panel, { view: inCall(status, { fault, ...change }), actions: fakeActions() });
            await panel.updateComplete;
            find(panel, '[aria-expanded]').click();
            await panel.updateComplete;
            await settled();
            const found = texts(panel.shadowRoot!);
            expect(found.length).to.be.above(4);
            for (const { words, ratio } of found) expect(ratio, words).to.be.at.least(4.5);
            find(panel, '[aria-expanded]').click();
            await panel.updateComplete;
          }
        });
      }
    }
  }
});
