/** Makes blendshapes from visemes. They are only a rough guess. */
import type { Viseme } from './visemes.js';

/** Frames a second, and weights in a frame: the 52 shapes of ARKit, then the roll of head, left eye and right eye. */
export const FRAMES_PER_SECOND = 60;
export const WEIGHTS = 55;
const FRAMES_PER_PIECE = 6;

const JAW_OPEN = 17;
const MOUTH_CLOSE = 18;
const MOUTH_FUNNEL = 19;
const MOUTH_PUCKER = 20;

/** The weights of the mouth by viseme. Visemes that are missing here show a half-open mouth. */
const MOUTHS: Readonly<Record<number, readonly (readonly [shape: number, weight: number])[]>> = {
  0: [],
  2: [[JAW_OPEN, 0.7]],
  4: [[JAW_OPEN, 0.45]],
  6: [[JAW_OPEN, 0.25]],
  7: [[JAW_OPEN, 0.2], [MOUTH_PUCKER, 0.8]], // prettier-ignore
  8: [[JAW_OPEN, 0.5], [MOUTH_FUNNEL, 0.6]], // prettier-ignore
  18: [[MOUTH_CLOSE, 0.4]],
  21: [[MOUTH_CLOSE, 0.9]],
};
const HALF_OPEN = [[JAW_OPEN, 0.3]] as const;

export interface FacePiece {
  readonly atMs: number;
  /** number of the first frame, counted from the beginning of the audio */
  readonly frameIndex: number;
  readonly frames: readonly (readonly number[])[];
}

/** A face for every 60th of a second of the speech, a tenth of a second in each piece. */
export function blendshapesOf(visemes: readonly Viseme[]): readonly FacePiece[] {
  const total = Math.ceil(((visemes.at(-1)?.offsetMs ?? 0) * FRAMES_PER_SECOND) / 1000);
  const frames = Array.from({ length: total }, (_, i) => faceAt(visemes, (i * 1000) / FRAMES_PER_SECOND));
  const starts = frames.map((_, i) => i).filter((i) => i % FRAMES_PER_PIECE === 0);
  return starts.map((frameIndex) => ({
    atMs: (frameIndex * 1000) / FRAMES_PER_SECOND,
    frameIndex,
    frames: frames.slice(frameIndex, frameIndex + FRAMES_PER_PIECE),
  }));
}

function faceAt(visemes: readonly Viseme[], ms: number): readonly number[] {
  const id = visemes.findLast(({ offsetMs }) => offsetMs <= ms)?.id ?? 0;
  const weights = new Map<number, number>(MOUTHS[id] ?? HALF_OPEN);
  return Array.from({ length: WEIGHTS }, (_, shape) => weights.get(shape) ?? 0);
}
