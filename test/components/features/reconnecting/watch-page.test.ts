import { expect } from '@open-wc/testing';
import { watchPage } from '../../../../src/components/features/reconnecting/watch-page.js';

describe('what may have broken a connection', () => {
  const { now } = Date;
  let told: (boolean | undefined)[] = [];
  let life = new AbortController();
  const connection = new EventTarget();
  const own = Object.getOwnPropertyDescriptor(navigator, 'connection');

  beforeEach(() => {
    Object.defineProperty(navigator, 'connection', { value: connection, configurable: true });
    told = [];
    life = new AbortController();
    watchPage((online) => told.push(online), life.signal);
  });
  afterEach(() => {
    life.abort();
    Date.now = now;
    delete (document as { hidden?: boolean }).hidden;
    if (own) Object.defineProperty(navigator, 'connection', own);
    else delete (navigator as { connection?: unknown }).connection;
  });

  const show = (hidden: boolean): void => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  };

  it('is another network: the line is asked', () => {
    connection.dispatchEvent(new Event('change'));
    expect(told).to.deep.equal([undefined]);
  });

  it('is a network that went or came', () => {
    dispatchEvent(new Event('offline'));
    dispatchEvent(new Event('online'));
    expect(told).to.deep.equal([false, true]);
  });

  it('is a page that comes back from the cache, and not one that is shown first', () => {
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(told).to.deep.equal([undefined]);
  });

  it('is a page that was hidden for 30 s', () => {
    show(true);
    show(false);
    expect(told, 'for a moment').to.be.empty;
    show(true);
    Date.now = () => now() + 30_000;
    show(false);
    expect(told).to.deep.equal([undefined]);
  });

  it('is nothing once nobody watches', () => {
    life.abort();
    connection.dispatchEvent(new Event('change'));
    dispatchEvent(new Event('online'));
    expect(told).to.be.empty;
  });
});
