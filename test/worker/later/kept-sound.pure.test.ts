import { expect } from 'chai';
import * as fc from 'fast-check';
import { TAIL } from '../../../src/worker/media/early-sound.js';
import { KeptSound } from '../../../src/worker/later/kept-sound.js';

const LOUD = 0.1;
const SILENT = 0.001;
const MUTED = 0;

/** Chunks by their number, a line that gets them, and a clock of 20 ms a chunk. */
function setUp() {
  const sound = new KeptSound<number>();
  const state = { number: 0, now: 0 };
  const line: number[] = [];
  const pieces: number[] = [];
  const drain = (): void => {
    for (let chunks = sound.pull(state.now); chunks.length > 0; chunks = sound.pull(state.now)) {
      line.push(...chunks);
      pieces.push(chunks.length);
    }
  };
  return {
    sound,
    line,
    pieces,
    push(level: number, count = 1): void {
      for (let i = 0; i < count; i++) {
        sound.push(state.number++, level);
        drain();
        state.now += 20;
      }
    },
    /** Time passes without a chunk. */
    wait(ms: number): void {
      for (const end = state.now + ms; state.now < end; state.now += 2.5) drain();
    },
    /** Another line, after this one was lost. */
    next(): void {
      line.length = pieces.length = 0;
      sound.flow();
      drain();
    },
  };
}

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe('the sound of a line', () => {
  it('goes out chunk by chunk, at once', () => {
    const { line, next, pieces, push, sound } = setUp();
    next();
    push(SILENT, 5);
    push(MUTED, 2);
    expect(line).to.deep.equal(range(0, 7));
    expect(pieces).to.deep.equal(Array(7).fill(1));
    expect(sound.isBehind).to.equal(false);
  });

  it('waits without a line: the last 300 ms of silence, and all speech from 300 ms before it', () => {
    const { line, next, push, sound, wait } = setUp();
    push(SILENT, 100);
    next();
    wait(1000);
    expect(line).to.deep.equal(range(85, 100));
    sound.hold();
    push(SILENT, 100);
    push(LOUD);
    push(SILENT, 200);
    next();
    wait(1000);
    expect(line).to.deep.equal(range(185, 401));
    expect(sound.takeDropped()).to.equal(0);
  });

  it('is kept for 30 s of speech; older speech is counted', () => {
    const { line, next, push, sound, wait } = setUp();
    push(LOUD, 1600);
    expect(sound.takeDropped()).to.equal(100);
    expect(sound.takeDropped()).to.equal(0);
    next();
    wait(10_000);
    expect(line).to.deep.equal(range(100, 1600));
  });

  it('is not kept while it is muted, but for what ends a turn', () => {
    const { line, next, push, sound, wait } = setUp();
    push(MUTED, 100);
    push(LOUD, 10);
    push(MUTED, 500);
    next();
    wait(2000);
    expect(line, 'the silence by which the service hears the end').to.deep.equal(range(100, 110 + TAIL));
    sound.hold();
    push(MUTED, 2000);
    push(LOUD, 10);
    sound.takeDropped();
    next();
    wait(1000);
    expect(line).to.deep.equal(range(2610, 2620));
  });

  it('goes out in pieces of 100 ms, eight times as fast as it was spoken, and then live', () => {
    const { line, next, pieces, push, wait } = setUp();
    push(LOUD, 100);
    next();
    expect(pieces, 'at once').to.deep.equal([5]);
    wait(125);
    expect(line.length).to.be.within(50, 60);
    wait(250);
    expect(line).to.deep.equal(range(0, 100));
    push(SILENT, 2);
    expect(pieces.slice(-2)).to.deep.equal([1, 1]);
  });
});

describe('a turn', () => {
  it('that the service heard begin is whole on the next line, 300 ms before its place', () => {
    const { line, next, push, sound, wait } = setUp();
    next();
    push(SILENT, 200);
    sound.begin(2000);
    push(SILENT, 20);
    sound.hold();
    push(SILENT, 5);
    next();
    wait(1000);
    expect(line).to.deep.equal(range(85, 225));
  });

  it('that nobody heard of yet is whole, too', () => {
    const { line, next, push, sound, wait } = setUp();
    next();
    push(SILENT, 50);
    push(LOUD, 10);
    expect(sound.isUnnoticed).to.equal(true);
    sound.hold();
    next();
    wait(1000);
    expect(line).to.deep.equal(range(35, 60));
  });

  it('that was only noise is not sent again once the service told something else', () => {
    const { line, next, push, sound, wait } = setUp();
    next();
    push(LOUD, 2);
    push(SILENT, 120);
    expect(sound.isUnnoticed, 'no word of the service').to.equal(true);
    sound.heard();
    expect(sound.isUnnoticed).to.equal(false);
    sound.hold();
    next();
    wait(1000);
    expect(line).to.deep.equal([]);
  });

  it('that ended is not sent again as it was; its sound is there until its words came', () => {
    const { line, next, push, sound, wait } = setUp();
    next();
    push(LOUD, 50);
    sound.begin(0);
    push(SILENT, 30);
    sound.end();
    push(SILENT, 10);
    expect(sound.lastTurn()).to.deep.equal(range(0, 80));
    sound.hold();
    next();
    wait(1000);
    expect(line).to.deep.equal([]);
    expect(sound.lastTurn()).to.deep.equal(range(0, 80));
    sound.forget();
    expect(sound.lastTurn()).to.deep.equal([]);
  });

  it('does not begin inside the one before', () => {
    const { line, next, push, sound, wait } = setUp();
    next();
    push(LOUD, 50);
    sound.begin(0);
    sound.end();
    push(LOUD, 5);
    sound.begin(1000);
    sound.hold();
    next();
    wait(1000);
    expect(line).to.deep.equal(range(50, 55));
  });

  it('that is held goes on over lines until its end is confirmed', () => {
    const { line, next, push, sound, wait } = setUp();
    next();
    push(MUTED, 10);
    sound.begin();
    push(SILENT, 200);
    sound.heard();
    sound.hold();
    expect(sound.isTurn).to.equal(true);
    sound.end();
    push(SILENT, 5);
    next();
    wait(2000);
    expect(line).to.deep.equal(range(10, 215));
    const position = sound.position;
    push(SILENT, 3);
    sound.end(position, true);
    sound.hold();
    next();
    wait(1000);
    expect(line, 'the next one').to.deep.equal(range(215, 218));
  });

  it('counts what of it is older than 30 s', () => {
    const { line, next, push, sound, wait } = setUp();
    next();
    push(LOUD, 1600);
    sound.begin(0);
    sound.hold();
    expect(sound.takeDropped()).to.equal(100);
    next();
    wait(10_000);
    expect(line).to.deep.equal(range(100, 1600));
  });
});

describe('a hand-over', () => {
  it('gives each chunk to one line', () => {
    const { line, next, push, sound } = setUp();
    next();
    push(LOUD, 100);
    line.length = 0;
    sound.handOver(false);
    push(LOUD, 10);
    expect(line).to.deep.equal(range(100, 110));
    sound.begin(0);
    sound.hold();
    next();
    expect(line[0], 'also after a loss').to.equal(100);
  });

  it('that cannot wait lets the turn under way begin anew', () => {
    const { line, next, push, sound, wait } = setUp();
    next();
    push(LOUD, 100);
    sound.begin(1000);
    line.length = 0;
    sound.handOver(true);
    wait(1000);
    expect(line).to.deep.equal(range(35, 100));
  });
});

describe('numbered chunks', () => {
  it('come at most once a line, in order, and none is missing but those that were counted', () => {
    const move = fc.oneof(
      fc.record({ push: fc.constantFrom(LOUD, SILENT, MUTED), count: fc.integer({ min: 1, max: 400 }) }),
      fc.constantFrom('hold', 'flow', 'wait' as const),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const { line, next, push, sound, wait } = setUp();
        const got = new Set<number>();
        let [flowing, number] = [false, 0];
        /** Loud chunks that must reach a line. */
        const loud: number[] = [];
        const take = (): void => {
          for (const [i, chunk] of line.entries()) {
            expect(chunk, 'in order').to.be.greaterThan(line[i - 1] ?? -1);
            got.add(chunk);
          }
        };
        for (const one of moves) {
          if (one === 'wait') wait(200);
          else if (one === 'hold') {
            take();
            sound.hold();
            flowing = false;
          } else if (one === 'flow') {
            if (!flowing) next();
            flowing = true;
          } else {
            for (let i = 0; i < one.count; i++) if (one.push === LOUD) loud.push(number + i);
            number += one.count;
            push(one.push, one.count);
          }
          take();
        }
        if (!flowing) next();
        wait(10_000);
        take();
        const missing = loud.filter((chunk) => !got.has(chunk)).length;
        expect(missing).to.be.at.most(sound.takeDropped());
      }),
      { seed: 20_261_130, numRuns: 1000 },
    );
  });
});
