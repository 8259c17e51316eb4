/**
 * How the orb moves: levels and time go in, sizes and angles come out, and are painted. The numbers were tuned by eye.
 */
import type { SessionStatus } from '../../../worker/contract/conversation.js';

export interface OrbMotion {
  /** Smoothed loudness, 0 to 1. */
  readonly loudness: number;
  /** Rotation in radians; it only grows. */
  readonly angle: number;
  /** Time of the animation frame, in ms. */
  readonly timeMs: number;
}

export const STILL: OrbMotion = { loudness: 0, angle: 0.6, timeMs: 0 };

/** At rest, turned as before, so that nothing jumps when it moves again. */
export const stillAt = ({ angle }: OrbMotion): OrbMotion => ({ ...STILL, angle });

const isBusy = (status: SessionStatus): boolean => status === 'thinking' || status === 'working';

/** Maps loudness to motion. Speech has an RMS of about 0.02 to 0.2; the root spreads that over most of 0 to 1. */
const spread = (rms: number): number => Math.min(1, Math.sqrt(Math.max(0, rms)) * 1.8);

/** Computes the next frame. Loudness rises fast (45 ms) and falls slowly (180 ms), as on a VU meter. */
export function stepMotion(
  motion: OrbMotion | undefined,
  status: SessionStatus,
  levels: { readonly user: number; readonly agent: number },
  timeMs: number,
): OrbMotion {
  const { loudness: before, angle, timeMs: then } = motion ?? STILL;
  const elapsedMs = Math.min(50, timeMs - then); // after a pause, as in a hidden tab, nothing must jump
  const target = spread(status === 'speaking' ? levels.agent : isBusy(status) ? 0 : levels.user);
  const settleMs = target > before ? 45 : 180;
  const loudness = before + (target - before) * (1 - Math.exp(-elapsedMs / settleMs));
  const speed = isBusy(status) ? 3 : 0.4 + loudness * 1.6;
  return { loudness, angle: angle + (speed * elapsedMs) / 1000, timeMs };
}

/** Scales of the core and the halo (1 is at rest), and the halo's opacity. */
export interface OrbShape {
  readonly core: number;
  readonly halo: number;
  readonly glow: number;
}

/** The core grows with the agent's voice and shrinks into its halo with the visitor's. In silence it breathes. */
export function shapeOf({ loudness, timeMs }: OrbMotion, status: SessionStatus): OrbShape {
  const waiting = status !== 'listening' && status !== 'hearing' && status !== 'speaking';
  const breath = Math.sin(timeMs / (waiting ? 320 : 900)) * (waiting ? 0.035 : 0.015);
  return {
    core: 1 + breath + loudness * (status === 'speaking' ? 0.17 : -0.1),
    halo: 1 - breath + loudness * 0.22,
    glow: 0.22 + loudness * 0.4,
  };
}

/** Paints one frame of the orb. */
export function paintOrb(
  [halo, core, near, far]: readonly HTMLElement[],
  motion: OrbMotion,
  status: SessionStatus,
): void {
  if (!halo || !core || !near || !far) return;
  const shape = shapeOf(motion, status);
  halo.style.transform = `scale(${shape.halo})`;
  halo.style.opacity = `${shape.glow}`;
  core.style.transform = `scale(${shape.core})`;
  near.style.transform = `rotate(${motion.angle}rad)`;
  far.style.transform = `rotate(${-1.4 * motion.angle}rad)`;
}
