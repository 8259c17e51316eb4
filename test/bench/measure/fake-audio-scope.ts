/** Runs the processors of both worklets outside an AudioContext, much faster than real time. */
import { CAPTURE_PROCESSOR, PLAYBACK_PROCESSOR } from '../../../src/audio/worklets/worklet-messages.js';

export interface Processor {
  process(inputs: readonly (readonly Float32Array[])[], outputs: readonly (readonly Float32Array[])[]): boolean;
  readonly port: ScopePort;
}

export interface ScopePort {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  close(): void;
}

export interface Processors {
  readonly capture: Processor;
  readonly playback: Processor;
}

const nothing = (): void => undefined;
const mute = (): ScopePort => ({ onmessage: null, postMessage: nothing, close: nothing });

type Registered = new (options: object) => Processor;
const registered = new Map<string, Registered>();

/**
 * Makes one processor of each kind, from source. The sample rate of the first call is used for all calls.
 * @param options.reference whether the capture processor has a second input for the played audio
 */
export async function makeProcessors(rate: number, { reference = false } = {}): Promise<Processors> {
  if (registered.size === 0) {
    Object.assign(globalThis, {
      sampleRate: rate,
      AudioWorkletProcessor: class {
        readonly port = mute();
      },
      registerProcessor: (name: string, processor: Registered) => registered.set(name, processor),
    });
    // Imported by address, because the types of these files belong to the scope of a worklet.
    for (const name of ['capture', 'playback']) await import(`/src/audio/worklets/${name}.worklet.ts`);
  }
  const make = (name: string, options: object) => new (registered.get(name)!)(options);
  return {
    capture: make(CAPTURE_PROCESSOR, { numberOfInputs: reference ? 2 : 1 }),
    playback: make(PLAYBACK_PROCESSOR, {}),
  };
}

interface Letter {
  readonly to: ScopePort;
  readonly data: unknown;
}

/** Message channels whose messages wait for `deliver`, so that the simulation decides when they arrive. */
export class Post {
  #letters: Letter[] = [];

  channel(): [ScopePort, ScopePort] {
    const [a, b] = [mute(), mute()];
    this.#link(a, b);
    this.#link(b, a);
    return [a, b];
  }

  deliver(): void {
    while (this.#letters.length > 0) {
      for (const { to, data } of this.#letters.splice(0)) to.onmessage?.({ data });
    }
  }

  #link(from: ScopePort, to: ScopePort): void {
    from.postMessage = (message, transfer = []) =>
      void this.#letters.push({ to, data: structuredClone(message, { transfer: [...transfer] }) });
  }
}
