import { expect } from 'chai';
import { CueScheduler } from '../../../src/worker/later/cue-scheduler.js';
import type { Cue } from '../../../src/worker/media/conversation-audio.js';
import { itemId } from '../../../src/worker/protocol/ids.js';

const cue = (item: string, atMs: number): Cue =>
  ({ kind: 'cue', itemId: itemId(item), atMs, notice: { kind: 'viseme' } }) as Cue;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function waiting(...all: readonly Cue[]) {
  const told: number[] = [];
  const cues = new CueScheduler(({ atMs }) => told.push(atMs));
  for (const one of all) cues.add(one);
  return { cues, told };
}

describe('what belongs to a moment of speech', () => {
  it('is told in the order of the sound, whatever the order it came in', async () => {
    const { cues, told } = waiting(cue('a', 30), cue('a', 10), cue('a', 20));
    cues.heard('a', 0, 100);
    await pause(80);
    expect(told).to.deep.equal([10, 20, 30]);
  });

  it('waits until its item plays', async () => {
    const { cues, told } = waiting(cue('a', 0), cue('b', 0));
    cues.heard('b', 50, 100);
    await pause(20);
    expect(told).to.deep.equal([0]);
    await pause(60);
    expect(told).to.have.length(1);
  });

  it('is told once, though many reports foresee it', async () => {
    const { cues, told } = waiting(cue('a', 20));
    for (let heard = 0; heard < 20; heard += 5) cues.heard('a', heard, heard + 100);
    await pause(60);
    expect(told).to.deep.equal([20]);
  });

  it('is held back when the sound is', async () => {
    const { cues, told } = waiting(cue('a', 20));
    cues.heard('a', 0, 100);
    cues.heard('a', 5, 5); // it ran dry
    await pause(80);
    expect(told).to.be.empty;
    cues.heard('a', 15, 100);
    await pause(40);
    expect(told).to.deep.equal([20]);
  });

  it('is never told when it was flushed', async () => {
    const { cues, told } = waiting(cue('a', 10), cue('a', 500));
    cues.heard('a', 0, 100);
    cues.forget();
    cues.heard('a', 600, 700);
    await pause(40);
    expect(told).to.be.empty;
  });
});
