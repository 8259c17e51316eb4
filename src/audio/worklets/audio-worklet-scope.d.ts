/**
 * Everything that code on the audio thread may use. The real scope has a little more, but no `performance`, no timer and no
 * TextDecoder.
 */

/** Frames per second of the context. */
declare const sampleRate: number;
/** The time of the quantum that is rendered, in seconds. */
declare const currentTime: number;
/** The first frame of the quantum that is rendered. */
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
  /** The port to the node on the main thread. */
  readonly port: MessagePort;
}

/** `inputs` and `outputs`: by input, then by channel. The memory is the browser's, and it is filled anew for each call. */
interface Processor extends AudioWorkletProcessor {
  process(inputs: readonly (readonly Float32Array[])[], outputs: readonly (readonly Float32Array[])[]): boolean;
}

declare function registerProcessor(name: string, processor: new (options: AudioWorkletNodeOptions) => Processor): void;
