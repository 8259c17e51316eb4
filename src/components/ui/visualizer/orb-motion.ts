/** How the orb moves, as arithmetic: levels and time in, sizes and angles out. */
import type { SessionStatus } from '../../../worker/contract/conversation.js';

export interface OrbMotion {
  /** Smoothed loudness, 0 to 1. */
  readonly loudness: number;
  /** Radians turned since the beginning. */
  readonly angle: number;
  /** Milliseconds, of the frame this motion was made for. */
  readonly timeMs: number;
}

export const STILL: OrbMotion = { loudness: 0, angle: 0.6, timeMs: 0 };

const isBusy = (status: SessionStatus): boolean => status === 'thinking' || status === 'working';

/** Speech has an RMS of about 0.02 to 0.2; the eye wants that spread over the whole range. */
const spread = (rms: number): number => Math.min(1, Math.sqrt(Math.max(0, rms)) * 1.8);

/** The next frame's motion. Loudness rises fast and falls slowly, as a VU meter does. */
export function stepMotion(
  motion: OrbMotion,
  status: SessionStatus,
  levels: { readonly user: number; readonly agent: number },
  timeMs: number,
): OrbMotion {
  const elapsedMs = Math.min(50, timeMs - motion.timeMs); // a tab that comes back must not jump
  const target = spread(status === 'speaking' ? levels.agent : isBusy(status) ? 0 : levels.user);
  const settleMs = target > motion.loudness ? 45 : 180;
  const loudness = motion.loudness + (target - motion.loudness) * (1 - Math.exp(-elapsedMs / settleMs));
  const speed = isBusy(status) ? 3 : 0.4 + loudness * 1.6;
  return { loudness, angle: motion.angle + (speed * elapsedMs) / 1000, timeMs };
}

export interface OrbShape {
  readonly core: number;
  readonly halo: number;
  readonly glow: number;
}

/** The agent's voice swells the orb, the visitor's presses it into its halo; between them it breathes. */
export function shapeOf({ loudness, timeMs }: OrbMotion, status: SessionStatus): OrbShape {
  const waiting = status !== 'listening' && status !== 'hearing' && status !== 'speaking';
  const breath = Math.sin(timeMs / (waiting ? 320 : 900)) * (waiting ? 0.035 : 0.015);
  return {
    core: 1 + breath + loudness * (status === 'speaking' ? 0.17 : -0.1),
    halo: 1 - breath + loudness * 0.22,
    glow: 0.22 + loudness * 0.4,
  };
}
