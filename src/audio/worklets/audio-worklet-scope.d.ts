/**
 * All that the audio thread may touch. The real scope holds a little more; there is no `performance`, no timer and no
 * TextDecoder in it.
 */

/** Frames per second of the context. */
declare const sampleRate: number;
/** Of the quantum being rendered, in seconds. */
declare const currentTime: number;
/** Of the quantum being rendered, in frames. */
declare const currentFrame: number;

interface MessageEvent<T = unknown> {
  readonly data: T;
}

interface MessagePort {
  onmessage: ((event: MessageEvent<never>) => void) | null;
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  close(): void;
}

interface AudioWorkletNodeOptions {
  readonly numberOfInputs?: number;
  readonly processorOptions?: unknown;
}

declare class AudioWorkletProcessor {
  /** To the node, on the main thread. */
  readonly port: MessagePort;
}

/** @param inputs, outputs by input, then channel; the browser's memory, filled anew for each call */
interface Processor extends AudioWorkletProcessor {
  process(inputs: readonly (readonly Float32Array[])[], outputs: readonly (readonly Float32Array[])[]): boolean;
}

declare function registerProcessor(name: string, processor: new (options: AudioWorkletNodeOptions) => Processor): void;
