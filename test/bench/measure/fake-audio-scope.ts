/** The two worklets' own processors, outside an AudioContext, so that half an hour takes half a minute. */
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
 * Makes one of each, from source, for a context of this rate; the rate of the first call holds.
 * @param options.reference the capture has a second input, for what is played
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
    // By address: their types belong to another scope than this one.
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

/** Channels whose messages wait until `deliver`: transferred as real ones are, but in the simulation's own time. */
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
