/** Measures the time of the engine's arithmetic in a worker that does nothing else. */
import { deltaOf, ours, stringBuilding, type Codec } from '../measure/codecs.js';
import * as duplex from '../measure/duplex.js';

export interface CostRequest {
  readonly rounds: number;
}

/** Costs in µs by subject, one number per round. The subjects alternate, so that a disturbance affects all of them. */
export type Costs = Readonly<Record<string, readonly number[]>>;

const BATCH = 250;

async function frameCosts(rounds: number): Promise<Costs> {
  const pcm = Int16Array.from({ length: 480 }, (_, i) => 8000 * Math.sin(i / 7));
  const text = deltaOf(pcm);
  const subjects: Record<string, () => unknown> = {};
  const add = (name: string, codec: Codec) => {
    subjects[`append ${name}`] = () => codec.append(pcm);
    subjects[`delta ${name}`] = () => codec.delta(text);
  };
  add('ours', ours);
  add('string', stringBuilding);
  subjects['duplex ours'] = duplex.ours();
  subjects['duplex string, linear'] = duplex.by(stringBuilding, ...duplex.linear());
  subjects['resample filter'] = resample(duplex.filtered());
  subjects['resample linear'] = resample(duplex.linear());
  const sdk = await loadSdk();
  if (sdk) {
    add('sdk', sdk);
    subjects['duplex sdk, linear'] = duplex.by(sdk, ...duplex.linear());
    subjects['duplex sdk, same filter'] = duplex.by(sdk, ...duplex.filtered());
  }
  return time(subjects, rounds);
}

/** Undefined when the server resolves modules for Node: only the condition `browser` selects the SDK's build for browsers. */
async function loadSdk(): Promise<Codec | undefined> {
  try {
    return (await import('../measure/sdk-codec.js')).sdk;
  } catch {
    return undefined;
  }
}

function resample([down, up]: ReturnType<typeof duplex.linear>): () => void {
  const samples = duplex.microphoneChunk();
  const wire = new Float32Array(500);
  const output = new Float32Array(1000);
  return () => {
    const count = down.process(samples, wire);
    up.process(wire.subarray(0, count), output);
  };
}

function time(subjects: Readonly<Record<string, () => unknown>>, rounds: number): Costs {
  const costs: Record<string, number[]> = {};
  for (let round = -3; round < rounds; round++) {
    for (const [name, run] of Object.entries(subjects)) {
      const begun = performance.now();
      for (let i = 0; i < BATCH; i++) run();
      const cost = ((performance.now() - begun) * 1000) / BATCH;
      // negative rounds warm up the compiler
      if (round >= 0) (costs[name] ??= []).push(cost);
    }
  }
  return costs;
}

addEventListener('message', ({ data }: MessageEvent<CostRequest>) => void frameCosts(data.rounds).then(postMessage));
