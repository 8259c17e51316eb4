/** Speech by eSpeak NG, in a process of its own. */
import { spawn } from 'node:child_process';
import { SPEECH_RATE_HZ } from '../audio/formats.js';
import { durationMs } from '../audio/pcm.js';
import { resample } from '../audio/resample.js';
import { decodeWav } from '../audio/wav.js';
import type { SpeechSource } from './speech.js';
import { estimateWords } from './words.js';

const WORDS_PER_MINUTE = '190';
const FALLBACK_VOICE = 'en-us';

/** eSpeak NG as a child process, or `undefined` where it is not installed. */
export async function findEspeak(): Promise<SpeechSource | undefined> {
  try {
    await run(['--version'], '');
  } catch {
    return undefined;
  }
  return {
    async speak(text, voiceName) {
      const wav = await say(text, espeakVoice(voiceName)).catch(() => say(text, FALLBACK_VOICE));
      const { pcm, rateHz } = decodeWav(wav);
      const resampled = resample(pcm, rateHz, SPEECH_RATE_HZ);
      return { pcm: resampled, words: estimateWords(text, durationMs(resampled, SPEECH_RATE_HZ)) };
    },
  };
}

/** The language is the beginning of an Azure voice's name: `de-DE-KatjaNeural` speaks German. */
function espeakVoice(voiceName = ''): string {
  const language = /^([a-z]{2,3})-[A-Z]{2}-/.exec(voiceName)?.[1] ?? 'en';
  return language === 'en' ? FALLBACK_VOICE : language;
}

// by standard input, so that text can never be read as an option
const say = (text: string, voice: string): Promise<Buffer> =>
  run(['-v', voice, '-s', WORDS_PER_MINUTE, '--stdout', '--stdin'], text);

function run(args: readonly string[], input: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('espeak-ng', args, { stdio: ['pipe', 'pipe', 'ignore'] });
    const output: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => output.push(piece));
    child.on('error', reject);
    child.stdin.on('error', () => undefined); // it may exit before it has read everything
    child.on('close', (code) =>
      code === 0 ? resolve(Buffer.concat(output)) : reject(new Error(`espeak-ng: ${code}`)),
    );
    child.stdin.end(input);
  });
}
