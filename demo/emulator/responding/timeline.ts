/** The events that accompany speech, with their times. Pure: it sends nothing. */
import type { Speech } from '../speaking/speech.js';
import { blendshapesOf } from '../speaking/blendshapes.js';
import { visemesOf } from '../speaking/visemes.js';
import type { ServerEvent } from '../shared/json.js';
import { textDeltas } from './text-deltas.js';

/** An event that belongs to a moment of the spoken audio. */
export interface TimedEvent {
  readonly atMs: number;
  readonly event: ServerEvent;
}

export interface TimelineOptions {
  readonly wordTimes: boolean;
  readonly visemes: boolean;
  readonly blendshapes: boolean;
}

type Accompany = (text: string, words: Speech['words']) => readonly TimedEvent[];

const transcript: Accompany = (text, words) =>
  textDeltas(text).map((delta, i) => ({
    atMs: words[i]?.offsetMs ?? 0,
    event: { type: 'response.audio_transcript.delta', delta },
  }));

/** What can accompany speech, if the session asks for it. */
const accompaniments: { readonly [K in keyof TimelineOptions]: Accompany } = {
  wordTimes: (_, words) =>
    words.map((word) => ({
      atMs: word.offsetMs,
      event: {
        type: 'response.audio_timestamp.delta',
        audio_offset_ms: word.offsetMs,
        audio_duration_ms: word.durationMs,
        text: word.text,
        timestamp_type: 'word',
      },
    })),
  visemes: (_, words) =>
    visemesOf(words).map(({ id, offsetMs }) => ({
      atMs: offsetMs,
      event: { type: 'response.animation_viseme.delta', audio_offset_ms: offsetMs, viseme_id: id },
    })),
  blendshapes: (_, words) =>
    blendshapesOf(visemesOf(words)).map(({ atMs, frameIndex, frames }) => ({
      atMs,
      event: { type: 'response.animation_blendshapes.delta', frame_index: frameIndex, frames },
    })),
};

/** Lists everything that accompanies a spoken text, in the order of time. */
export function composeTimeline(
  text: string,
  { words }: Pick<Speech, 'words'>,
  options: TimelineOptions,
): readonly TimedEvent[] {
  const asked = (Object.keys(accompaniments) as (keyof TimelineOptions)[]).filter((name) => options[name]);
  const cues = [transcript, ...asked.map((name) => accompaniments[name])].flatMap((write) => write(text, words));
  return cues.sort((a, b) => a.atMs - b.atMs);
}
