/** Speech from recorded phrases, for machines without eSpeak NG. */
import { SPEECH_RATE_HZ } from '../audio/formats.js';
import { concatSamples, durationMs } from '../audio/pcm.js';
import { readPhrases } from '../phrase-files.js';
import type { Speech, SpeechSource, SpokenWord } from './speech.js';
import { spokenForm } from './spoken-form.js';
import { placeholderTone } from './placeholder-tone.js';
import { splitWords } from './words.js';

const PAUSE = new Int16Array(SPEECH_RATE_HZ * 0.15);

/** One spoken word and the written one it belongs to. */
interface Token {
  readonly spoken: string;
  readonly written: number;
}

/**
 * Speaks with phrases that were rendered once and kept as 24 kHz PCM, the longest first.
 * A word without a recording becomes a tone of its length.
 */
export function phraseBook(): SpeechSource {
  const phrases = readPhrases();
  return { speak: async (text) => assemble(text, phrases) };
}

function assemble(text: string, phrases: ReadonlyMap<string, Int16Array>): Speech {
  const written = splitWords(text);
  const tokens = written.flatMap((word, index) => spokenForm(word).map((spoken) => ({ spoken, written: index })));
  const pieces: Int16Array[] = [];
  const startsMs = new Map<number, number>();
  let atMs = 0;
  for (let i = 0; i < tokens.length;) {
    const { pcm, length } = longestPhrase(tokens.slice(i), phrases);
    const part = tokens.slice(i, i + length);
    const partMs = durationMs(pcm, SPEECH_RATE_HZ);
    part.forEach((token, k) => {
      if (!startsMs.has(token.written)) startsMs.set(token.written, atMs + (k * partMs) / length);
    });
    pieces.push(pcm, PAUSE);
    atMs += partMs + durationMs(PAUSE, SPEECH_RATE_HZ);
    i += length;
  }
  return { pcm: concatSamples(pieces), words: timeWords(written, startsMs, atMs) };
}

function longestPhrase(tokens: readonly Token[], phrases: ReadonlyMap<string, Int16Array>) {
  for (let length = tokens.length; length > 0; length--) {
    const pcm = phrases.get(
      tokens
        .slice(0, length)
        .map((token) => token.spoken)
        .join(' '),
    );
    if (pcm) return { pcm, length };
  }
  return { pcm: placeholderTone(tokens[0]!.spoken), length: 1 };
}

/** A word lasts until the next one begins; one that is not spoken, such as a dash, takes no time. */
function timeWords(written: readonly string[], startsMs: ReadonlyMap<number, number>, endMs: number) {
  const words: SpokenWord[] = [];
  let nextMs = endMs;
  for (let i = written.length - 1; i >= 0; i--) {
    const offsetMs = Math.round(startsMs.get(i) ?? nextMs);
    words.unshift({ text: written[i]!, offsetMs, durationMs: Math.round(nextMs - offsetMs) });
    nextMs = offsetMs;
  }
  return words;
}
