import type { CostRequest, Costs } from '../workers/cost.worker.js';

/** Runs the cost worker. Costs in µs a chunk of 20 ms. */
export function measureCosts(rounds: number): Promise<Costs> {
  const worker = new Worker(new URL('../workers/cost.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Costs>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Costs>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(`the cost worker: ${message || 'not loaded'}`));
    worker.postMessage({ rounds } satisfies CostRequest);
  }).finally(() => worker.terminate());
}
