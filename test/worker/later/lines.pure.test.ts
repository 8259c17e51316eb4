import { expect } from 'chai';
import type { Planted } from '../../helpers/lines/small-engine.js';
import { play } from '../../helpers/lines/world.js';
import { random } from '../../helpers/pure/random.js';

const RUNS = 10_000;
const MOST_MOVES = 200;
/** A planted fault must be found long before that. */
const ENOUGH_RUNS = 1000;

/** The moves of a run, by its number. */
function story(run: number): readonly number[] {
  const chance = random(run * 7919 + 20_261_130);
  return Array.from({ length: chance.integer(1, MOST_MOVES) }, () => chance.integer(0, 1_000_000));
}

/** What does not hold, in a story that is as short as can be. */
function shortest(run: number): string {
  let moves = story(run);
  for (let size = moves.length >> 1; size > 0; size >>= 1) {
    for (let at = 0; at < moves.length;) {
      const without = [...moves.slice(0, at), ...moves.slice(at + size)];
      if (play(run, without).length > 0) moves = without;
      else at += size;
    }
  }
  return `run ${run}: ${play(run, moves).join('\n')}`;
}

/** Each fault with the number of the invariant that it breaks. */
const PLANTED: Readonly<Record<Planted, string>> = {
  'a line is not closed': '1',
  'the end does not reach the lines': '2',
  'a credential is used twice': '3',
  'tries are not counted': '4',
  'a typed text is not told again': '5',
  'the history is told twice': '5',
  'the history is told out of order': '5',
  'an answer is asked for while outputs are owed': '6',
  'an answer is asked for twice': '6',
  'sound goes out before the session is set up': '7',
  'sound is sent twice': '7',
  'sound is not kept': '7',
  'a wait has no timer': '8',
  'reconnecting is not told': '9',
  'the end is told twice': '10',
  'the greeting is asked for again': '11',
  'the mode is forgotten': '12',
  'a held turn is forgotten': '12',
};

describe('a conversation over many lines', () => {
  it(`keeps its invariants in ${RUNS} stories`, () => {
    for (let run = 0; run < RUNS; run++) if (play(run, story(run)).length > 0) expect.fail(shortest(run));
  });

  for (const [planted, invariant] of Object.entries(PLANTED)) {
    it(`would not hide that ${planted}`, () => {
      let found: string | undefined;
      for (let run = 0; run < ENOUGH_RUNS && found === undefined; run++) {
        found = play(run, story(run), planted as Planted).find((fault) => fault.startsWith(`${invariant}:`));
      }
      expect(found, `invariant ${invariant}`).to.be.a('string');
    });
  }
});
