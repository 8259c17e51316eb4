/** Measures how much the heap grows in minutes of conversation after a warm-up. */
import { heapSize } from './allocation.js';
import { simulateKeeping } from './keeping.js';
import { simulate, type SimulationFigure, type SimulationPlan } from './simulation.js';

export interface Growth {
  /** Bytes, array buffers included. */
  readonly warm: number;
  readonly atMost: number;
}

/** Measures the heap after a garbage collection, once per simulated minute. */
async function growthDuring(
  warmUpMinutes: number,
  run: (onMinute: () => Promise<void>) => Promise<unknown>,
): Promise<Growth> {
  const sizes: number[] = [];
  await run(async () => {
    const { heap, buffers } = await heapSize(true);
    sizes.push(heap + buffers);
  });
  const warm = sizes[warmUpMinutes - 1]!;
  return { warm, atMost: Math.max(...sizes.slice(warmUpMinutes)) - warm };
}

export interface GrowthFigure {
  readonly ours: Growth;
  /** The control: a recorder that keeps what it sends. */
  readonly control: Growth;
  readonly conversation: SimulationFigure;
}

/** Simulates a conversation of the product, then one of the control of the same length, and measures both. */
export async function growthOver(
  plan: Pick<SimulationPlan, 'minutes' | 'oneLongAnswerMinutes'>,
  warmUpMinutes: number,
): Promise<GrowthFigure> {
  let conversation: SimulationFigure | undefined;
  const ours = await growthDuring(warmUpMinutes, async (onMinute) => {
    conversation = await simulate({ ...plan, onMinute });
  });
  const control = await growthDuring(warmUpMinutes, (onMinute) => simulateKeeping(plan.minutes, onMinute));
  return { ours, control, conversation: conversation! };
}
