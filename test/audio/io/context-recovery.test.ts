import { expect } from '@open-wc/testing';
import type { SharedContext } from '../../../src/audio/io/audio-context.js';
import { nextGesture, contextHealth } from '../../../src/audio/io/context-recovery.js';

/** A fake context whose state and clock the test sets. */
class FakeContext extends EventTarget {
  state = 'running';
  resumed = 0;
  ticking = true;
  #time = 0;

  get currentTime(): number {
    return this.ticking ? (this.#time += 0.1) : this.#time;
  }
  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
  resume(): Promise<void> {
    this.resumed++;
    return Promise.resolve();
  }
  held(onResume: () => void = () => undefined): SharedContext {
    return {
      context: this as unknown as AudioContext,
      outcome: Promise.resolve('running'),
      resume: async () => {
        await this.resume();
        onResume();
        return this.state === 'running' ? 'running' : 'blocked';
      },
      release: () => undefined,
    };
  }
}

const CLOCK_MS = 100;
const soon = (ms = 20): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));

describe('pulseOf', () => {
  let context: FakeContext;
  let lifetime: AbortController;
  beforeEach(() => {
    context = new FakeContext();
    lifetime = new AbortController();
  });

  it('feels a running context', async () => {
    expect(await contextHealth(context.held(), lifetime.signal, CLOCK_MS)).to.equal('running');
  });

  it('finds a clock that stands still though the state says that it runs', async () => {
    context.ticking = false;
    expect(await contextHealth(context.held(), lifetime.signal, CLOCK_MS)).to.equal('stalled');
  });

  it('does not resume what the system holds; when it lets go, it does', async () => {
    context.become('interrupted');
    const health = contextHealth(
      context.held(() => context.become('running')),
      lifetime.signal,
      CLOCK_MS,
    );
    await soon();
    expect(context.resumed).to.equal(0);
    context.become('suspended');
    await soon();
    expect(context.resumed).to.equal(1);
    expect(await health).to.equal('running');
  });

  it('waits again when the next call comes in while it resumes', async () => {
    context.become('suspended');
    let resumes = 0;
    const held = context.held(() => context.become(++resumes === 1 ? 'interrupted' : 'running'));
    const health = contextHealth(held, lifetime.signal, CLOCK_MS);
    await soon();
    context.become('suspended');
    expect(await health).to.equal('running');
    expect(resumes).to.equal(2);
  });

  it('tells that an autoplay rule holds it back', async () => {
    context.become('suspended');
    expect(await contextHealth(context.held(), lifetime.signal, CLOCK_MS)).to.equal('blocked');
  });

  it('takes a closed context for a frozen one', async () => {
    context.become('closed');
    expect(await contextHealth(context.held(), lifetime.signal, CLOCK_MS)).to.equal('stalled');
    expect(context.resumed).to.equal(0);
  });

  it('leaves a context alone that was given back meanwhile', async () => {
    context.ticking = false;
    const health = contextHealth(context.held(), lifetime.signal, CLOCK_MS);
    await soon();
    context.become('suspended');
    lifetime.abort();
    const error = await health.catch((error: unknown) => error);
    expect(error).to.have.property('name', 'AbortError');
    expect(context.resumed).to.equal(1);
  });
});

describe('nextGesture', () => {
  for (const type of ['pointerdown', 'pointerup', 'keydown']) {
    it(`resumes inside a ${type}, even one that the page keeps to itself, and once`, async () => {
      const context = new FakeContext();
      const gesture = nextGesture(context.held(), new AbortController().signal);
      document.body.addEventListener(type, (event) => event.stopPropagation(), { once: true });
      document.body.dispatchEvent(new Event(type, { bubbles: true }));
      expect(context.resumed).to.equal(1);
      await gesture;
      document.body.dispatchEvent(new Event(type, { bubbles: true }));
      expect(context.resumed).to.equal(1);
    });
  }

  it('is over when the context changes by itself, and with its signal', async () => {
    const context = new FakeContext();
    const lifetime = new AbortController();
    const changed = nextGesture(context.held(), lifetime.signal);
    context.become('running');
    await changed;
    const aborted = nextGesture(context.held(), lifetime.signal);
    lifetime.abort();
    await aborted;
    document.body.dispatchEvent(new Event('keydown', { bubbles: true }));
    expect(context.resumed).to.equal(0);
  });
});
