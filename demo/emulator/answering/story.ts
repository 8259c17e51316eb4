/** A story of half a minute, long enough to interrupt. Sentences repeat, so that a few recorded phrases are enough for it. */
const REFRAIN = 'Round and round it went, up the hill and down the hill.';
const verse = (who: string): string => `Then it met ${who}. Come along, said the wheel. ${REFRAIN}`;

export const STORY = [
  'Here is a long story.',
  `Once there was a little wheel. ${REFRAIN}`,
  verse('a cat'),
  verse('a dog'),
  verse('a bird'),
  verse('a cat and a dog'),
  'And that is the end.',
].join(' ');
