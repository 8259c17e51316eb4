/** The events of a spoken message: audio, and what accompanies it. It knows no voice. */
import type { Words } from '../answering/answer.js';
import { encodeOutput, SPEECH_RATE_HZ } from '../audio/formats.js';
import { concatSamples } from '../audio/pcm.js';
import { resample } from '../audio/resample.js';
import type { MonoAudio } from '../audio/wav.js';
import type { Speech } from '../speaking/speech.js';
import type { JsonObject } from '../shared/json.js';
import { endMs, fitWords, type Limits } from './fit-words.js';
import { closeMessage, keepItem, type OpenMessage, openMessage } from './output-item.js';
import { composeTimeline, type TimedEvent } from './timeline.js';
import type { ResponseRun } from './response-run.js';
import { textDeltas } from './text-deltas.js';

/**
 * Sends a spoken message with its words. The audio is sent in pieces, faster than it is played.
 * @returns false when the limits cut it
 */
export async function speakMessage(run: ResponseRun, words: Words, limits: Limits): Promise<boolean> {
  const { services, settings } = run;
  const beside = { ...settings, ...words.beside };
  const message = openMessage(run, { type: 'audio', transcript: '' });
  const { text, speech, whole } = fit(words.text, await services.speech.speak(words.text, settings.voice.name), limits);
  const pcm = whole ? withReplay(speech.pcm, words.replay) : speech.pcm;
  const { transcript, sentMs } = await streamPieces(run, message, pcm, composeTimeline(text, speech, beside));
  if (!run.signal.aborted) sendCitations(run, message, words.citations ?? []);
  sendStreamEnds(run, message, transcript, beside);
  const heard = { pcm: pcm.subarray(0, (sentMs * SPEECH_RATE_HZ) / 1000), rateHz: SPEECH_RATE_HZ };
  closeMessage(run, message, { type: 'audio', transcript }, whole, heard);
  return whole;
}

/** Cuts a text and its audio after the last word that fits. */
function fit(text: string, speech: Speech, limits: Limits) {
  const deltas = fitWords(text, limits, speech.words);
  if (deltas.length === textDeltas(text).length) return { text, speech, whole: true };
  const words = speech.words.slice(0, deltas.length);
  const pcm = speech.pcm.subarray(0, Math.floor((endMs(words.at(-1)) * SPEECH_RATE_HZ) / 1000));
  return { text: deltas.join(''), speech: { pcm, words }, whole: false };
}

function withReplay(pcm: Int16Array, replay: MonoAudio | undefined): Int16Array {
  return replay ? concatSamples([pcm, resample(replay.pcm, replay.rateHz, SPEECH_RATE_HZ)]) : pcm;
}

async function streamPieces(
  run: ResponseRun,
  { item, at }: OpenMessage,
  pcm: Int16Array,
  timeline: readonly TimedEvent[],
): Promise<{ readonly transcript: string; readonly sentMs: number }> {
  const { services, settings, signal } = run;
  const { bytes, bytesPerMs } = encodeOutput(pcm, settings.outputFormat);
  const totalMs = bytes.length / bytesPerMs;
  const startedAt = services.clock.now();
  const cues = [...timeline];
  let transcript = '';
  let sentMs = 0;
  while (sentMs < totalMs && !signal.aborted) {
    const endMs = Math.min(sentMs + services.pacing.pieceMs, totalMs);
    while (cues[0] && (cues[0].atMs < endMs || endMs === totalMs)) {
      const { event } = cues.shift()!;
      if (typeof event['delta'] === 'string') transcript += event['delta'];
      services.send({ ...event, ...at });
    }
    services.onAudio(item.id);
    const delta = Buffer.from(bytes.subarray(sentMs * bytesPerMs, endMs * bytesPerMs)).toString('base64');
    services.send({ type: 'response.audio.delta', ...at, delta });
    sentMs = endMs;
    const sent = { pcm: pcm.subarray(0, (sentMs * SPEECH_RATE_HZ) / 1000), rateHz: SPEECH_RATE_HZ };
    keepItem(run, at, { ...item, content: [{ type: 'audio' as const, transcript }] }, sent);
    await services.clock.sleep(startedAt + sentMs / services.pacing.speed - services.clock.now(), signal);
  }
  return { transcript, sentMs };
}

function sendCitations({ services }: ResponseRun, { at }: OpenMessage, citations: readonly JsonObject[]): void {
  citations.forEach((annotation, index) => {
    services.send({ type: 'response.audio_transcript.annotation.added', ...at, annotation_index: index, annotation });
  });
}

interface Beside {
  readonly wordTimes: boolean;
  readonly visemes: boolean;
  readonly blendshapes: boolean;
}

function sendStreamEnds({ services }: ResponseRun, { at }: OpenMessage, transcript: string, beside: Beside): void {
  const { content_index: _, ...itemOnly } = at;
  services.send({ type: 'response.audio.done', ...at });
  services.send({ type: 'response.audio_transcript.done', ...at, transcript });
  if (beside.wordTimes) services.send({ type: 'response.audio_timestamp.done', ...at });
  if (beside.visemes) services.send({ type: 'response.animation_viseme.done', ...at });
  if (beside.blendshapes) services.send({ type: 'response.animation_blendshapes.done', ...itemOnly });
}
