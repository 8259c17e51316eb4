/** The events of a transcription. No word is recognised. */
import type { MonoAudio } from '../audio/wav.js';
import { withTranscript } from '../conversation/conversation.js';
import { durationMs } from '../audio/pcm.js';
import { describeSpeech } from '../hearing/describe-speech.js';
import { estimateWords } from '../speaking/words.js';
import { textDeltas } from '../responding/text-deltas.js';
import type { Session } from '../session/session-types.js';
import type { Connection } from './connection.js';

const DELTA_INTERVAL_MS = 15;
const PREFIX = 'conversation.item.input_audio_transcription';
/** The reported language. It is fixed, because no word is recognised. */
const LANGUAGE = 'en-US';

/** Sends a transcription in pieces, beside the answer. It says only how long the turn was. */
export async function transcribe(connection: Connection, itemId: string, audio: MonoAudio): Promise<void> {
  const { clock, signal, session } = connection;
  await clock.sleep(DELTA_INTERVAL_MS, signal);
  if (!connection.faults.failTranscription) {
    for (const delta of pieces(connection, describeSpeech(audio))) {
      const logprobs = asks(session, 'logprobs') && { logprobs: [certainty(delta)] };
      connection.send({ type: `${PREFIX}.delta`, item_id: itemId, content_index: 0, delta, ...logprobs });
      await clock.sleep(DELTA_INTERVAL_MS, signal);
    }
  }
  tellTranscript(connection, itemId, audio);
}

/** Sends the whole transcription, or that there is none. */
export function tellTranscript(connection: Connection, itemId: string, audio: MonoAudio): void {
  const at = { item_id: itemId, content_index: 0 };
  if (connection.faults.failTranscription) {
    const error = { type: 'server_error', code: 'transcription_failed', message: 'Transcription failed on request.' };
    connection.send({ type: `${PREFIX}.failed`, ...at, error });
    return;
  }
  const transcript = describeSpeech(audio);
  const { session, conversation } = connection;
  const entry = conversation.find(itemId);
  if (entry?.item.type === 'message') {
    conversation.replace({ ...entry, item: withTranscript(entry.item, 0, transcript) });
  }
  connection.send({
    type: `${PREFIX}.completed`,
    ...at,
    transcript,
    ...(isAzure(session) && { language: LANGUAGE }),
    ...(asks(session, 'logprobs') && { logprobs: textDeltas(transcript).map(certainty) }),
    ...(asks(session, 'phrases') && { phrases: [phrase(transcript, audio)] }),
  });
}

/** Whisper sends the whole transcript in one delta. */
const pieces = ({ session }: Connection, transcript: string): readonly string[] =>
  session.input_audio_transcription?.['model'] === 'whisper-1' ? [transcript] : textDeltas(transcript);

const isAzure = ({ input_audio_transcription: asked }: Session): boolean => asked?.['model'] === 'azure-speech';

const asks = ({ include }: Session, what: 'logprobs' | 'phrases'): boolean =>
  include?.includes(`item.input_audio_transcription.${what}`) ?? false;

/** A high confidence: no word was recognised, so none is wrong. */
const certainty = (token: string) => ({ token, logprob: -0.01, bytes: [...Buffer.from(token)] });

function phrase(text: string, { pcm, rateHz }: MonoAudio) {
  const totalMs = Math.round(durationMs(pcm, rateHz));
  const words = estimateWords(text, totalMs).map((word) => ({
    text: word.text,
    offset_milliseconds: word.offsetMs,
    duration_milliseconds: word.durationMs,
  }));
  return { offset_milliseconds: 0, duration_milliseconds: totalMs, text, words, locale: LANGUAGE, confidence: 0.99 };
}
