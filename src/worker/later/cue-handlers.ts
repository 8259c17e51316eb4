/**
 * Handlers of the events that belong to a moment of speech: words, visemes, blendshapes. Each becomes a cue, a notice that
 * waits for its moment. These handlers do not know when that is: `cue-scheduler.ts` does.
 */
import { isSilenced } from '../session/response-handlers.js';
import { step, type Step, type Turn } from '../session/turn.js';
import type { CueNotice } from '../contract/conversation.js';
import type { ServerEventOf } from '../protocol/server-events.js';

type Place = Pick<ServerEventOf<'response.animation_viseme.delta'>, 'response_id' | 'item_id'>;

/** Blendshapes come 60 times a second, numbered from the beginning of the item's audio. */
const FRAME_MS = 1000 / 60;

function cue(turn: Turn, { response_id, item_id }: Place, atMs: number, kind: CueNotice['kind'], rest: object): Step {
  const detail = { itemId: item_id, offsetMs: atMs, ...rest };
  return isSilenced(turn, response_id, item_id)
    ? step(turn)
    : step(turn, { kind: 'cue', itemId: item_id, atMs, notice: { kind, detail } as unknown as CueNotice });
}

/** The words are also kept: they tell which of them were heard before an interruption. */
export function onWordTime(turn: Turn, event: ServerEventOf<'response.audio_timestamp.delta'>): Step {
  const { item_id: itemId, audio_offset_ms: offsetMs, audio_duration_ms: durationMs, text: word } = event;
  const words = [...turn.words, { itemId, word, endMs: offsetMs + durationMs }].slice(-MOST_WORDS);
  return cue({ ...turn, words }, event, offsetMs, 'word', { word, durationMs });
}

/** Ten minutes at 200 words a minute: a bound on memory. */
const MOST_WORDS = 2000;

export const onViseme = (turn: Turn, event: ServerEventOf<'response.animation_viseme.delta'>): Step =>
  cue(turn, event, event.audio_offset_ms, 'viseme', { visemeId: event.viseme_id });

/** One event holds several frames, each with its own moment. A string, whose format is not documented, stays whole. */
export function onBlendshapes(turn: Turn, event: ServerEventOf<'response.animation_blendshapes.delta'>): Step {
  const { frames, frame_index: first } = event;
  const list: readonly unknown[] = Array.isArray(frames) ? frames : [frames];
  const steps = list.map((weights, i) =>
    cue(turn, event, (first + i) * FRAME_MS, 'blendshapes', { frameIndex: first + i, weights }),
  );
  return step(turn, ...steps.flatMap(({ effects }) => effects));
}
