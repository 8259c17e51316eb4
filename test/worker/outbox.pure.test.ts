import { expect } from 'chai';
import { MAX_WAITING, Outbox } from '../../src/worker/outbox.js';

describe('the outbox', () => {
  it('hands out what waits in its order, once', () => {
    const outbox = new Outbox();
    for (const text of ['a', 'b', 'c']) outbox.add(text);
    expect(outbox.takeAll()).to.deep.equal(['a', 'b', 'c']);
    expect(outbox.takeAll()).to.be.empty;
  });

  it('drops the oldest event when it is full, and says so each time', () => {
    const outbox = new Outbox();
    const dropped = Array.from({ length: MAX_WAITING + 2 }, (_, i) => outbox.add(`${i}`));
    expect(dropped.filter(Boolean)).to.have.length(2);
    expect(dropped.slice(-2)).to.deep.equal([true, true]);
    const waiting = outbox.takeAll();
    expect([waiting.length, waiting[0], waiting.at(-1)]).to.deep.equal([MAX_WAITING, '2', `${MAX_WAITING + 1}`]);
  });
});
