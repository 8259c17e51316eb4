/** Keeps the main thread busy as a page does, and routes audio through it as a control. */
import { block, seconds } from '../../helpers/page/live-agent.js';

export type Load = 'idle' | 'tasks' | 'blocks';

export const LOADS: { readonly [L in Load]: string } = {
  idle: 'idle',
  tasks: '50 ms task every 60 ms',
  blocks: '500 ms block every 2 s',
};

/** Keeps this thread busy until the returned function is called. */
export function busy(load: Load): () => void {
  let on = load !== 'idle';
  const work = async () => {
    while (on) {
      await seconds(load === 'tasks' ? 0.01 : 1.5);
      if (on) block(load === 'tasks' ? 50 : 500);
    }
  };
  void work();
  return () => (on = false);
}

export type Route = 'direct' | 'via main';

/** Routes every new MessageChannel through this thread, as the control of the timings. Returns a function that restores it. */
export function routeByMainThread(): () => void {
  const Direct = globalThis.MessageChannel;
  globalThis.MessageChannel = class {
    readonly port1: MessagePort;
    readonly port2: MessagePort;
    constructor() {
      const near = new Direct();
      const far = new Direct();
      this.port1 = near.port1;
      this.port2 = far.port1;
      relay(near.port2, far.port2);
      relay(far.port2, near.port2);
    }
  };
  return () => (globalThis.MessageChannel = Direct);
}

function relay(from: MessagePort, to: MessagePort): void {
  from.onmessage = ({ data, ports }: MessageEvent<{ readonly samples?: Float32Array<ArrayBuffer> } | null>) =>
    to.postMessage(data, [...ports, ...(data?.samples ? [data.samples.buffer] : [])]);
}
