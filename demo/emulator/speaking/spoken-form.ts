/** How a written word is spoken. */
const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** The words in which one written word is spoken: `2.3` is "two point three", `Hello!` is "hello". */
export function spokenForm(written: string): readonly string[] {
  if (/^\d+(\.\d+)?\W*$/.test(written)) {
    return [...written.replace(/\.?\D*$/, '')].map((sign) => (sign === '.' ? 'point' : DIGITS[Number(sign)]!));
  }
  const word = written.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return word === '' ? [] : [word];
}
