import { expect } from '@open-wc/testing';
import { render } from 'lit';
import { linkify } from '../../../../src/components/ui/transcript/linkify.js';

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
