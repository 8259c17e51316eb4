import type { GateClosedMessage, LevelMessage, PortMessage, ToCapture } from '../worklets/worklet-messages.js';

/** The main thread's connection to one worklet. Samples do not pass here: `port` is for the worker. */
export class WorkletLink {
  /** The far end of the worklet's channel, to be transferred to the worker. */
  readonly port: MessagePort;
  /** Called with the RMS (0 to 1), 30 to 50 times a second while levels are on. In silence it is called once, with 0. */
  onLevel: ((level: number) => void) | undefined;
  /** Called when the gate of push to talk is closed, with the time that passed it, in ms. */
  onGate: ((passedMs: number) => void) | undefined;
  readonly #near: MessagePort;

  constructor(node: AudioWorkletNode) {
    const { port1, port2 } = new MessageChannel();
    this.port = port2;
    this.#near = node.port;
    this.#near.onmessage = ({ data }: MessageEvent<LevelMessage | GateClosedMessage>) => {
      const closed = data.kind === 'gate-closed';
      this.onLevel?.(closed ? 0 : data.level);
      if (closed) this.onGate?.(data.passedMs);
    };
    this.#near.postMessage({ kind: 'port', port: port1 } satisfies PortMessage, [port1]);
  }

  post(message: ToCapture): void {
    this.#near.postMessage(message);
  }

  setLevels(on: boolean): void {
    this.post({ kind: 'levels', on });
  }

  /** Ends the worklet's `process()`. */
  close(): void {
    this.post({ kind: 'end' });
    this.#near.onmessage = null;
    this.onLevel = undefined;
  }
}
