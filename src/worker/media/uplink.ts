/**
 * Sends the microphone's audio to the service: it resamples each chunk, makes 16-bit samples and base64 of it, and one frame
 * of JSON. In a session with two channels the second one is the audio that was played at the same time. The uplink also
 * notices the onset of speech. It knows neither the socket nor whose turn it is.
 */
import { floatToPcm16 } from '../../audio/dsp/pcm16.js';
import { Resampler } from '../../audio/dsp/resampler.js';
import { SpeechOnset } from '../../audio/dsp/speech-onset.js';
import { hz, milliseconds, toFrames } from '../../audio/dsp/units.js';
import {
  CHUNK_MS,
  type CaptureToWorker,
  type ChunkMessage,
  type RecycleMessage,
} from '../../audio/worklets/worklet-messages.js';
import type { Metrics } from '../contract/conversation.js';
import type { AudioPort } from '../contract/engine-api.js';
import { encodeBase64 } from './base64.js';
import { EarlySound, type SoundKeeper } from './early-sound.js';
import { wireFormat, type WireFormat } from './wire-audio.js';

/** How long playback stays lowered. Our choice: by then the service has confirmed that the visitor speaks, or the guess was wrong. */
const DUCK_MS = 300;
/** A chunk with a larger |sample| counts as clipped: just below full scale, which is 1. */
const CLIPPED = 0.99;

/** When kept sound waits for its next piece, it is looked after so often. */
const PIECE_MS = 12.5;

/** As base64 in the format of the session, or as it was captured while there was none. */
export type SoundChunk = string | Float32Array;

const noFigures = () => ({ droppedChunks: 0, clippedChunks: 0, sendDelayMs: 0 });

export class Uplink {
  readonly #send: (frame: string) => void;
  readonly #duck: (on: boolean) => void;
  readonly #waitingBytes: () => number;
  #port: MessagePort | undefined;
  #rate = 0;
  #format: WireFormat | undefined;
  /** 2: the audio that is played goes along, and the microphone is not freed of it here. */
  channels = 1;
  /** One resampler for each channel of the session. */
  #resamplers: readonly Resampler[] = [];
  #output = new Float32Array(0);
  /** What was captured, as long as a line may need it. */
  kept: SoundKeeper<SoundChunk> = new EarlySound();
  #pieceTimer: ReturnType<typeof setTimeout> | undefined;
  /** The length of the latest frame, in bytes. */
  #frameBytes = 0;
  readonly #onCaughtUp: () => void;
  #figures = noFigures();
  #lastSequence = -1;
  readonly #onset = new SpeechOnset();
  /** The number of chunks until playback is as loud as before. */
  #ducked = 0;

  /**
   * @param send         takes one `input_audio_buffer.append` as JSON text
   * @param duck         called with true when the visitor seems to begin to speak, with false 300 ms later
   * @param waitingBytes the number of bytes that wait in the socket
   * @param onCaughtUp   called when all that was kept is sent, after each chunk
   */
  constructor(
    send: (frame: string) => void,
    duck: (on: boolean) => void = () => undefined,
    waitingBytes = () => 0,
    onCaughtUp: () => void = () => undefined,
  ) {
    this.#send = send;
    this.#duck = duck;
    this.#waitingBytes = waitingBytes;
    this.#onCaughtUp = onCaughtUp;
  }

  /**
   * Counts and the largest delay since the last call. Dropped chunks are those for which the worklet had no buffer, and
   * those that waited too long for a session.
   */
  takeFigures(): Pick<Metrics, keyof ReturnType<typeof noFigures>> {
    const figures = this.#figures;
    figures.droppedChunks += this.kept.takeDropped();
    this.#figures = noFigures();
    return figures;
  }

  attach({ port, sampleRate }: AudioPort): void {
    this.detach();
    this.#port = port;
    this.#rate = sampleRate;
    this.#lastSequence = -1;
    this.#prepare();
    port.onmessage = ({ data }: MessageEvent<CaptureToWorker>) => this.#receive(data);
  }

  detach(): void {
    this.#port?.close();
    this.#port = undefined;
    this.kept.clear();
    this.#duck(false); // no further chunk would end it
  }

  /** The session is set up, or its format changed. The chunks that waited are sent first. */
  open(formatName: string | undefined, rate: number | undefined, channels = 1): void {
    if (this.#format) this.kept.clear(); // it has the format of before
    this.#format = wireFormat(formatName, rate);
    this.channels = channels;
    this.#prepare();
    this.kept.flow();
    this.flow();
  }

  /** The conversation is over. Chunks that are captured from now on wait for the next one. */
  hold(): void {
    // What was captured before a conversation stood is for the next one.
    if (this.#format || !(this.kept instanceof EarlySound)) this.kept = new EarlySound();
    this.#format = undefined;
    clearTimeout(this.#pieceTimer);
  }

  /** Sends what is due: the newest chunk, or a piece of what was kept. */
  flow(): void {
    clearTimeout(this.#pieceTimer);
    for (;;) {
      const chunks = this.kept.pull(performance.now());
      if (chunks.length === 0) break;
      for (const chunk of chunks) this.#sendChunk(typeof chunk === 'string' ? chunk : this.#encode(chunk));
    }
    if (this.kept.isBehind) this.#pieceTimer = setTimeout(() => this.flow(), PIECE_MS);
    else this.#onCaughtUp();
  }

  /** The sound in so many bytes of the socket, in ms. */
  msOf(bytes: number): number {
    return this.#frameBytes ? (bytes / this.#frameBytes) * CHUNK_MS : 0;
  }

  #prepare(): void {
    const { rate } = this.#format ?? {};
    if (this.#rate && rate) {
      this.#resamplers = Array.from({ length: this.channels }, () => new Resampler(hz(this.#rate), rate));
    }
  }

  #receive(message: ChunkMessage): void {
    const figures = this.#figures;
    figures.droppedChunks += Math.max(0, message.sequence - this.#lastSequence - 1);
    this.#lastSequence = message.sequence;
    const { samples, level } = message;
    this.#detectOnset(level); // first, because playback should be lowered without delay
    if (message.peak >= CLIPPED) figures.clippedChunks++;
    const waitingMs = this.msOf(this.#waitingBytes());
    this.kept.push(this.#format ? this.#encode(samples) : samples.slice(), level);
    this.flow();
    if (this.#format) {
      figures.sendDelayMs = Math.max(figures.sendDelayMs, Date.now() - message.capturedAt + waitingMs);
    }
    const home: RecycleMessage = { kind: 'recycle', samples };
    this.#port?.postMessage(home, [samples.buffer]);
  }

  #detectOnset(level: number): void {
    if (this.#onset.push(level)) {
      this.#ducked = DUCK_MS / CHUNK_MS;
      this.#duck(true);
    } else if (this.#ducked && !--this.#ducked) this.#duck(false);
  }

  /** A chunk as base64 in the session's format. */
  #encode(samples: Float32Array): string {
    const resamplers = this.#resamplers;
    const frames = toFrames(milliseconds(CHUNK_MS), hz(this.#rate));
    const most = resamplers[0]!.maxOutput(frames);
    if (this.#output.length < most) this.#output = new Float32Array(most);
    let pcm = new Int16Array(0);
    for (const [i, resampler] of resamplers.entries()) {
      const count = resampler.process(samples.subarray(i * frames, (i + 1) * frames), this.#output);
      if (!i) pcm = new Int16Array(count * resamplers.length);
      floatToPcm16(this.#output, pcm, count, i, resamplers.length); // without a reference the second channel is silent
    }
    return encodeBase64(this.#format!.encode(pcm));
  }

  #sendChunk(base64: string): void {
    // Base64 needs no escaping. `JSON.stringify` would search it for characters to escape, 50 times a second.
    const frame = `{"type":"input_audio_buffer.append","audio":"${base64}"}`;
    this.#frameBytes = frame.length;
    this.#send(frame);
  }
}
