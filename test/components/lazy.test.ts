import { expect } from '@open-wc/testing';
import { Lazy } from '../../src/components/base/lazy.js';

describe('lazy code', () => {
  it('is loaded once, when it is wanted', async () => {
    let loads = 0;
    const lazy = new Lazy(async () => ++loads);
    lazy.ifWanted(() => expect.fail('nobody wanted it'));
    expect(loads).to.equal(0);
    expect(await Promise.all([lazy.get(), lazy.get()])).to.deep.equal([1, 1]);
    const seen: number[] = [];
    lazy.ifWanted((loaded) => seen.push(loaded));
    await lazy.get();
    expect(seen).to.deep.equal([1]);
  });

  it('does its tasks in the order they were given, also while it is on its way', async () => {
    let arrive = () => {};
    const lazy = new Lazy(() => new Promise<void>((resolve) => (arrive = resolve)));
    const done: number[] = [];
    const first = lazy.get().then(() => done.push(1));
    lazy.ifWanted(() => done.push(2));
    arrive();
    await first;
    await lazy.get();
    expect(done).to.deep.equal([1, 2]);
  });

  it('is asked for again after it could not be had', async () => {
    let loads = 0;
    const lazy = new Lazy(async () => {
      if (++loads === 1) throw new Error('offline');
      return loads;
    });
    const refused = lazy.get();
    lazy.ifWanted(() => expect.fail('it is not there'));
    expect(await refused.catch(() => 'refused')).to.equal('refused');
    expect(await lazy.get()).to.equal(2);
  });
});
