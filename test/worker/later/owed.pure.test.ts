import { expect } from 'chai';
import { KeptSound } from '../../../src/worker/later/kept-sound.js';
import { Owed } from '../../../src/worker/later/owed.js';
import type { SoundChunk } from '../../../src/worker/media/uplink.js';
import type { Step, Turn } from '../../../src/worker/session/turn.js';
import * as t from '../../helpers/worker/turns.js';

const LOUD = 0.1;
const QUIET = 0.001;

/** A turn whose line was lost while the agent spoke. What came of the answer still plays. */
function lost({ channels = 1, before = t.speaking() }: { channels?: number; before?: Turn } = {}) {
  const kept = new KeptSound<SoundChunk>();
  const steps: Step[] = [];
  let turn = before;
  const take = (step: Step): void => {
    turn = step.turn;
    steps.push(step);
  };
  const uplink = { channels, kept, flow: () => undefined, msOf: () => 0 };
  const owed = new Owed({ turn: () => turn, take, kept: () => kept, uplink: () => uplink });
  kept.flow();
  kept.hold();
  owed.leave(undefined, undefined);
  const count = (kind: string): number => steps.flatMap(t.kinds).filter((each) => each === kind).length;
  const asked = () => steps.flatMap((step) => t.sent(step)).filter(({ type }) => type === 'response.create');
  return {
    hear(level: number, chunks: number): void {
      for (let i = 0; i < chunks; i++) {
        kept.push('', level);
        owed.settle(undefined, false);
      }
    },
    flushes: () => count('flush'),
    /** The answers that the next line is asked for. */
    resume(): typeof asked {
      kept.clear();
      kept.flow();
      owed.settle({ send: () => undefined, bufferedAmount: 0 }, false);
      return asked;
    },
    drained: () => (turn = t.after(turn, t.drained()).turn),
  };
}

describe('a visitor who speaks while there is no line', () => {
  it('silences the answer that still plays after 300 ms, once, and is not told the rest of it', () => {
    const { drained, flushes, hear, resume } = lost();
    hear(LOUD, 14);
    expect(flushes()).to.equal(0);
    hear(LOUD, 1);
    expect(flushes()).to.equal(1);
    drained();
    hear(LOUD, 50);
    expect(flushes()).to.equal(1);
    expect(resume()()).to.be.empty;
  });

  it('who only coughs, or is silent, hears the answer to the end of what came, and the rest', () => {
    const { flushes, hear, resume } = lost();
    for (let i = 0; i < 10; i++) {
      hear(LOUD, 5);
      hear(QUIET, 20);
    }
    expect(flushes()).to.equal(0);
    const [request] = resume()();
    expect(request).to.have.nested.property('response.instructions').that.contains('cut off');
  });

  it('is not taken for the agent, whose voice the microphone hears where the service cancels it', () => {
    const { flushes, hear } = lost({ channels: 2 });
    hear(LOUD, 50);
    expect(flushes()).to.equal(0);
  });

  it('silences nothing where the session does not let speech interrupt', () => {
    const turn = t.speaking(t.detecting({ interrupt_response: false }));
    const { flushes, hear } = lost({ before: turn });
    hear(LOUD, 50);
    expect(flushes()).to.equal(0);
  });
});
