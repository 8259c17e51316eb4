import { expect } from '@open-wc/testing';
import { render } from 'lit';
import { linkify } from '../../../../src/components/ui/transcript/linkify.js';
import { richText } from '../../../../src/components/ui/transcript/rich-text.js';

function written(text: string): HTMLElement {
  const box = document.createElement('div');
  render(linkify(text), box);
  return box;
}

describe('linkify', () => {
  it('shows the host of an https address and opens it apart from the page', () => {
    const link = written('See https://shop.example/a?b=1 now').querySelector('a');
    expect(link?.textContent).to.equal('shop.example/…');
    expect(link?.href).to.equal('https://shop.example/a?b=1');
    expect(link?.rel).to.equal('noopener noreferrer');
    expect(link?.target).to.equal('_blank');
  });

  it('leaves the end of the sentence out of the address', () => {
    const box = written('(see https://shop.example/a).');
    expect(box.querySelector('a')?.href).to.equal('https://shop.example/a');
    expect(box.textContent).to.equal('(see shop.example/…).');
  });

  it('shows where an address leads that pretends to lead elsewhere', () => {
    expect(written('https://bank.example@evil.example/').textContent).to.equal('evil.example');
  });

  for (const text of ['javascript:alert(1)', 'http://shop.example', 'data:text/html,x', 'https://', 'https://[']) {
    it(`makes no link of ${text}`, () => {
      const box = written(text);
      expect(box.querySelector('a')).to.equal(null);
      expect(box.textContent).to.equal(text);
    });
  }

  it('leaves markup inert', () => {
    const box = written('<img src=x onerror=alert(1)> & https://a.example/<b>');
    expect(box.querySelector('img, b')).to.equal(null);
    expect(box.textContent).to.include('<img src=x onerror=alert(1)> & ');
  });
});

/** A text, and the addresses of the links in it. What is not a link stays as it is written. */
const ENDS: readonly (readonly [text: string, ...links: string[]])[] = [
  // punctuation of writings without blanks
  ['我们的网站是https://shop.example，欢迎光临。', 'https://shop.example/'],
  ['请看https://shop.example/returns。谢谢您！', 'https://shop.example/returns'],
  ['網址：https://shop.example/a？可以的', 'https://shop.example/a'],
  ['网址（https://shop.example/a）以及其他。', 'https://shop.example/a'],
  ['詳細は「https://shop.example/ja/help」をご覧ください。', 'https://shop.example/ja/help'],
  ['『https://shop.example/a』、【https://shop.example/b】', 'https://shop.example/a', 'https://shop.example/b'],
  ['https://shop.example/a｡それから', 'https://shop.example/a'],
  ['https://shop.example/a\u3000次', 'https://shop.example/a'],
  // punctuation of other writings
  ['انظر https://shop.example/a، ثم', 'https://shop.example/a'],
  ['https://shop.example/a؟', 'https://shop.example/a'],
  ['देखें https://shop.example/a।', 'https://shop.example/a'],
  ['«https://shop.example/a» „https://shop.example/b“', 'https://shop.example/a', 'https://shop.example/b'],
  ['https://shop.example/a—the shop', 'https://shop.example/a'],
  ['https://shop.example/a… and', 'https://shop.example/a'],
  ['https://shop.example/a🎉', 'https://shop.example/a'],
  ['\u2068https://shop.example/a\u2069', 'https://shop.example/a'],
  ['https://shop.example/a\u200bครับ', 'https://shop.example/a'],
  // no punctuation at all
  ['https://shop.example/ja/helpをご覧ください', 'https://shop.example/ja/help'],
  ['ดูได้ที่https://shop.example/returnsครับ', 'https://shop.example/returns'],
  ['https://shop.example에서 확인하세요', 'https://shop.example/'],
  ['访问https://shop.example查看', 'https://shop.example/'],
  // letters that belong to the address
  ['https://zh.wiki.example/wiki/中国 好', `https://zh.wiki.example/wiki/${encodeURIComponent('中国')}`],
  ['https://ja.wiki.example/ジョン・レノン', `https://ja.wiki.example/${encodeURIComponent('ジョン・レノン')}`],
  ['https://ja.wiki.example/さくら', `https://ja.wiki.example/${encodeURIComponent('さくら')}`],
  ['https://例え.jp/a', 'https://xn--r8jz45g.jp/a'],
  ['https://bücher.example/für', `https://xn--bcher-kva.example/${encodeURIComponent('für')}`],
  ['https://fa.wiki.example/می\u200cشود', `https://fa.wiki.example/${encodeURIComponent('می\u200cشود')}`],
  // brackets
  ['See https://wiki.example/Fixie_(bicycle) for more.', 'https://wiki.example/Fixie_(bicycle)'],
  ['(https://wiki.example/Fixie_(bicycle))', 'https://wiki.example/Fixie_(bicycle)'],
  ['(see https://shop.example/a)', 'https://shop.example/a'],
  ['(https://shop.example/a)and', 'https://shop.example/a'],
  ['https://shop.example/a(see below)', 'https://shop.example/a'],
  ['https://shop.example/a[1]?b={c}.', 'https://shop.example/a[1]?b={c}'],
  ['Open https://shop.example/a.', 'https://shop.example/a'],
  ['Really, https://shop.example/a?!', 'https://shop.example/a'],
  ['https://shop.example/a,https://shop.example/b', 'https://shop.example/a', 'https://shop.example/b'],
];

/** With the marks that only an agent uses. */
const MARKED: typeof ENDS = [
  [
    '[产品A](https://shop.example/a)、[产品B](https://shop.example/b)',
    'https://shop.example/a',
    'https://shop.example/b',
  ],
  ['[A](https://shop.example/a)/[B](https://shop.example/b)', 'https://shop.example/a', 'https://shop.example/b'],
  ['[A](https://shop.example/a)[B](https://shop.example/b)', 'https://shop.example/a', 'https://shop.example/b'],
  ['https://shop.example/a、[B](https://shop.example/b)', 'https://shop.example/a', 'https://shop.example/b'],
  ['(https://shop.example/a)[B](https://shop.example/b)', 'https://shop.example/a', 'https://shop.example/b'],
  ['[Fixie](https://wiki.example/Fixie_(bicycle)).', 'https://wiki.example/Fixie_(bicycle)'],
  ['([A](https://shop.example/a))', 'https://shop.example/a'],
  ['**https://shop.example/a**、好', 'https://shop.example/a'],
];

describe('an address', () => {
  const linksOf = (rich: unknown): readonly string[] => {
    const box = document.createElement('div');
    render(rich, box);
    return [...box.querySelectorAll('a')].map(({ href }) => href);
  };
  for (const [text, ...links] of ENDS) {
    it(`ends where it ends in ${text}`, () => {
      expect(linksOf(linkify(text)), 'of a visitor').to.deep.equal(links);
      expect(linksOf(richText(text)), 'of the agent').to.deep.equal(links);
    });
  }
  for (const [text, ...links] of MARKED) {
    it(`ends where it ends in ${text}`, () => {
      expect(linksOf(richText(text))).to.deep.equal(links);
    });
  }

  it('takes no longer in a text that is full of them', () => {
    const tail = `https://a.example/${'.'.repeat(40)}x`;
    for (const piece of ['https://a.example/(', 'https://a.example,', 'https://a.exampleの', ')https://a.b/)', tail]) {
      const times = (length: number): number => {
        const text = piece.repeat(length / piece.length);
        const start = performance.now();
        linkify(text);
        return performance.now() - start;
      };
      const best = (length: number): number => Math.min(...[1, 2, 3].map(() => times(length)));
      expect(best(64_000) / Math.max(1, best(8_000)), piece).to.be.below(24); // a square would be 64
    }
    const dots = (length: number): number => {
      const start = performance.now();
      linkify(`https://a.example/${'.'.repeat(length)}x`);
      return performance.now() - start;
    };
    expect(dots(64_000), 'against a text of the same length').to.be.below(Math.max(20, 10 * dots(8_000)));
  });

  it('stays text when it is longer than any address', () => {
    const long = `https://a.example/${'x'.repeat(4000)}`;
    expect(linksOf(linkify(`see ${long} there`))).to.be.empty;
    expect(written(`see ${long} there`).textContent).to.equal(`see ${long} there`);
    expect(linksOf(richText(long))).to.be.empty;
  });

  it('leaves the text around it as it is', () => {
    for (const [text, ...links] of ENDS) {
      const box = written(text);
      for (const link of box.querySelectorAll('a')) link.replaceWith('\n');
      const around = box.textContent.split('\n');
      expect(around, text).to.have.lengthOf(links.length + 1);
      const [first, last] = [around[0]!, around.at(-1)!];
      expect(text.startsWith(`${first}https://`) && text.endsWith(last), text).to.equal(true);
    }
  });
});
