import { expect } from 'chai';
import type { ServerEvent } from '../../../src/worker/protocol/server-events.js';
import { heard, isAnswer, question, slept, stepProbe, type Probe } from '../../../src/worker/later/line-probe.js';

/** Looks every 100 ms until something is to be done. Returns what, and when. */
function until(most: number, probe: Probe, expecting: boolean, waitingMs: (now: number) => number = () => 0) {
  for (let now = 0; now <= most; now += 100) {
    const { verdict, ...next } = stepProbe(probe, expecting, waitingMs(now), false, now);
    ({ probe } = next);
    if (verdict !== 'fine') return { verdict, now, probe };
  }
  return { verdict: 'fine', now: most, probe };
}

const AT_0: Probe = { heardAt: 0 };

describe('a silent line', () => {
  it('is asked after 5 s when something is expected, after 25 s otherwise', () => {
    expect(until(60_000, AT_0, true)).to.include({ verdict: 'ask', now: 5000 });
    expect(until(60_000, AT_0, false)).to.include({ verdict: 'ask', now: 25_000 });
  });

  it('is asked 5 s after something was expected, not after the last frame', () => {
    const { probe } = stepProbe(AT_0, true, 0, false, 20_000);
    expect(stepProbe(probe, true, 0, false, 24_900).verdict).to.equal('fine');
    expect(stepProbe(probe, true, 0, false, 25_000).verdict).to.equal('ask');
  });

  it('is asked at once after waking', () => {
    expect(stepProbe(AT_0, false, 0, true, 1000).verdict).to.equal('ask');
  });

  it('has 4 s to answer, however often it is asked meanwhile', () => {
    let { probe } = stepProbe(AT_0, false, 0, true, 1000);
    for (let now = 1500; now < 5000; now += 500) {
      const step = stepProbe(probe, true, 0, true, now);
      expect(step.verdict, String(now)).to.equal('fine');
      ({ probe } = step);
    }
    expect(stepProbe(probe, true, 0, true, 5000).verdict).to.equal('silent');
  });

  it('stands when any frame comes', () => {
    const { probe } = stepProbe(AT_0, false, 0, true, 1000);
    const after = heard(probe, 4999);
    expect(stepProbe(after, false, 0, false, 5000).verdict).to.equal('fine');
    expect(stepProbe(after, false, 0, false, 29_999).verdict).to.equal('ask');
  });

  it('is not blamed for the time that this machine slept', () => {
    const { probe } = stepProbe(AT_0, false, 0, true, 1000);
    expect(stepProbe(slept(probe, 60_000), false, 0, false, 62_000).verdict).to.equal('fine');
    expect(stepProbe(slept(probe, 60_000), false, 0, false, 65_000).verdict).to.equal('silent');
    expect(slept(AT_0, 60_000)).to.deep.equal(AT_0);
  });
});

describe('sound that waits in the socket', () => {
  it('means a silent line when it is more than 3 s and does not get less in 2 s', () => {
    expect(until(20_000, AT_0, false, () => 3001)).to.include({ verdict: 'silent', now: 2000 });
    expect(until(20_000, AT_0, false, () => 3000)).to.include({ verdict: 'fine' });
    expect(until(20_000, AT_0, false, (now) => 3001 + now)).to.include({ verdict: 'silent', now: 2000 });
    expect(until(20_000, AT_0, false, (now) => 30_000 - now)).to.include({ verdict: 'fine' });
  });
});

describe('a question', () => {
  it('is about an item, or about one that does not exist', () => {
    expect(question('item_1')).to.include({ type: 'conversation.item.retrieve', item_id: 'item_1' });
    expect(question().item_id).to.equal(question().event_id);
  });

  it('knows its answers, and leaves those of others alone', () => {
    const { event_id } = question('item_1');
    const retrieved = { type: 'conversation.item.retrieved', item: { id: 'item_1' } } as ServerEvent;
    const error = (id?: string) => ({ type: 'error', error: { message: 'no such item', event_id: id } }) as ServerEvent;
    expect(isAnswer(retrieved, 'item_1')).to.equal(true);
    expect(isAnswer(retrieved, 'item_2')).to.equal(false);
    expect(isAnswer(retrieved, undefined)).to.equal(false);
    expect(isAnswer(error(event_id), undefined)).to.equal(true);
    expect(isAnswer(error('vla_event_1'), 'item_1')).to.equal(false);
    expect(isAnswer(error(), 'item_1')).to.equal(false);
    const unnamed = { type: 'error', error: { message: "Item with item_id 'vla_line' not found." } } as ServerEvent;
    expect(isAnswer(unnamed, question().item_id)).to.equal(true);
    expect(isAnswer(unnamed, 'item_1')).to.equal(false);
  });
});
