/** What can be said about recorded speech without recognising it. */
import { rootMeanSquare } from '../audio/pcm.js';
import type { MonoAudio } from '../audio/wav.js';
import { voiceLikelihood } from './voice-activity.js';

const FRAME_MS = 10;
const VOICED = 0.35;

/** How long somebody spoke: from the first voiced moment to the last. */
export function speechSeconds({ pcm, rateHz }: MonoAudio): number {
  const frameSamples = (rateHz * FRAME_MS) / 1000;
  let first = -1;
  let last = -1;
  for (let at = 0; at < pcm.length; at += frameSamples) {
    if (voiceLikelihood(rootMeanSquare(pcm.subarray(at, at + frameSamples))) < VOICED) continue;
    if (first < 0) first = at;
    last = Math.min(at + frameSamples, pcm.length);
  }
  return first < 0 ? 0 : (last - first) / rateHz;
}

/** A sentence about the length of the speech. */
export function describeSpeech(audio: MonoAudio): string {
  const seconds = speechSeconds(audio);
  return seconds === 0 ? 'silence' : `${seconds.toFixed(1)} seconds of speech`;
}
