import type { MonoAudio } from '../audio/wav.js';
import { withTranscript } from '../conversation/conversation.js';
import { describeSpeech } from '../hearing/describe-speech.js';
import { textDeltas } from '../responding/write-message.js';
import type { Connection } from './connection.js';

const DELTA_INTERVAL_MS = 15;
const PREFIX = 'conversation.item.input_audio_transcription';

/** "Transcribes" a turn: recognises no word, and says only how long it was. */
export async function transcribe(connection: Connection, itemId: string, audio: MonoAudio): Promise<void> {
  const at = { item_id: itemId, content_index: 0 };
  if (connection.faults.failTranscription) {
    const error = { type: 'server_error', code: 'transcription_failed', message: 'Transcription failed on request.' };
    connection.send({ type: `${PREFIX}.failed`, ...at, error });
    return;
  }
  const transcript = describeSpeech(audio);
  for (const delta of textDeltas(transcript)) {
    connection.send({ type: `${PREFIX}.delta`, ...at, delta });
    await connection.clock.sleep(DELTA_INTERVAL_MS, connection.signal);
  }
  const entry = connection.conversation.find(itemId);
  if (entry?.item.type === 'message') {
    connection.conversation.replace({ ...entry, item: withTranscript(entry.item, 0, transcript) });
  }
  connection.send({ type: `${PREFIX}.completed`, ...at, transcript });
}
