/**
 * Renders the phrases that `phrase-book.ts` speaks where eSpeak NG is missing:
 *   npx tsx demo/emulator/speaking/render-phrases.ts
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { findEspeak } from './espeak.js';
import { spokenForm } from './spoken-form.js';
import { splitWords } from './words.js';

const FOLDER = new URL('../phrases/', import.meta.url);
const AUDIBLE = 300;

const PHRASES = [
  'Hello.',
  'I am the Voice Live emulator,',
  'not an AI.',
  'Type',
  'hello, weather in Paris, story, slow, tone, fail, warn, search, file search, mcp, agent, captions,',
  'or call and a tool.',
  'Or just speak.',
  'You wrote:',
  'help to see what I can do.',
  'I heard',
  'seconds of speech.',
  'silence.',
  'Here it is.',
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'point'],
  'Sorry for the wait.',
  'A warning was sent.',
  'The tool answered:',
  'There is no',
  'weather',
  'tool',
  'here.',
  'Here is a long story.',
  'Once there was a little wheel.',
  'Round and round it went,',
  'up the hill and down the hill.',
  'Then it met',
  ...['a cat', 'a dog.', 'a bird.', 'and'],
  'Come along,',
  'said the wheel.',
  'And that is the end.',
];

function trimSilence(pcm: Int16Array): Int16Array {
  const first = pcm.findIndex((sample) => Math.abs(sample) > AUDIBLE);
  const last = pcm.findLastIndex((sample) => Math.abs(sample) > AUDIBLE);
  return pcm.slice(Math.max(0, first), last + 1);
}

const espeak = await findEspeak();
if (!espeak) throw new Error('espeak-ng is not installed');
mkdirSync(FOLDER, { recursive: true });
for (const name of readdirSync(FOLDER)) if (name.endsWith('.pcm')) rmSync(new URL(name, FOLDER));
for (const phrase of PHRASES) {
  const { pcm } = await espeak.speak(phrase);
  const name = splitWords(phrase).flatMap(spokenForm).join('-');
  writeFileSync(new URL(`${name}.pcm`, FOLDER), trimSilence(pcm));
}
