import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { STORY } from '../../demo/emulator/answering/story.js';
import { rootMeanSquare } from '../../demo/emulator/audio/pcm.js';
import { composeTimeline } from '../../demo/emulator/responding/timeline.js';
import { findEspeak } from '../../demo/emulator/speaking/espeak.js';
import { phraseBook } from '../../demo/emulator/speaking/phrase-book.js';
import { spokenForm } from '../../demo/emulator/speaking/spoken-form.js';
import { estimateWords } from '../../demo/emulator/speaking/words.js';

const espeak = await findEspeak();

describe('speech', () => {
  const spoken: readonly (readonly [written: string, spoken: string])[] = [
    ['Hello!', 'hello'],
    ['2.3', 'two point three'],
    ['10', 'one zero'],
    ['3.', 'three'],
    ['—', ''],
    ['Grüße,', 'grüße'],
  ];
  for (const [written, words] of spoken) {
    it(`"${written}" is spoken "${words}"`, () => assert.equal(spokenForm(written).join(' '), words));
  }

  for (const [name, source] of [
    ['the phrase book', phraseBook()],
    ['eSpeak NG', espeak],
  ] as const) {
    describe(name, { skip: source === undefined }, () => {
      it('tells a story of at least 25 seconds', async () => {
        const { pcm, words } = await source!.speak(STORY);
        assert.ok(pcm.length / 24_000 >= 25);
        assert.ok(rootMeanSquare(pcm) > 0.02);
        assert.equal(words.map((word) => word.text).join(' '), STORY);
      });

      it('puts words in order and within the audio', async () => {
        const { pcm, words } = await source!.speak('I heard 2.3 seconds of strange — speech. Here it is.');
        let endMs = 0;
        for (const { offsetMs, durationMs } of words) {
          assert.ok(offsetMs >= endMs - 2 && durationMs >= 0);
          endMs = offsetMs + durationMs;
        }
        assert.ok(endMs <= pcm.length / 24 + 2);
      });
    });
  }

  it('hums words it has no phrase for, longer ones longer', async () => {
    const short = await phraseBook().speak('abc');
    const long = await phraseBook().speak('abcdefghijkl');
    assert.ok(long.pcm.length > 2 * short.pcm.length && rootMeanSquare(long.pcm) > 0.01);
  });

  it('estimates words by their letters', () => {
    const [a, b] = estimateWords('hi wonderful', 1000);
    assert.ok(a && b && b.offsetMs === a.durationMs && b.durationMs > 2 * a.durationMs);
  });
});

describe('a timeline', () => {
  const words = [
    { text: 'Good', offsetMs: 0, durationMs: 200 },
    { text: 'day.', offsetMs: 250, durationMs: 300 },
  ];

  it('has the words beside their times', () => {
    const score = composeTimeline('Good  day.', { words }, { wordTimes: true, visemes: false, blendshapes: false });
    const short = score.map(({ atMs, event }) => [atMs, event['delta'] ?? event['text']]);
    assert.deepEqual(short, [
      [0, 'Good'],
      [0, 'Good'],
      [250, '  day.'],
      [250, 'day.'],
    ]);
  });

  it('closes the mouth after each word', () => {
    const score = composeTimeline('Good day.', { words }, { wordTimes: false, visemes: true, blendshapes: false });
    const closed = score.filter(({ event }) => event['viseme_id'] === 0).map(({ atMs }) => atMs);
    assert.deepEqual(closed, [200, 550]);
  });
});
