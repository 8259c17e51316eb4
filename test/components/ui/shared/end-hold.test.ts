import { expect, fixture, html } from '@open-wc/testing';
import type { LitElement } from 'lit';
import '../../../../src/components/features/captions/vla-captions.js';
import '../../../../src/components/ui/panel/vla-panel.js';
import '../../../../src/components/ui/transcript/vla-transcript.js';
import type { View } from '../../../../src/components/contract/view.js';
import type { Message } from '../../../../src/worker/contract/conversation.js';
import { fakeActions, fakeView, find, inCall, message, nextFrame } from '../../../helpers/page/fake-view.js';

const FONT = '/node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';
const WORDS = 'So much is said here that it takes several lines, whatever letters they are written in. ';

/** A font whose letters have the same size on all machines. */
async function letters(family: string, size: number): Promise<FontFace> {
  const sheet = new CSSStyleSheet();
  await sheet.replace(`@font-face { font-family: ${family}; src: url(${FONT}); size-adjust: ${size}%; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const face = [...document.fonts].find((each) => each.family === family)!;
  await face.load();
  return face;
}

/** Waits until the layout, the observers and the scrolling are done. */
async function rest(): Promise<void> {
  for (let frame = 0; frame < 4; frame++) await nextFrame();
}

const messages: readonly Message[] = Array.from({ length: 30 }, (_, i) =>
  message(`${i}`, WORDS.repeat(1 + (i % 3)), { role: i % 2 ? 'user' : 'agent' }),
);
const fonts = 'font-family: Late, Early; --vla-font: Late, Early;';

/** A box in a scrolling element, which stays scrolled to its end. */
interface Held {
  readonly element: LitElement;
  readonly box: HTMLElement;
  /** Adds a message. */
  say(): Promise<void>;
}

async function transcript(): Promise<Held> {
  const element = await fixture<LitElement & { view: View }>(
    html`<vla-transcript
      style="block-size: 200px; inline-size: 300px; ${fonts}"
      .view=${fakeView({ messages })}
      .actions=${fakeActions()}
    ></vla-transcript>`,
  );
  const say = async (): Promise<void> => {
    element.view = fakeView({ messages: [...messages, message('more', WORDS.repeat(4))] });
    await element.updateComplete;
  };
  return { element, box: find(element, '[part=transcript]'), say };
}

async function captions(): Promise<Held> {
  const shown = (caption: string): object => ({ ...fakeView(), caption });
  const element = await fixture<LitElement & { view: object }>(
    html`<vla-captions style="inline-size: 300px; ${fonts}" .view=${shown(WORDS.repeat(9))}></vla-captions>`,
  );
  const say = async (): Promise<void> => {
    element.view = shown(WORDS.repeat(13));
    await element.updateComplete;
  };
  return { element, box: find(element, '[role=group]'), say };
}

const fromEnd = ({ box }: Held): number => box.scrollHeight - box.scrollTop - box.clientHeight;

/** The first visible text of the box, and its distance from the top. */
function wordsAtTop({ box, element }: Held): () => number {
  const within = box.getBoundingClientRect();
  const all = [...element.renderRoot.querySelectorAll('.message')];
  const first = all.find((each) => each.getBoundingClientRect().bottom > within.top + 1)!;
  return () => first.getBoundingClientRect().top - box.getBoundingClientRect().top;
}

type Change = (held: Held) => void | Promise<void>;

/** Changes that come late and move the end. */
const CHANGES: Readonly<Record<string, Change>> = {
  'wider letters arrive': () => void document.fonts.add(late),
  'letters go': async () => {
    document.fonts.add(late);
    await rest();
    document.fonts.delete(late);
  },
  'the page is zoomed': ({ element }) => void (element.style.zoom = '1.7'),
  'it is zoomed out again': async ({ element }) => {
    element.style.zoom = '1.7';
    await rest();
    element.style.zoom = '';
  },
  'its letters become larger': ({ element }) => void element.shadowRoot!.adoptedStyleSheets.push(LARGER),
  'it becomes narrower': ({ element }) => void (element.style.inlineSize = '220px'),
  'it grows and shrinks at once, again and again': async ({ element }) => {
    for (const size of ['220px', '420px', '200px', '500px', '240px']) {
      element.style.inlineSize = size;
      await nextFrame();
    }
  },
  'it was hidden for a while': async ({ element }) => {
    element.style.display = 'none';
    await rest();
    element.style.display = '';
  },
  'it is moved to another place': async ({ element }) => {
    const parent = element.parentElement!;
    element.remove();
    await rest();
    parent.prepend(element);
  },
};

const LARGER = new CSSStyleSheet();
LARGER.replaceSync('.bubble, p { font-size: 27px !important; }');
let late: FontFace;

/** Changes after which the box must not scroll. */
const back = /^(letters go|it is zoomed out|it was hidden|it is moved)/;

const kinds = { transcript, captions } as const;

describe('a box that is held at its end', () => {
  const errors: string[] = [];
  const note = ({ message: text }: ErrorEvent): void => void errors.push(text);

  before(async () => {
    await letters('Early', 70);
    // A face that was made by hand can be added when the test wants it.
    const bytes = await fetch(FONT).then((answer) => answer.arrayBuffer());
    late = await new FontFace('Late', bytes).load();
    addEventListener('error', note);
  });

  after(() => removeEventListener('error', note));

  beforeEach(() => void errors.splice(0));

  afterEach(() => {
    document.fonts.delete(late);
    expect(errors, 'errors of observers that go in circles').to.be.empty;
  });

  for (const [kind, make] of Object.entries(kinds)) {
    for (const [what, change] of Object.entries(CHANGES)) {
      it(`is still there when ${what} (${kind})`, async () => {
        const held = await make();
        await rest();
        expect(fromEnd(held), 'before').to.be.below(2);
        const height = (): number => held.box.firstElementChild!.getBoundingClientRect().height;
        const before = height();
        await change(held);
        await rest();
        if (!back.test(what)) expect(height(), 'its content has another size').not.to.equal(before);
        expect(fromEnd(held)).to.be.below(2);
        await held.say();
        await rest();
        expect(fromEnd(held), 'as more is said').to.be.below(2);
        expect(held.element.renderRoot.querySelector('.latest')).to.equal(null);
      });
    }

    it(`leaves a reader who scrolled up where he is while more is said, until he is back (${kind})`, async () => {
      const held = await make();
      await rest();
      held.box.scrollTop -= 60;
      await rest();
      const place = held.box.scrollTop;
      await held.say();
      await rest();
      expect(held.box.scrollTop).to.be.closeTo(place, 1);
      held.box.scrollTop = held.box.scrollHeight;
      await rest();
      document.fonts.add(late);
      await rest();
      expect(fromEnd(held)).to.be.below(2);
    });
  }

  for (const what of ['wider letters arrive', 'its letters become larger', 'it becomes narrower']) {
    it(`keeps the place of a reader who scrolled up when ${what}`, async () => {
      const held = await transcript();
      await rest();
      held.box.scrollTop -= 900;
      await rest();
      const place = wordsAtTop(held);
      const before = place();
      await CHANGES[what]!(held);
      await rest();
      expect(place()).to.be.closeTo(before, 4);
      expect(held.element.renderRoot.querySelector('.latest')).not.to.equal(null);
    });
  }

  it('goes on with the next words when the text that was read in captions is gone', async () => {
    const held = await captions();
    await rest();
    held.box.scrollTop = 0;
    await rest();
    Object.assign(held.element, { view: { ...fakeView(), caption: 'No.' } });
    await rest();
    await held.say();
    await rest();
    expect(fromEnd(held)).to.be.below(2);
  });

  /** A picture, of the height that a server tells late. */
  const picture = (): string =>
    `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="120" height="90"/>')}`;

  async function panel(): Promise<Held> {
    const element = await fixture<LitElement & { view: View }>(
      html`<vla-panel
        style=${fonts}
        .view=${inCall('listening', { messages, floating: false })}
        .actions=${fakeActions()}
        ><img slot="footer" alt=""
      /></vla-panel>`,
    );
    const inside = find<LitElement>(element, 'vla-transcript');
    await inside.updateComplete;
    return { element: inside, box: find(inside, '[part=transcript]'), say: async () => undefined };
  }

  const host = ({ element }: Held): LitElement & { view: View } =>
    (element.getRootNode() as ShadowRoot).host as LitElement & { view: View };

  const AROUND: Readonly<Record<string, Change>> = {
    'a picture of the page comes late': async (held) => {
      const image = host(held).querySelector('img')!;
      image.src = picture();
      await image.decode();
    },
    'a card appears': (held) =>
      void (host(held).view = inCall('listening', { messages, cards: [CARD], floating: false })),
    'a card goes': async (held) => {
      host(held).view = inCall('listening', { messages, cards: [CARD], floating: false });
      await rest();
      host(held).view = inCall('listening', { messages, floating: false });
    },
    'a keyboard takes its room': (held) => void (find(host(held), '.panel').style.blockSize = '330px'),
  };
  const CARD = html`<p style="block-size: 100px">A card</p>`;

  for (const [what, change] of Object.entries(AROUND)) {
    it(`is still there when ${what}`, async () => {
      const held = await panel();
      await rest();
      const { clientHeight } = held.box;
      await change(held);
      await rest();
      if (what !== 'a card goes') expect(held.box.clientHeight, 'it has less room').to.be.below(clientHeight - 50);
      expect(fromEnd(held)).to.be.below(2);
      expect(held.element.renderRoot.querySelector('.latest')).to.equal(null);
    });
  }

  it('shows the end of the page’s own words when their picture comes late', async () => {
    const element = await fixture<LitElement>(
      html`<vla-transcript style="block-size: 80px" .view=${fakeView()} .actions=${fakeActions()}
        ><img alt=""
      /></vla-transcript>`,
    );
    const image = element.querySelector('img')!;
    image.src = picture();
    await image.decode();
    await rest();
    const box = find(element, '[part=transcript]');
    expect(box.scrollHeight).to.be.above(box.clientHeight);
    expect(box.scrollHeight - box.scrollTop - box.clientHeight).to.be.below(2);
  });
});
