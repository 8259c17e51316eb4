/** Visemes from spelling. */
import type { SpokenWord } from './speech.js';

export interface Viseme {
  readonly offsetMs: number;
  readonly id: number;
}

/** Mouth shapes by letter, numbered like those of Azure Speech: a rough guess from spelling. */
const VISEME_OF_LETTER: Readonly<Record<string, number>> = {
  ...{ a: 2, e: 4, i: 6, o: 8, u: 7, y: 6 },
  ...{ b: 21, p: 21, m: 21, f: 18, v: 18, w: 7, r: 13, h: 12 },
  ...{ d: 19, t: 19, n: 19, l: 14, s: 15, z: 15, c: 20, g: 20, k: 20, q: 20, x: 15, j: 16 },
};
const SILENCE = 0;

export function visemesOf(words: readonly SpokenWord[]): readonly Viseme[] {
  return words.flatMap(({ text, offsetMs, durationMs }) => {
    const ids = [...text.toLowerCase()].flatMap((letter) => VISEME_OF_LETTER[letter] ?? []);
    const shapes = ids.map((id, i) => ({ id, offsetMs: Math.round(offsetMs + (i * durationMs) / ids.length) }));
    return [...shapes, { id: SILENCE, offsetMs: offsetMs + durationMs }];
  });
}
