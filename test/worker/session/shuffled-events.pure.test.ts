import { expect } from 'chai';
import type { TurnEvent } from '../../../src/worker/session/turn-handlers.js';
import { messageIds, messageOf } from '../../../src/worker/session/transcript.js';
import { random } from '../../helpers/pure/random.js';
import * as t from '../../helpers/worker/turns.js';

/** Five spoken and answered turns, as streams of events. Each stream keeps its order; the streams may be mixed in any way. */
const TURNS = 5;
const ids = Array.from({ length: TURNS }, (_, i) => [`u${i}`, `a${i}`]).flat();

function streams(): TurnEvent[][] {
  return Array.from({ length: TURNS }, (_, i) => {
    const [user, agent] = [`u${i}`, `a${i}`];
    const before = i === 0 ? null : `a${i - 1}`;
    return [
      [t.committed(user, before), t.itemCreated(t.message(user, 'user'), before)],
      [t.heardDelta(user, 'I '), t.heardDelta(user, 'ask'), t.heardWords(user, `I ask ${i}`)],
      [t.itemCreated(t.message(agent, 'assistant'), user), t.itemDone(t.message(agent, 'assistant'), `r${i}`)],
      [t.words('I ', agent, `r${i}`), t.words('say', agent, `r${i}`), t.wordsDone(`I say ${i}`, agent)],
    ] as TurnEvent[][];
  }).flat();
}

describe('the transcript', () => {
  it('is in order and whole after 1,000 shuffles that keep the order of each stream', () => {
    const { pick } = random(20_261_121);
    for (let run = 0; run < 1000; run++) {
      const waiting = streams();
      let { turn } = { turn: t.session() };
      for (;;) {
        const ready = waiting.filter(([next]) => next);
        if (ready.length === 0) break;
        turn = t.after(turn, pick(ready).shift()!).turn;
      }
      expect(messageIds(turn.transcript), `run ${run}`).to.deep.equal(ids);
      const texts = ids.map((id) => messageOf(turn.transcript, t.item(id))?.text);
      const whole = Array.from({ length: TURNS }, (_, i) => [`I ask ${i}`, `I say ${i}`]).flat();
      expect(texts, `run ${run}`).to.deep.equal(whole);
    }
  });
});
