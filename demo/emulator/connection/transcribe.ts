/** The events of a transcription. No word is recognised. */
import type { MonoAudio } from '../audio/wav.js';
import { withTranscript } from '../conversation/conversation.js';
import { durationMs } from '../audio/pcm.js';
import { describeSpeech } from '../hearing/describe-speech.js';
import { estimateWords } from '../speaking/words.js';
import { textDeltas } from '../responding/text-deltas.js';
import type { Connection } from './connection.js';

const DELTA_INTERVAL_MS = 15;
const PREFIX = 'conversation.item.input_audio_transcription';

/** Sends a transcription that says only how long the turn was. */
export async function transcribe(connection: Connection, itemId: string, audio: MonoAudio): Promise<void> {
  const at = { item_id: itemId, content_index: 0 };
  if (connection.faults.failTranscription) {
    const error = { type: 'server_error', code: 'transcription_failed', message: 'Transcription failed on request.' };
    connection.send({ type: `${PREFIX}.failed`, ...at, error });
    return;
  }
  const transcript = describeSpeech(audio);
  const include = new Set(connection.session.include);
  const logprobs = include.has('item.input_audio_transcription.logprobs');
  for (const delta of textDeltas(transcript)) {
    connection.send({ type: `${PREFIX}.delta`, ...at, delta, ...(logprobs && { logprobs: [certainty(delta)] }) });
    await connection.clock.sleep(DELTA_INTERVAL_MS, connection.signal);
  }
  const entry = connection.conversation.find(itemId);
  if (entry?.item.type === 'message') {
    connection.conversation.replace({ ...entry, item: withTranscript(entry.item, 0, transcript) });
  }
  connection.send({
    type: `${PREFIX}.completed`,
    ...at,
    transcript,
    ...(logprobs && { logprobs: textDeltas(transcript).map(certainty) }),
    ...(include.has('item.input_audio_transcription.phrases') && { phrases: [phrase(transcript, audio)] }),
  });
}

/** A high confidence: no word was recognised, so none is wrong. */
const certainty = (token: string) => ({ token, logprob: -0.01, bytes: [...Buffer.from(token)] });

function phrase(text: string, { pcm, rateHz }: MonoAudio) {
  const totalMs = Math.round(durationMs(pcm, rateHz));
  const words = estimateWords(text, totalMs).map((word) => ({
    text: word.text,
    offset_milliseconds: word.offsetMs,
    duration_milliseconds: word.durationMs,
  }));
  return { offset_milliseconds: 0, duration_milliseconds: totalMs, text, words, locale: 'en-US', confidence: 0.99 };
}
