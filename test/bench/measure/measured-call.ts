/** Measures a call of the built package with the emulator from outside: by worklets and a wrapped worker. */
import type { VoiceLiveAgent } from '../../../src/index.js';
import { stage, withFaults, type Stage } from '../../helpers/page/live-agent.js';
import { clickingMicrophone } from './click-microphone.js';
import { tapEdges, type EdgeTaps } from './sound-edges.js';
import { busy, routeByMainThread, type Load, type Route } from './main-thread.js';
import { probeWorker, type WorkerProbe } from './worker-probe.js';

export interface CallPlan {
  readonly route: Route;
  readonly load: Load;
  readonly clicks?: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly prepare?: (agent: VoiceLiveAgent) => void;
  /** Faults of the emulator for this connection. */
  readonly faults?: string;
}

export interface MeasuredCall extends Stage {
  readonly taps: EdgeTaps;
  readonly probe: WorkerProbe;
}

/** Makes a call, keeps the page busy once the call is up, and runs `during`. */
export async function measureCall<T>(plan: CallPlan, during: (call: MeasuredCall) => Promise<T>): Promise<T> {
  const undo = [clickingMicrophone(plan.clicks ?? false)];
  if (plan.route === 'via main') undo.push(routeByMainThread());
  const taps = tapEdges();
  const probe = probeWorker();
  undo.push(taps.restore, probe.restore);
  const attributes = { 'turn-detection': 'none', ...(plan.faults ? { 'token-url': '' } : {}), ...plan.attributes };
  const staged = await stage(attributes, (agent) => {
    plan.prepare?.(agent);
    if (plan.faults) withFaults(plan.faults)(agent);
  });
  try {
    await staged.agent.start();
    undo.push(busy(plan.load));
    return await during({ ...staged, taps, probe });
  } finally {
    for (const back of undo.reverse()) back();
    staged.agent.remove();
  }
}
