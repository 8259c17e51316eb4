import { expect } from 'chai';
import { PlaybackBuffer } from '../../../src/audio/dsp/playback-buffer.js';
import { hz } from '../../../src/audio/dsp/units.js';
import { random } from '../../helpers/pure/random.js';

const RATE = 48000;
const QUANTUM = 128;
const MS = RATE / 1000;
const FADE = 5 * MS;

type Told = readonly [what: string, item: number, played?: number];

/** A playback buffer whose notices are recorded. */
function player(prebufferMs?: number) {
  const told: Told[] = [];
  const buffer = new PlaybackBuffer(
    hz(RATE),
    {
      started: (item) => told.push(['started', item]),
      progress: (item, played) => told.push(['progress', item, played]),
      underrun: (item) => told.push(['underrun', item]),
      drained: (item, played) => told.push(['drained', item, played]),
      flushed: (item, played) => told.push(['flushed', item, played]),
    },
    prebufferMs,
  );
  /** Renders at least `frames`, in whole quanta. */
  const pull = (frames: number): Float32Array => {
    const output = new Float32Array(Math.ceil(frames / QUANTUM) * QUANTUM).fill(NaN);
    for (let at = 0; at < output.length; at += QUANTUM) buffer.pull(output.subarray(at, at + QUANTUM));
    return output;
  };
  return { buffer, told, pull };
}

const ones = (frames: number): Float32Array => new Float32Array(frames).fill(1);
const ramp = (frames: number): Float32Array => Float32Array.from({ length: frames }, (_, i) => (i + 1) / 2 ** 20);
const sounding = (output: Float32Array): number => output.reduce((count, x) => count + (x === 0 ? 0 : 1), 0);
/** The largest step between neighbours; `before`: what was rendered before them. */
const steepest = (output: Float32Array, before = 0): number =>
  output.reduce((most, x, i) => Math.max(most, Math.abs(x - (i ? output[i - 1]! : before))), 0);

describe('PlaybackBuffer', () => {
  describe('starting', () => {
    it('is silent before anything comes', () => {
      const { told, pull } = player();
      expect(sounding(pull(10 * QUANTUM))).to.equal(0);
      expect(told).to.be.empty;
    });

    it('waits until 30 ms have come', () => {
      const { buffer, told, pull } = player();
      buffer.push(1, ones(30 * MS - 1));
      expect(sounding(pull(QUANTUM))).to.equal(0);
      buffer.push(1, ones(1));
      expect(sounding(pull(QUANTUM))).to.equal(QUANTUM);
      expect(told).to.deep.equal([['started', 1]]);
    });

    it('waits no longer for an item that has ended', () => {
      const { buffer, told, pull } = player();
      buffer.push(1, ones(10));
      buffer.endItem(1);
      expect(sounding(pull(QUANTUM))).to.equal(10);
      expect(told).to.deep.equal([
        ['started', 1],
        ['drained', 1, 10],
      ]);
    });

    it('can be told to wait less', () => {
      const { buffer, pull } = player(0);
      buffer.push(1, ones(20 * MS));
      expect(sounding(pull(QUANTUM))).to.equal(QUANTUM);
    });

    it('fades in over 5 ms and is exact from there', () => {
      const { buffer, pull } = player();
      buffer.push(1, ramp(100 * MS));
      const output = pull(50 * MS);
      ramp(output.length).forEach((sample, i) => {
        expect(output[i]).to.be.closeTo(sample * Math.min(1, (i + 1) / FADE), i < FADE ? 1e-7 : 0);
      });
    });
  });

  describe('ending', () => {
    it('plays an ended item to its last frame, at full loudness', () => {
      const { buffer, told, pull } = player();
      buffer.push(1, ones(2000));
      buffer.endItem(1);
      const output = pull(4000);
      expect(output[1999]).to.equal(1);
      expect(output[2000]).to.equal(0);
      expect(told.at(-1)).to.deep.equal(['drained', 1, 2000]);
      expect(buffer.item).to.equal(-1);
    });

    it('drains once', () => {
      const { buffer, told, pull } = player();
      buffer.push(1, ones(2000));
      buffer.endItem(1);
      pull(4000);
      buffer.endItem(1);
      pull(4000);
      expect(told.filter(([what]) => what === 'drained')).to.have.length(1);
    });

    it('drains an item whose end was told late', () => {
      const { buffer, told, pull } = player();
      buffer.push(1, ones(2000));
      pull(4000);
      buffer.endItem(1);
      pull(QUANTUM);
      expect(told.at(-1)).to.deep.equal(['drained', 1, 2000]);
    });

    it('fills the prebuffer again for what comes later', () => {
      const { buffer, pull } = player();
      buffer.push(1, ones(QUANTUM * 20));
      buffer.endItem(1);
      pull(QUANTUM * 20);
      buffer.push(2, ones(100));
      expect(sounding(pull(QUANTUM))).to.equal(0);
    });

    it('plays the next item without a gap and gives the playhead of the one before first', () => {
      const { buffer, told, pull } = player();
      buffer.push(1, ones(1500));
      buffer.endItem(1);
      buffer.push(2, ones(1500));
      buffer.endItem(2);
      const output = pull(3100);
      expect(steepest(output.subarray(FADE, 3000), 1)).to.equal(0);
      expect(told).to.deep.equal([
        ['started', 1],
        ['progress', 1, 1500],
        ['started', 2],
        ['drained', 2, 1500],
      ]);
    });

    it('takes the next item as the end of the one before', () => {
      const { buffer, told, pull } = player();
      buffer.push(1, ones(1500));
      buffer.push(2, ones(1500));
      buffer.endItem(1);
      buffer.endItem(2);
      pull(3100);
      expect(told.map(([what]) => what)).to.deep.equal(['started', 'progress', 'started', 'drained']);
    });

    it('ends nothing that it does not hold', () => {
      const { buffer, told, pull } = player();
      buffer.endItem(5);
      pull(QUANTUM);
      expect(told).to.be.empty;
    });
  });

  describe('running dry', () => {
    /** Plays 40 ms of an item and runs dry. */
    const dry = () => {
      const all = player();
      all.buffer.push(1, ones(40 * MS));
      return { ...all, output: all.pull(60 * MS) };
    };

    it('fades out over the last 5 ms, every frame rendered', () => {
      const { output, told } = dry();
      expect(sounding(output)).to.equal(40 * MS);
      expect(steepest(output)).to.be.at.most(1 / FADE + 1e-6);
      expect(told).to.deep.equal([
        ['started', 1],
        ['progress', 1, 40 * MS],
        ['underrun', 1],
      ]);
    });

    it('waits for 20 ms more than before, then fades in', () => {
      const { buffer, told, pull } = dry();
      buffer.push(1, ones(50 * MS - 1));
      expect(sounding(pull(QUANTUM))).to.equal(0);
      buffer.push(1, ones(20 * MS));
      expect(steepest(pull(20 * MS))).to.be.at.most(1 / FADE + 1e-6);
      expect(told.filter(([what]) => what === 'started')).to.have.length(1);
      expect(buffer.played).to.be.above(40 * MS);
    });

    it('never waits for more than 120 ms', () => {
      const { buffer, pull } = player();
      for (let i = 0; i < 10; i++) {
        buffer.push(1, ones(130 * MS));
        pull(150 * MS);
      }
      expect(buffer.underruns).to.equal(10);
      expect(buffer.prebufferMs).to.equal(120);
    });

    it('waits 5 ms less after each 10 s of even playing, down to where it began', () => {
      const { buffer, pull } = dry();
      for (const [seconds, prebufferMs] of [
        [9.9, 50],
        [0.2, 45],
        [10, 40],
        [10, 35],
        [10, 30],
        [10, 30],
      ] as const) {
        for (let played = 0; played < seconds * RATE; played += 10 * QUANTUM) {
          buffer.push(1, ones(played ? 10 * QUANTUM : 11 * QUANTUM + 60 * MS), undefined);
          pull(10 * QUANTUM);
        }
        expect(buffer.prebufferMs).to.equal(prebufferMs);
        buffer.flush();
        pull(FADE);
      }
    });

    it('loses nothing that comes while it fades', () => {
      const { buffer, pull } = player();
      buffer.push(1, ones(30 * MS));
      const first = pull(25 * MS);
      buffer.push(1, ones(60 * MS));
      buffer.endItem(1);
      expect(sounding(first) + sounding(pull(100 * MS))).to.equal(90 * MS);
    });
  });

  describe('flushing', () => {
    it('is silent after 5 ms and tells what was heard, the fade included', () => {
      const { buffer, told, pull } = player();
      buffer.push(1, ones(RATE));
      const before = pull(100 * MS);
      buffer.flush();
      const after = pull(20 * MS);
      expect(sounding(after)).to.equal(FADE);
      expect(after[FADE]).to.equal(0);
      expect(steepest(after, 1)).to.be.at.most(1 / FADE + 1e-6);
      expect(told.at(-1)).to.deep.equal(['flushed', 1, before.length + FADE]);
      expect(buffer.buffered).to.equal(0);
    });

    it('answers when the fade has been rendered and not before', () => {
      const { buffer, told, pull } = player();
      buffer.push(1, ones(RATE));
      pull(100 * MS);
      buffer.flush();
      pull(QUANTUM);
      expect(told).to.have.length(1);
      pull(QUANTUM);
      expect(told).to.have.length(2);
    });

    it('has no item to name when nothing had started', () => {
      const { buffer, told, pull } = player();
      buffer.flush();
      pull(QUANTUM);
      buffer.push(1, ones(10 * MS));
      buffer.flush();
      pull(QUANTUM);
      expect(told).to.deep.equal([
        ['flushed', -1, 0],
        ['flushed', -1, 0],
      ]);
    });

    it('names the item that ran dry', () => {
      const { buffer, told, pull } = player();
      buffer.push(1, ones(40 * MS));
      pull(60 * MS);
      buffer.flush();
      pull(QUANTUM);
      expect(told.at(-1)).to.deep.equal(['flushed', 1, 40 * MS]);
    });

    it('names the item in which the fade ends', () => {
      const { buffer, told, pull } = player();
      buffer.push(1, ones(20 * QUANTUM + 100));
      buffer.push(2, ones(RATE));
      pull(20 * QUANTUM);
      buffer.flush();
      pull(FADE);
      expect(told.slice(1)).to.deep.equal([
        ['progress', 1, 20 * QUANTUM + 100],
        ['started', 2],
        ['flushed', 2, FADE - 100],
      ]);
    });

    it('plays what comes after it, and nothing from before', () => {
      const { buffer, told, pull } = player();
      buffer.push(1, ones(RATE));
      pull(100 * MS);
      buffer.flush();
      buffer.push(2, ones(RATE).fill(-1));
      const output = pull(50 * MS);
      expect(output.every((x, i) => (i < FADE ? x > 0 : x < 0))).to.be.true;
      expect(told.slice(-2).map(([what, item]) => [what, item])).to.deep.equal([
        ['flushed', 1],
        ['started', 2],
      ]);
    });

    it('forgets what came after a flush when it is flushed again, and answers both', () => {
      const { buffer, told, pull } = player();
      buffer.push(1, ones(RATE));
      pull(100 * MS);
      buffer.flush();
      buffer.push(2, ones(RATE));
      buffer.flush();
      expect(sounding(pull(50 * MS))).to.equal(FADE);
      expect(told.slice(1).map(([what, item]) => [what, item])).to.deep.equal([
        ['flushed', 1],
        ['flushed', -1],
      ]);
    });

    it('fades from where the fade-in had come', () => {
      const { buffer, pull } = player();
      buffer.push(1, ones(RATE));
      const before = pull(QUANTUM);
      buffer.flush();
      const output = Float32Array.of(...before, ...pull(10 * MS));
      expect(steepest(output)).to.be.at.most(1 / FADE + 1e-6);
      expect(sounding(output)).to.equal(2 * QUANTUM);
    });
  });

  describe('room', () => {
    it('holds 5 s and more', () => {
      const { buffer } = player();
      buffer.push(1, ones(5 * RATE));
      expect(buffer.buffered).to.equal(5 * RATE);
      expect(buffer.dropped).to.equal(0);
    });

    it('keeps what fits and counts the rest', () => {
      const { buffer, told, pull } = player();
      for (let second = 1; second <= 7; second++) buffer.push(1, ones(RATE).fill(second / 8));
      expect(buffer.dropped).to.be.above(0);
      expect(buffer.buffered + buffer.dropped).to.equal(7 * RATE);
      const held = buffer.buffered;
      buffer.endItem(1);
      const output = pull(7 * RATE);
      expect([RATE - 1, RATE, held - 1, held].map((at) => output[at])).to.deep.equal([0.125, 0.25, 0.75, 0]);
      expect(told.at(-1)).to.deep.equal(['drained', 1, held]);
    });

    it('counts what comes when too many items wait', () => {
      const { buffer } = player();
      for (let item = 0; item < 100; item++) buffer.push(item, ones(10));
      expect(buffer.buffered + buffer.dropped).to.equal(1000);
      expect(buffer.dropped).to.be.above(0);
    });

    it('takes as many frames of a buffer as it is told', () => {
      const { buffer } = player();
      buffer.push(1, ones(100), 60);
      expect(buffer.buffered).to.equal(60);
    });
  });

  describe('ducking', () => {
    /** Playing ones, past the fade in. */
    const playing = () => {
      const made = player();
      made.buffer.push(1, ones(RATE));
      made.pull(20 * MS);
      return made;
    };
    const dB = (gain: number): number => 20 * Math.log10(gain);

    it('goes down 12 dB within 30 ms, in a line, and stays there', () => {
      const { buffer, pull } = playing();
      buffer.duck(true);
      const output = pull(100 * MS);
      expect(dB(output[30 * MS]!)).to.be.closeTo(-12, 1);
      expect(output[15 * MS]!).to.be.closeTo(0.625, 0.001);
      expect(steepest(output, 1)).to.be.below(0.001);
      expect(Math.min(...output)).to.equal(output.at(-1));
      expect(dB(output.at(-1)!)).to.be.closeTo(-12, 1);
    });

    it('comes back within 100 ms, and is exact from there', () => {
      const { buffer, pull } = playing();
      buffer.duck(true);
      const before = pull(50 * MS).at(-1)!;
      buffer.duck(false);
      const output = pull(110 * MS);
      expect(output[50 * MS]!).to.be.closeTo(0.625, 0.001);
      expect(steepest(output, before)).to.be.below(0.001);
      expect(output.subarray(101 * MS).every((x) => x === 1)).to.be.true;
    });

    it('turns round on its way', () => {
      const { buffer, pull } = playing();
      buffer.duck(true);
      const half = pull(15 * MS).at(-1)!;
      buffer.duck(false);
      const output = pull(60 * MS);
      expect(steepest(output, half)).to.be.below(0.001);
      expect(output.at(-1)).to.equal(1);
    });

    it('ends with a flush, which fades from where it was', () => {
      const { buffer, pull } = playing();
      buffer.duck(true);
      const before = pull(50 * MS).at(-1)!;
      buffer.flush();
      const fading = pull(10 * MS);
      expect(Math.max(...fading)).to.be.at.most(before);
      expect(steepest(fading, before)).to.be.below(0.01);
      buffer.push(2, ones(RATE));
      expect(pull(20 * MS).at(-1)).to.equal(1);
    });

    it('has no way to go in silence', () => {
      const { buffer, pull } = player();
      buffer.push(1, ones(40 * MS));
      buffer.endItem(1);
      pull(20 * MS);
      buffer.duck(true);
      pull(40 * MS);
      buffer.duck(false);
      pull(QUANTUM);
      buffer.push(2, ones(RATE));
      expect(pull(20 * MS).at(-1)).to.equal(1);
    });
  });

  /**
   * Random operations in random order. No sample is zero, so each rendered frame differs from silence. The output must be
   * the pushed samples of each item up to its final playhead, in order, at most made softer, with silence between them.
   */
  for (let seed = 1; seed <= 40; seed++) {
    it(`renders what was pushed and counts what it renders, whatever happens (${seed})`, () => {
      const dice = random(seed);
      const { buffer, told, pull } = player(dice.pick([0, 30, 60]));
      const pushed = new Map<number, number[]>();
      const output: number[] = [];
      let item = 1;
      const act = {
        push: () => {
          const samples = Float32Array.from({ length: dice.integer(1, 2500) }, () => 0.1 + 0.9 * dice.next());
          const frames = dice.integer(0, samples.length);
          buffer.push(item, samples, frames);
          pushed.set(item, [...(pushed.get(item) ?? []), ...samples.subarray(0, frames)]);
        },
        end: () => buffer.endItem(item++),
        next: () => item++,
        flush: () => {
          buffer.flush();
          item++;
        },
        pull: () => output.push(...pull(dice.integer(1, 3000))),
      };
      for (let i = 0; i < 300; i++)
        act[dice.pick(['push', 'push', 'pull', 'pull', 'pull', 'end', 'next', 'flush'] as const)]();
      buffer.endItem(Math.max(0, ...pushed.keys()));
      const rest = pull(6 * RATE);

      const playheads = new Map<number, number>();
      for (const [what, of, played] of told) {
        if (what === 'started') expect(playheads.has(of), `item ${of} starts once`).to.be.false;
        if (of < 0) continue;
        const before = playheads.get(of) ?? 0;
        expect(played ?? before).to.be.at.least(before);
        playheads.set(of, played ?? before);
      }
      const heard = [...playheads].flatMap(([of, played]) => pushed.get(of)!.slice(0, played));
      const rendered = [...output, ...rest].filter((x) => x !== 0);
      expect(rendered.length).to.equal(heard.length);
      const wrong = rendered.findIndex((x, i) => !(x > 0 && x <= heard[i]!));
      expect(wrong, 'louder than it was pushed').to.equal(-1);
      const fades = told.filter(([what]) => what === 'started' || what === 'underrun' || what === 'flushed').length;
      const softened = rendered.filter((x, i) => x < heard[i]!).length;
      expect(softened).to.be.at.most(2 * FADE * (fades + buffer.underruns));
      expect(buffer.dropped).to.equal(0);
      expect(buffer.buffered).to.equal(0);
    });
  }
});
