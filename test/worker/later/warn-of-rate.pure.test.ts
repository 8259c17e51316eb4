import { expect } from 'chai';
import type { Notice } from '../../../src/worker/contract/conversation.js';
import { warnOfRate } from '../../../src/worker/later/warn-of-rate.js';

describe('a rate that the service reports', () => {
  for (const [rate, isOdd] of [
    [undefined, false],
    [null, false],
    [8000, false],
    [16_000, false],
    [24_000, false],
    [-1, true],
    [48_000, true],
  ] as const) {
    it(`of ${rate} Hz is ${isOdd ? 'told in the console' : 'no news'}`, () => {
      const told: Notice[] = [];
      warnOfRate({ input_audio_sampling_rate: rate } as object, { tell: (notice) => told.push(notice) });
      expect(told.map((notice) => notice.kind === 'warning' && notice.text.includes(String(rate)))).to.deep.equal(
        isOdd ? [true] : [],
      );
    });
  }
});
