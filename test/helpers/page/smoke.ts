/** Tests of the smoke suite: whether a feature works as abilities.ts says for this browser. */
import { expect } from '@open-wc/testing';
import { FEATURES, type BrowserName, type Feature } from '../../smoke/abilities.js';

export const BROWSER: BrowserName = navigator.userAgent.includes('Firefox/') ? 'Firefox' : 'WebKitGTK';

/**
 * Tests a feature, or skips the test when the browser does not support the feature.
 * @param has detects the support without the element; by default every browser supports the feature
 */
export function feature(name: Feature, test: () => Promise<void>, has: () => unknown = () => true): void {
  it(name, async function () {
    const lack = FEATURES.find((row) => row.feature === name)?.lacks?.[BROWSER];
    expect(Boolean(await has()), `test/smoke/abilities.ts is true of ${BROWSER}`).to.equal(lack === undefined);
    if (lack !== undefined) this.skip();
    await test();
  });
}

/** Plays test/fixtures/spoken.wav as the visitor's speech: a tone, a sentence, a tone. */
export const speak = (): Promise<Response> => fetch('/visitor/speaks');
