/** A feature of the smoke suite, held against what abilities.ts says of this browser. */
import { expect } from '@open-wc/testing';
import { FEATURES, type BrowserName, type Feature } from '../../smoke/abilities.js';

export const BROWSER: BrowserName = navigator.userAgent.includes('Firefox/') ? 'Firefox' : 'WebKitGTK';

/**
 * Tests a feature, or is skipped where the browser has not got it.
 * @param has whether this browser can do it, found out without the element; absent where each of them can
 */
export function feature(name: Feature, test: () => Promise<void>, has: () => unknown = () => true): void {
  it(name, async function () {
    const lack = FEATURES.find((row) => row.feature === name)?.lacks?.[BROWSER];
    expect(Boolean(await has()), `test/smoke/abilities.ts is true of ${BROWSER}`).to.equal(lack === undefined);
    if (lack !== undefined) this.skip();
    await test();
  });
}

/** The visitor says what is in test/fixtures/spoken.wav: a tone, a sentence, a tone. */
export const speak = (): Promise<Response> => fetch('/visitor/speaks');
