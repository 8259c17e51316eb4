import { expect } from 'chai';
import { DebouncedStatus, type Clock } from '../../../src/components/session/debounced-status.js';
import type { SessionStatus } from '../../../src/worker/contract/conversation.js';

/** A clock that is moved by hand. */
class FakeClock implements Clock {
  now = 0;
  #task: { readonly at: number; readonly run: () => void } | undefined;
  setTimeout(run: () => void, ms: number): number {
    this.#task = { at: this.now + ms, run };
    return 1;
  }
  clearTimeout(): void {
    this.#task = undefined;
  }
  moveTo(ms: number): void {
    const task = this.#task;
    if (task && task.at <= ms) {
      this.now = task.at;
      this.#task = undefined;
      task.run();
    }
    this.now = ms;
  }
}

type Told = readonly [atMs: number, status: SessionStatus];

/** The statuses that are shown, each with its time, for statuses that arrive at the given times. */
function shown(told: readonly Told[], endMs = 5000): string[] {
  const clock = new FakeClock();
  const seen: string[] = [];
  const calm = new DebouncedStatus(() => seen.push(`${clock.now} ${calm.shown}`), clock);
  for (const [atMs, status] of told) {
    clock.moveTo(atMs);
    calm.set(status);
  }
  clock.moveTo(endMs);
  return seen.filter((entry, at) => entry.split(' ')[1] !== (seen[at - 1] ?? '0 idle').split(' ')[1]);
}

describe('the status that is shown', () => {
  const rows: readonly (readonly [string, readonly Told[], readonly string[]])[] = [
    [
      'speaks at the first sample',
      [
        [100, 'thinking'],
        [200, 'speaking'],
      ],
      ['100 thinking', '200 speaking'],
    ],
    [
      'stays at speaking over a gap',
      [
        [0, 'speaking'],
        [900, 'listening'],
        [1300, 'speaking'],
      ],
      ['0 speaking'],
    ],
    [
      'leaves speaking after 500 ms',
      [
        [0, 'speaking'],
        [900, 'listening'],
      ],
      ['0 speaking', '1400 listening'],
    ],
    [
      'counts from the end of the voice',
      [
        [0, 'speaking'],
        [900, 'thinking'],
        [1300, 'listening'],
      ],
      ['0 speaking', '1400 listening'],
    ],
    [
      'goes to a tool after 500 ms',
      [
        [0, 'speaking'],
        [100, 'working'],
      ],
      ['0 speaking', '600 working'],
    ],
    [
      'hears a barge-in at once',
      [
        [0, 'speaking'],
        [900, 'hearing'],
      ],
      ['0 speaking', '900 hearing'],
    ],
    [
      'hears it at once during the wait',
      [
        [0, 'speaking'],
        [900, 'listening'],
        [1000, 'hearing'],
      ],
      ['0 speaking', '1000 hearing'],
    ],
    [
      'ends at once',
      [
        [0, 'speaking'],
        [900, 'ended'],
      ],
      ['0 speaking', '900 ended'],
    ],
    [
      'fails at once',
      [
        [0, 'speaking'],
        [900, 'error'],
      ],
      ['0 speaking', '900 error'],
    ],
    [
      'shows no quick start',
      [
        [0, 'requesting-mic'],
        [50, 'connecting'],
        [250, 'listening'],
      ],
      ['250 listening'],
    ],
    [
      'shows a slow start after 300 ms',
      [
        [0, 'requesting-mic'],
        [900, 'connecting'],
        [1200, 'listening'],
      ],
      ['300 requesting-mic', '900 connecting', '1200 listening'],
    ],
    [
      'counts from the press',
      [
        [0, 'requesting-mic'],
        [200, 'connecting'],
        [400, 'listening'],
      ],
      ['300 connecting', '400 listening'],
    ],
    [
      'shows that it reconnects when that takes more than a moment',
      [
        [0, 'listening'],
        [10, 'reconnecting'],
      ],
      ['0 listening', '610 reconnecting'],
    ],
    [
      'hides a connection that was lost for a moment',
      [
        [0, 'listening'],
        [10, 'reconnecting'],
        [500, 'listening'],
      ],
      ['0 listening'],
    ],
  ];
  for (const [what, told, expected] of rows) {
    it(what, () => expect(shown(told)).to.deep.equal(expected));
  }
});
