import { expect } from 'chai';
import { Ring } from '../../../../src/components/features/record/ring.js';

const BOUNDS = { ms: 1000, characters: 1000 };
const numbers = (ring: Ring): readonly number[] => ring.all.map((json) => (JSON.parse(json) as { n: number }).n);

describe('the ring of a recording', () => {
  it('keeps what is younger than its time', () => {
    const ring = new Ring();
    for (let n = 0; n < 30; n++) ring.add(n * 100, { n }, BOUNDS);
    expect(numbers(ring)).to.deep.equal([19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
    expect(ring.isCut).to.equal(true);
  });

  it('keeps no more than its size, whatever comes', () => {
    const ring = new Ring();
    for (let n = 0; n < 5000; n++) ring.add(0, { n, text: 'x'.repeat(n % 300) }, BOUNDS);
    expect(ring.all.join('').length).to.be.within(500, 1000);
    expect(numbers(ring).at(-1)).to.equal(4999);
  });

  it('keeps the newest entry of a name, however old it is, before all others', () => {
    const ring = new Ring();
    ring.add(0, { n: 1 }, BOUNDS, 'session');
    ring.add(1, { n: 2 }, BOUNDS, 'session');
    for (let n = 3; n < 10; n++) ring.add(n * 1000, { n }, BOUNDS);
    expect(numbers(ring)).to.deep.equal([2, 8, 9]);
  });

  it('lets go of what has become too old when it is asked', () => {
    const ring = new Ring();
    ring.add(0, { n: 1 }, BOUNDS);
    ring.trim(5000, BOUNDS);
    expect(numbers(ring)).to.deep.equal([]);
  });
});
