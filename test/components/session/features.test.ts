import { expect } from '@open-wc/testing';
import { html } from 'lit';
import type { Feature, FeatureEntry } from '../../../src/components/contract/feature.js';
import { Features } from '../../../src/components/session/features.js';
import type { Notice } from '../../../src/worker/contract/conversation.js';
import { fakeContext } from '../../helpers/page/feature-context.js';
import type { Fault } from '../../../src/worker/contract/faults.js';

const WARNING: Notice = { kind: 'warning', text: 'one' };
const ENDED = { state: 'ended', previous: 'listening' } as const;

/** A row whose code arrives when the test says so. */
function late(feature: Feature, row: Partial<FeatureEntry> = {}) {
  let arrive!: () => void;
  let fail!: (error: Error) => void;
  let loads = 0;
  const load = (): Promise<{ create: () => Feature }> => {
    loads++;
    return new Promise((resolve, reject) => {
      arrive = () => resolve({ create: () => feature });
      fail = reject;
    });
  };
  return {
    row: { ...row, load },
    arrive: async () => (arrive(), settle()),
    fail: async () => (fail(new Error('offline')), settle()),
    loads: () => loads,
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const card = (name: string): Feature => ({ card: () => html`${name}` });
const namesOf = (cards: readonly unknown[]): unknown[] =>
  cards.map((one) => (one as { readonly values: readonly unknown[] }).values[0]);

describe('the features of an agent', () => {
  it('stand with their cards in the order of the table, whatever arrives first', async () => {
    const [first, second, third] = [late(card('first')), late(card('second')), late(card('third'))];
    const features = new Features({ a: first.row, b: second.row, c: third.row }, fakeContext());
    void [features.get('a'), features.get('b'), features.get('c')];
    await third.arrive();
    await first.arrive();
    expect(namesOf(features.cards)).to.deep.equal(['first', 'third']);
    await second.arrive();
    expect(namesOf(features.cards)).to.deep.equal(['first', 'second', 'third']);
  });

  it('show a card alone whose row says so, while there is one', async () => {
    let open = true;
    const above = late({ card: () => (open ? html`${'above'}` : undefined) }, { alone: true });
    const below = late(card('below'));
    const features = new Features({ a: above.row, b: below.row }, fakeContext());
    void [features.get('a'), features.get('b')];
    await above.arrive();
    await below.arrive();
    expect(namesOf(features.cards)).to.deep.equal(['above']);
    open = false;
    expect(namesOf(features.cards)).to.deep.equal(['below']);
  });

  it('are told in its order what happened while they were loaded, and what they were loaded for', async () => {
    const told: unknown[] = [];
    const feature = late(
      { onNotice: (notice) => told.push(notice.kind), on: { 'vla-state': ({ state }) => void told.push(state) } },
      { on: ['warning'] },
    );
    const features = new Features({ a: feature.row }, fakeContext());
    features.emit('vla-state', { state: 'listening', previous: 'connecting' });
    features.notice(WARNING);
    features.emit('vla-state', ENDED);
    await feature.arrive();
    expect(told).to.deep.equal(['warning', 'ended']);
  });

  it('are loaded once, and again after a failure, which only who asked for them by name is told', async () => {
    const feature = late({}, { when: () => true });
    const features = new Features({ a: feature.row }, fakeContext());
    features.update();
    features.update();
    expect(feature.loads()).to.equal(1);
    await feature.fail();
    const asked = features.get('a').then(
      () => 'there',
      ({ code }: Fault) => code,
    );
    expect(feature.loads()).to.equal(2);
    await feature.fail();
    expect(await asked, 'a fault').to.equal('connection-lost');
  });

  it('of a row that could not be loaded are answered for, for a condition that holds only once', async () => {
    const causes: unknown[] = [];
    const feature = late({}, { when: () => true, on: ['warning'], unloaded: (_, cause) => causes.push(cause?.kind) });
    const features = new Features({ a: feature.row }, fakeContext());
    features.update();
    await feature.fail();
    features.update();
    await feature.fail();
    features.notice(WARNING);
    await feature.fail();
    expect(causes).to.deep.equal([undefined, 'warning']);
  });

  it('keep nothing from each other when one of them fails', async () => {
    const told: string[] = [];
    const broken = late({
      onNotice: () => {
        throw new Error('broken');
      },
    });
    const sound = late({ onNotice: () => told.push('told') });
    const features = new Features({ a: broken.row, b: sound.row }, fakeContext());
    void [features.get('a'), features.get('b')];
    await broken.arrive();
    await sound.arrive();
    const reported = new Promise((resolve) =>
      addEventListener('error', (event) => resolve(event.preventDefault()), { once: true }),
    );
    const { onerror } = window;
    window.onerror = null; // the test runner's handler would fail the test
    features.notice(WARNING);
    await reported;
    window.onerror = onerror;
    expect(told).to.deep.equal(['told']);
  });

  it('let a call wait for those without which it must not begin, and refuse it when they cannot be loaded', async () => {
    const feature = late(
      { beforeCall: () => Promise.reject(new Error('the visitor said no')) },
      { beforeCall: () => true },
    );
    const features = new Features({ a: feature.row }, fakeContext());
    const outcome = (): Promise<string> =>
      features.beforeCall().then(
        () => 'begins',
        (error: Error | Fault) => ('code' in error ? error.code : error.message),
      );
    const offline = outcome();
    await Promise.resolve(); // a row may have to find out whether a call waits for it
    await feature.fail();
    expect(await offline, 'a fault').to.equal('connection-lost');
    const refused = outcome();
    await Promise.resolve();
    await feature.arrive();
    expect(await refused).to.equal('the visitor said no');
  });

  it('change the session one after the other, and are told of it once a conversation begins', async () => {
    const told: unknown[] = [];
    const feature = late(
      { beforeSession: (session) => ({ ...session, temperature: 1 }), onStart: (session) => told.push(session) },
      { atStart: (_, session) => session !== undefined },
    );
    const features = new Features({ a: feature.row }, fakeContext());
    features.start();
    expect(feature.loads()).to.equal(0);
    features.start({ instructions: 'Hello' });
    await feature.arrive();
    expect(told).to.deep.equal([{ instructions: 'Hello' }]);
    expect(features.beforeSession({})).to.deep.equal({ temperature: 1 });
  });
});
