/** What the service says of moments of its speech: it goes to the page when that moment is heard, and only then. */
import { isSilenced } from './response-handlers.js';
import { step, type Step, type Turn } from './turn.js';
import type { CueNotice } from '../contract/conversation.js';
import type { ServerEvent } from '../protocol/server-events.js';

type Wire<T extends ServerEvent['type']> = Extract<ServerEvent, { readonly type: T }>;
type Place = Pick<Wire<'response.animation_viseme.delta'>, 'response_id' | 'item_id'>;

/** Faces come 60 a second, counted from the beginning of the item's sound. */
const FRAME_MS = 1000 / 60;

function cue(turn: Turn, { response_id, item_id }: Place, atMs: number, kind: CueNotice['kind'], rest: object): Step {
  const detail = { itemId: item_id, offsetMs: atMs, ...rest };
  return isSilenced(turn, response_id, item_id)
    ? step(turn)
    : step(turn, { kind: 'cue', itemId: item_id, atMs, notice: { kind, detail } as unknown as CueNotice });
}

/** The words of an answer also tell where it was broken off. */
export function onWordTime(turn: Turn, event: Wire<'response.audio_timestamp.delta'>): Step {
  const { item_id: itemId, audio_offset_ms: offsetMs, audio_duration_ms: durationMs, text: word } = event;
  const words = [...turn.words, { itemId, word, endMs: offsetMs + durationMs }].slice(-MOST_WORDS);
  return cue({ ...turn, words }, event, offsetMs, 'word', { word, durationMs });
}

/** Ten minutes of quick speech. */
const MOST_WORDS = 2000;

export const onViseme = (turn: Turn, event: Wire<'response.animation_viseme.delta'>): Step =>
  cue(turn, event, event.audio_offset_ms, 'viseme', { visemeId: event.viseme_id });

/** One piece holds several faces, each with its own moment. In a text, whose form nobody documents, they stay together. */
export function onBlendshapes(turn: Turn, event: Wire<'response.animation_blendshapes.delta'>): Step {
  const { frames, frame_index: first } = event;
  const faces: readonly unknown[] = Array.isArray(frames) ? frames : [frames];
  const steps = faces.map((weights, i) =>
    cue(turn, event, (first + i) * FRAME_MS, 'blendshapes', { frameIndex: first + i, weights }),
  );
  return step(turn, ...steps.flatMap(({ effects }) => effects));
}
