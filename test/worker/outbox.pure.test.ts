import { expect } from 'chai';
import { MAX_WAITING, Outbox } from '../../src/worker/outbox.js';

const event = (item_id: string) => ({ type: 'conversation.item.retrieve', item_id }) as const;

describe('the outbox', () => {
  it('hands out what waits in its order, once', () => {
    const outbox = new Outbox();
    const events = ['a', 'b', 'c'].map(event);
    for (const each of events) outbox.add(each);
    expect(outbox.takeAll()).to.deep.equal(events);
    expect(outbox.takeAll()).to.be.empty;
  });

  it('drops the oldest event when it is full, and says so each time', () => {
    const outbox = new Outbox();
    const dropped = Array.from({ length: MAX_WAITING + 2 }, (_, i) => outbox.add(event(`${i}`)));
    expect(dropped.filter(Boolean)).to.have.length(2);
    expect(dropped.slice(-2)).to.deep.equal([true, true]);
    const waiting = outbox.takeAll();
    expect([waiting.length, waiting[0], waiting.at(-1)]).to.deep.equal([
      MAX_WAITING,
      event('2'),
      event(`${MAX_WAITING + 1}`),
    ]);
  });
});
