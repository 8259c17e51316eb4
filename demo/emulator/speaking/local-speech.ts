/** Chooses the source of speech, and keeps what was spoken before. */
import { findEspeak } from './espeak.js';
import { phraseBook } from './phrase-book.js';
import type { Speech, SpeechSource } from './speech.js';

const CACHED_TEXTS = 200;

/** The best voice this machine has: eSpeak NG when it is installed, phrases rendered beforehand otherwise. */
export function localSpeech(): SpeechSource {
  const source = findEspeak().then((espeak) => espeak ?? phraseBook());
  return cached({ speak: async (text, voiceName) => (await source).speak(text, voiceName) });
}

function cached(source: SpeechSource): SpeechSource {
  const known = new Map<string, Promise<Speech>>();
  return {
    speak(text, voiceName = '') {
      if (text.trim() === '') return Promise.resolve({ pcm: new Int16Array(), words: [] });
      const key = `${voiceName}\n${text}`;
      const speech = known.get(key) ?? source.speak(text, voiceName);
      known.delete(key); // put back as the newest
      known.set(key, speech);
      if (known.size > CACHED_TEXTS) known.delete([...known.keys()][0]!);
      speech.catch(() => known.delete(key));
      return speech;
    },
  };
}
