import { expect } from '@open-wc/testing';
import { render } from 'lit';
import { richText } from '../../../../src/components/ui/transcript/rich-text.js';

function written(text: string): HTMLElement {
  const box = document.createElement('div');
  render(richText(text), box);
  return box;
}

/** The elements that were made, as tags around their text. */
const marked = (text: string): string =>
  written(text)
    .innerHTML.replace(/<!--.*?-->/g, '')
    .replace(/>\s+</g, '><')
    .replace(/ (href|title|target|rel|tabindex)="[^"]*"/g, '');

describe('richText', () => {
  it('gives a text of more than 20,000 characters links only, so that the page stays quick', () => {
    const element = written(`${'`a '.repeat(7000)} https://shop.example/ ${'**b** '.repeat(10)}`);
    expect(element.querySelectorAll('code, b')).to.have.length(0);
    expect(element.querySelectorAll('a')).to.have.length(1);
  });

  const table: readonly (readonly [string, string])[] = [
    ['plain words', 'plain words'],
    ['a **bold** word', 'a <b>bold</b> word'],
    ['an *italic* and _another_ word', 'an <i>italic</i> and <i>another</i> word'],
    ['**bold with *italic* inside**', '<b>bold with <i>italic</i> inside</b>'],
    ['run `npm ci` now', 'run <code>npm ci</code> now'],
    ['`**not bold**`', '<code>**not bold**</code>'],
    ['snake_case_name and 2*3*4', 'snake_case_name and 2*3*4'],
    ['5 * 3 * 2', '5 * 3 * 2'],
    ['not closed **yet', 'not closed **yet'],
    ['one\ntwo', 'one\ntwo'],
    ['## Hours\nDaily', '<p><b>Hours</b></p>Daily'],
    ['We have:\n- red\n- **blue**\nAnd so on', 'We have:<ul><li>red</li><li><b>blue</b></li></ul>And so on'],
    ['3. three\n4. four', '<ol start="3"><li>three</li><li>four</li></ol>'],
    ['```js\nlet a = "<b>";\n```\nend', '<pre><code>let a = "&lt;b&gt;";</code></pre>end'],
    ['[our page](https://shop.example/a_b_c)', 'our page (<a>shop.example/…</a>)'],
    ['see https://a.example/x_y_z_.', 'see <a>a.example/…</a>.'],
    ['[press](javascript:alert(1))', '[press](javascript:alert(1))'],
    ['<b>x</b> & <img src=x onerror=alert(1)>', '&lt;b&gt;x&lt;/b&gt; &amp; &lt;img src=x onerror=alert(1)&gt;'],
  ];
  for (const [text, expected] of table) {
    it(`reads ${JSON.stringify(text)}`, () => {
      expect(marked(text)).to.equal(expected);
    });
  }

  it('opens links apart from the page', () => {
    const link = written('[x](https://a.example/)').querySelector('a');
    expect(link?.rel).to.equal('noopener noreferrer');
    expect(link?.target).to.equal('_blank');
  });

  it('takes no longer for marks that are never closed', () => {
    for (const mark of ['*', '_', '`', '[', '**a ', '[a](', '- ', '# ', '*a ']) {
      const times = (count: number): number => {
        const start = performance.now();
        richText(mark.repeat(count));
        return performance.now() - start;
      };
      const best = (count: number): number => Math.min(...[1, 2, 3].map(() => times(count)));
      expect(best(8000) / Math.max(1, best(2000)), mark).to.be.below(40); // a cube would be 64
    }
  });
});
