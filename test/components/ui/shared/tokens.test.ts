import { expect } from '@open-wc/testing';
import { tokens } from '../../../../src/components/ui/shared/tokens.styles.js';

/** Declarations of the private tokens in a rule, by name. */
const declared = (css: string): ReadonlyMap<string, string> =>
  new Map([...css.matchAll(/(--_[\w-]+):([^;]+);/g)].map(([, name, value]) => [name!, value!.trim()]));

/** What a browser must be able to calculate. */
const CALCULATED = /light-dark\(|\(from /;

describe('the colours', () => {
  it('that are calculated have plain ones in their place for browsers that cannot', () => {
    const [usual, rest] = tokens.cssText.split('@supports not') as [string, string];
    const calculated = [...declared(usual)].filter(([, value]) => CALCULATED.test(value)).map(([name]) => name);
    const plain = declared(rest.slice(0, rest.indexOf('*,')));
    // `--_system` has a plain value first, and the calculated one in a condition of its own.
    expect([...plain.keys()].sort()).to.deep.equal(calculated.filter((name) => name !== '--_system').sort());
    for (const value of plain.values()) expect(value).not.to.match(CALCULATED);
    expect(CSS.supports('color: lab(from light-dark(red, red) l a b)'), 'the condition is true of what is new').to.be
      .true;
  });
});
