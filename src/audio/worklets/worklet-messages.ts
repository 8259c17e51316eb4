/**
 * The messages between the audio thread, the worker and the main thread, and the numbers that they share.
 *
 * Samples travel only on the port between a worklet and the worker. The main thread passes that port on once (`PortMessage`)
 * and from then on gets levels only.
 */

/** main -> worklet, once: the worklet's end of its channel to the worker (transferred). */
export interface PortMessage {
  readonly kind: 'port';
  readonly port: MessagePort;
}

/** worklet -> main, 30 to 50 times a second while `LevelsMessage` is on. `level`: RMS, 0 to 1. Silence is reported once. */
export interface LevelMessage {
  readonly kind: 'level';
  readonly level: number;
}

/** main -> worklet: turns reports of levels on or off. They are off at start. */
export interface LevelsMessage {
  readonly kind: 'levels';
  readonly on: boolean;
}

/** main -> capture. A muted microphone sends silence, and after `MUTED_TAIL_MS` of it nothing more. */
export interface MuteMessage {
  readonly kind: 'mute';
  readonly muted: boolean;
}

/** main -> capture: push to talk. A closed gate passes nothing, not even silence. It is open at start. */
export interface GateMessage {
  readonly kind: 'gate';
  readonly open: boolean;
}

/** capture -> main: the gate is closed and the last chunk has left. The level is 0 from now on, without a `LevelMessage`. */
export interface GateClosedMessage {
  readonly kind: 'gate-closed';
  /** The time for which an unmuted microphone passed the gate since it was opened. */
  readonly passedMs: number;
}

/** main -> worklet: `process()` ends for good and the ports close. The playback fades out first. */
export interface EndMessage {
  readonly kind: 'end';
}

export type ToCapture = PortMessage | LevelsMessage | MuteMessage | GateMessage | EndMessage;
export type ToPlayback = PortMessage | LevelsMessage | EndMessage;

/** How long a muted microphone sends silence: the service needs some to end the visitor's turn. Our choice. */
export const MUTED_TAIL_MS = 2000;

/** Duration of one capture chunk, and of one piece of playback. Our choice: usual for speech on a network. */
export const CHUNK_MS = 20;

/** The time between two levels of the playback: 30 a second. The microphone's levels come with its chunks. */
export const LEVEL_MS = 33;

/** The time between two reports of the playhead. Our choice. */
export const PROGRESS_MS = 50;

/** `processorOptions` of the playback node. */
export interface PlaybackOptions {
  /** The audio to buffer before playing starts; a prebuffer that grew shrinks to it again. */
  readonly prebufferMs?: number | undefined;
}

/**
 * capture -> worker: 20 ms of the microphone; with a reference, the same 20 ms of the played audio after them. [-1, 1],
 * context rate. The buffer is transferred, and the worker gives it back with `RecycleMessage`.
 */
export interface ChunkMessage {
  readonly kind: 'chunk';
  readonly samples: Float32Array<ArrayBuffer>;
  /** RMS of the microphone's part, 0 to 1. */
  readonly level: number;
  /** Largest |sample| of the microphone's part; 1 is full scale. */
  readonly peak: number;
  /** The number of the chunk. Chunks that were dropped because no buffer was free are counted, so a gap is a lost chunk. */
  readonly sequence: number;
  /** `Date.now()` when the last sample of the chunk entered the worklet (worklets have no `performance`). */
  readonly capturedAt: number;
}

/** worker -> capture, or playback -> worker: a transferred buffer goes back to its pool. */
export interface RecycleMessage {
  readonly kind: 'recycle';
  readonly samples: Float32Array<ArrayBuffer>;
}

/** worker -> playback: samples to play after all earlier ones. Mono, [-1, 1], context rate, transferred. */
export interface PlayMessage {
  readonly kind: 'play';
  /** The worker's number for the conversation item these samples belong to. */
  readonly item: number;
  readonly samples: Float32Array<ArrayBuffer>;
  /** The number of frames to play; the buffer may be longer. */
  readonly frames: number;
}

/** worker -> playback: the item is complete, so an empty buffer after it is its end and no underrun. */
export interface ItemEndMessage {
  readonly kind: 'item-end';
  readonly item: number;
}

/** worker -> playback: lower playback by 12 dB within 30 ms, or raise it again within 100 ms. A flush also raises it. */
export interface DuckMessage {
  readonly kind: 'duck';
  readonly on: boolean;
}

/** worker -> playback: fade out in 5 ms, drop the rest, answer with `FlushedMessage`. */
export interface FlushMessage {
  readonly kind: 'flush';
}

/** playback -> worker: the first sample of this item is being rendered. */
export interface StartedMessage {
  readonly kind: 'started';
  readonly item: number;
  /** The prebuffer before this start. */
  readonly prebufferMs: number;
}

/** playback -> worker, about every 50 ms while playing: the playhead. */
export interface ProgressMessage {
  readonly kind: 'progress';
  readonly item: number;
  /** The number of frames of this item that were rendered, context rate. */
  readonly played: number;
  /** The number of frames that wait in the worklet, of all items, context rate. */
  readonly buffered: number;
}

/** playback -> worker: the last frame of a complete item was rendered, and nothing waits. */
export interface DrainedMessage {
  readonly kind: 'drained';
  readonly item: number;
  /** The number of frames of this item, context rate. */
  readonly played: number;
}

/** playback -> worker: the buffer ran dry inside an item. Playing goes on when the prebuffer, which has grown, is full again. */
export interface UnderrunMessage {
  readonly kind: 'underrun';
  readonly item: number;
  /** The prebuffer from now on. */
  readonly prebufferMs: number;
}

/** playback -> worker: playback is silent after a flush. `item` is -1 when nothing was playing. */
export interface FlushedMessage {
  readonly kind: 'flushed';
  readonly item: number;
  /** The number of frames of `item` that were rendered, up to the end of the fade, context rate. */
  readonly played: number;
}

export type CaptureToWorker = ChunkMessage;
export type WorkerToCapture = RecycleMessage;
export type WorkerToPlayback = PlayMessage | ItemEndMessage | DuckMessage | FlushMessage;
export type PlaybackToWorker =
  StartedMessage | ProgressMessage | DrainedMessage | UnderrunMessage | FlushedMessage | RecycleMessage;

/** The names that the worklets register. They hold the build's id, so that a worklet of another build is not found. */
export const CAPTURE_PROCESSOR = 'vla-capture-%BUILD%';
export const PLAYBACK_PROCESSOR = 'vla-playback-%BUILD%';
