import { encodeOutput, SPEECH_RATE_HZ } from '../audio/formats.js';
import { concatSamples } from '../audio/pcm.js';
import { resample } from '../audio/resample.js';
import type { MonoAudio } from '../audio/wav.js';
import { closeMessage, keepItem, type OpenMessage, openMessage } from './output-item.js';
import { composeScore, type Cue } from './score.js';
import type { Performance } from './stage.js';

/** Answers aloud: audio in pieces, faster than it will be played, with its words beside it. */
export async function speakMessage(performance: Performance, text: string, replay?: MonoAudio): Promise<void> {
  const { stage, settings } = performance;
  const message = openMessage(performance, { type: 'audio', transcript: '' });
  const speech = await stage.speech.speak(text, settings.voice.name);
  const echo = replay ? resample(replay.pcm, replay.rateHz, SPEECH_RATE_HZ) : new Int16Array();
  const pcm = echo.length > 0 ? concatSamples([speech.pcm, echo]) : speech.pcm;
  const { transcript, sentMs } = await streamPieces(performance, message, pcm, composeScore(text, speech, settings));
  sendStreamEnds(performance, message, transcript);
  const heard = { pcm: pcm.subarray(0, (sentMs * SPEECH_RATE_HZ) / 1000), rateHz: SPEECH_RATE_HZ };
  closeMessage(performance, message, { type: 'audio', transcript }, heard);
}

async function streamPieces(
  performance: Performance,
  { item, at }: OpenMessage,
  pcm: Int16Array,
  score: readonly Cue[],
): Promise<{ readonly transcript: string; readonly sentMs: number }> {
  const { stage, settings, signal } = performance;
  const { bytes, bytesPerMs } = encodeOutput(pcm, settings.outputFormat);
  const totalMs = bytes.length / bytesPerMs;
  const startedAt = stage.clock.now();
  const cues = [...score];
  let transcript = '';
  let sentMs = 0;
  while (sentMs < totalMs && !signal.aborted) {
    const endMs = Math.min(sentMs + stage.pacing.pieceMs, totalMs);
    while (cues[0] && (cues[0].atMs < endMs || endMs === totalMs)) {
      const { event } = cues.shift()!;
      if (typeof event['delta'] === 'string') transcript += event['delta'];
      stage.send({ ...event, ...at });
    }
    stage.onAudio(item.id);
    const delta = Buffer.from(bytes.subarray(sentMs * bytesPerMs, endMs * bytesPerMs)).toString('base64');
    stage.send({ type: 'response.audio.delta', ...at, delta });
    sentMs = endMs;
    const sent = { pcm: pcm.subarray(0, (sentMs * SPEECH_RATE_HZ) / 1000), rateHz: SPEECH_RATE_HZ };
    keepItem(performance, at, { ...item, content: [{ type: 'audio', transcript }] }, sent);
    await stage.clock.sleep(startedAt + sentMs / stage.pacing.speed - stage.clock.now(), signal);
  }
  return { transcript, sentMs };
}

function sendStreamEnds({ stage, settings }: Performance, { at }: OpenMessage, transcript: string): void {
  stage.send({ type: 'response.audio.done', ...at });
  stage.send({ type: 'response.audio_transcript.done', ...at, transcript });
  if (settings.wordTimes) stage.send({ type: 'response.audio_timestamp.done', ...at });
  if (settings.visemes) stage.send({ type: 'response.animation_viseme.done', ...at });
}
