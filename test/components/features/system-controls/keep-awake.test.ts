import { expect } from '@open-wc/testing';
import { keepAwake } from '../../../../src/components/features/system-controls/keep-awake.js';

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('keepAwake', () => {
  let asked: string[];
  let released: number;
  let lifetime: AbortController;
  let answer: () => Promise<unknown>;
  let hidden: boolean;

  const see = (): boolean => document.dispatchEvent(new Event('visibilitychange'));

  beforeEach(() => {
    [asked, released, hidden] = [[], 0, false];
    lifetime = new AbortController();
    answer = () => Promise.resolve({ release: async () => void released++ });
    const request = (type: string): Promise<unknown> => (asked.push(type), answer());
    Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: { request } });
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
  });

  afterEach(() => {
    lifetime.abort();
    Reflect.deleteProperty(navigator, 'wakeLock'); // the browser's own is inherited
    Reflect.deleteProperty(document, 'hidden');
  });

  it('keeps the screen on until its end', async () => {
    keepAwake(lifetime.signal);
    await settle();
    expect(asked).to.deep.equal(['screen']);
    expect(released).to.equal(0);
    lifetime.abort();
    await settle();
    expect(released).to.equal(1);
  });

  it('does so again when the visitor comes back, and holds one lock at a time', async () => {
    keepAwake(lifetime.signal);
    hidden = true;
    see();
    await settle();
    hidden = false;
    see();
    see();
    await settle();
    lifetime.abort();
    await settle();
    expect(asked).to.have.lengthOf(3);
    expect(released).to.equal(3);
    see();
    expect(asked).to.have.lengthOf(3);
  });

  it('leaves no lock behind that comes after the end', async () => {
    let give = (_: unknown): void => undefined;
    answer = () => new Promise((resolve) => (give = resolve));
    keepAwake(lifetime.signal);
    lifetime.abort();
    give({ release: async () => void released++ });
    await settle();
    expect(released).to.equal(1);
  });

  it('is quiet where the browser refuses, or does not have it', async () => {
    answer = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    keepAwake(lifetime.signal);
    await settle();
    Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: undefined });
    keepAwake(lifetime.signal);
    await settle();
    lifetime.abort();
    await settle();
    expect(released).to.equal(0);
  });
});
