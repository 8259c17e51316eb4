import { expect } from '@open-wc/testing';
import { browserLimits, missingInBrowser } from '../../../../src/components/features/diagnostics/browser-limits.js';

/** Takes a member away from an object for the time of a test. */
function without(object: object, name: string): () => void {
  const found = Object.getOwnPropertyDescriptor(object, name)!;
  Reflect.deleteProperty(object, name);
  return () => void Object.defineProperty(object, name, found);
}

describe('what a browser cannot do', () => {
  const { supports } = CSS;
  const restores: (() => void)[] = [];
  const lose = (object: object, name: string): number => restores.push(without(object, name));

  afterEach(() => {
    for (const restore of restores.splice(0)) restore();
    CSS.supports = supports;
  });

  it('is nothing here', () => {
    expect(browserLimits()).to.deep.equal([]);
    expect(missingInBrowser()).to.deep.equal([]);
  });

  it('is told with what is done instead', () => {
    lose(AudioContext.prototype, 'setSinkId');
    lose(Navigator.prototype, 'wakeLock');
    expect(browserLimits()).to.deep.equal([
      'no AudioContext.setSinkId: a chosen speaker plays by an <audio> element',
      'no navigator.wakeLock: the screen may sleep during a call',
    ]);
    lose(HTMLMediaElement.prototype, 'setSinkId');
    expect(browserLimits()[0]).to.equal('no setSinkId: the visitor cannot choose a speaker');
  });

  it('is told of styles too', () => {
    CSS.supports = () => false;
    const limits = browserLimits().join();
    for (const word of [':state()', 'relative colours', 'container queries']) expect(limits).to.include(word);
  });

  it('is a fault when no call is possible', () => {
    lose(globalThis, 'AudioWorkletNode');
    expect(missingInBrowser()).to.deep.equal(['AudioWorkletNode']);
  });
});
