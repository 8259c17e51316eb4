/**
 * What the audio thread says to the worker and to the main thread, and back.
 *
 * Samples travel only on the port between a worklet and the worker. The main thread hands that port over once
 * (`PortMessage`) and from then on sees levels alone.
 */

/** main -> worklet, once: the worklet's end of its channel to the worker (transferred). */
export interface PortMessage {
  readonly kind: 'port';
  readonly port: MessagePort;
}

/** worklet -> main, 30 to 50 times a second while `LevelsMessage` is on. `level`: RMS, 0 to 1. Silence is told once. */
export interface LevelMessage {
  readonly kind: 'level';
  readonly level: number;
}

/** main -> worklet: report levels, or rest. Off at start. */
export interface LevelsMessage {
  readonly kind: 'levels';
  readonly on: boolean;
}

/** main -> capture. Muted samples are zeroed here; after `MUTED_TAIL_MS` of silence nothing more is sent. */
export interface MuteMessage {
  readonly kind: 'mute';
  readonly muted: boolean;
}

/** main -> capture: push to talk. A closed gate lets nothing through, not even silence. Open at start. */
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

/** main -> worklet: `process()` ends for good (the player fades out first) and the ports close. */
export interface EndMessage {
  readonly kind: 'end';
}

export type ToCapture = PortMessage | LevelsMessage | MuteMessage | GateMessage | EndMessage;
export type ToPlayback = PortMessage | LevelsMessage | EndMessage;

/** The service needs some silence to close the visitor's turn; after that a muted microphone sends nothing. */
export const MUTED_TAIL_MS = 2000;

/** Duration of one capture chunk, and of one piece of playback. */
export const CHUNK_MS = 20;

/** Between two levels of what is played; the microphone's come with its chunks. */
export const LEVEL_MS = 33;

/** Between two reports of the playhead. */
export const PROGRESS_MS = 50;

/** `processorOptions` of the playback node. */
export interface PlaybackOptions {
  /** Waited for before playing starts, and what a grown prebuffer comes back to. */
  readonly prebufferMs?: number | undefined;
}

/**
 * capture -> worker: 20 ms of the microphone, and behind them, where a reference is wanted, the same 20 ms of what was
 * played. [-1, 1], context rate. The buffer is transferred; the worker gives it back with `RecycleMessage`.
 */
export interface ChunkMessage {
  readonly kind: 'chunk';
  readonly samples: Float32Array<ArrayBuffer>;
  /** RMS of the microphone's part, 0 to 1. */
  readonly level: number;
  /** Largest |sample| of the microphone's part; 1 is full scale. */
  readonly peak: number;
  /** Chunks since the start, those dropped for want of a buffer included: a gap in the numbers is a lost chunk. */
  readonly sequence: number;
  /** `Date.now()` when the last sample of the chunk entered the worklet (worklets have no `performance`). */
  readonly capturedAt: number;
}

/** worker -> capture, or playback -> worker: a transferred buffer comes home to its pool. */
export interface RecycleMessage {
  readonly kind: 'recycle';
  readonly samples: Float32Array<ArrayBuffer>;
}

/** worker -> playback: samples to play after everything sent before. mono, [-1, 1], context rate, transferred. */
export interface PlayMessage {
  readonly kind: 'play';
  /** The worker's number for the conversation item these samples belong to. */
  readonly item: number;
  readonly samples: Float32Array<ArrayBuffer>;
  /** Frames of `samples` that count; the buffer may be longer. */
  readonly frames: number;
}

/** worker -> playback: nothing more comes for this item, so running dry after it is an end and not an underrun. */
export interface ItemEndMessage {
  readonly kind: 'item-end';
  readonly item: number;
}

/** worker -> playback: play 12 dB softer within 30 ms, or come back within 100 ms. A flush ends it too. */
export interface DuckMessage {
  readonly kind: 'duck';
  readonly on: boolean;
}

/** worker -> playback: fade out in 5 ms, forget the rest, answer `FlushedMessage`. */
export interface FlushMessage {
  readonly kind: 'flush';
}

/** playback -> worker: the first sample of this item is being rendered. */
export interface StartedMessage {
  readonly kind: 'started';
  readonly item: number;
  /** The prebuffer that was waited for. */
  readonly prebufferMs: number;
}

/** playback -> worker, about every 50 ms while playing: the playhead. */
export interface ProgressMessage {
  readonly kind: 'progress';
  readonly item: number;
  /** Frames of this item rendered so far, context rate. */
  readonly played: number;
  /** Frames waiting in the worklet, of all items, context rate. */
  readonly buffered: number;
}

/** playback -> worker: the last frame of an ended item was rendered and nothing waits. */
export interface DrainedMessage {
  readonly kind: 'drained';
  readonly item: number;
  /** Frames of this item rendered in all, context rate. */
  readonly played: number;
}

/** playback -> worker: it ran dry inside an item; playing goes on once the (grown) prebuffer is full again. */
export interface UnderrunMessage {
  readonly kind: 'underrun';
  readonly item: number;
  /** The prebuffer from now on. */
  readonly prebufferMs: number;
}

/** playback -> worker: silence reached after a flush. `item` is -1 when nothing was playing. */
export interface FlushedMessage {
  readonly kind: 'flushed';
  readonly item: number;
  /** Frames of `item` rendered up to the end of the fade, context rate. */
  readonly played: number;
}

export type CaptureToWorker = ChunkMessage;
export type WorkerToCapture = RecycleMessage;
export type WorkerToPlayback = PlayMessage | ItemEndMessage | DuckMessage | FlushMessage;
export type PlaybackToWorker =
  StartedMessage | ProgressMessage | DrainedMessage | UnderrunMessage | FlushedMessage | RecycleMessage;

/** Names under which the worklets register. They tell the build: a worklet of another one is not found, and not obeyed. */
export const CAPTURE_PROCESSOR = 'vla-capture-%BUILD%';
export const PLAYBACK_PROCESSOR = 'vla-playback-%BUILD%';
