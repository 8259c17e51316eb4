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
import { wireFormat, type WireFormat } from './wire-audio.js';

/** Chunks (20 ms) that wait for the session when the visitor already speaks. Our choice: 10 s of first words. */
const MOST_WAITING = 500;
/** Chunks that wait while the visitor is silent. Our choice: 300 ms, enough for the onset of a word. */
const LEAD_IN = 15;
/** RMS above which a chunk counts as speech, about -40 dB. */
const SPEECH_LEVEL = 0.01;
/** How long playback stays lowered. Our choice: by then the service has confirmed that the visitor speaks, or the guess was wrong. */
const DUCK_MS = 300;
/** A chunk with a larger |sample| counts as clipped: just below full scale, which is 1. */
const CLIPPED = 0.99;

const noFigures = () => ({ droppedChunks: 0, clippedChunks: 0, sendDelayMs: 0 });

export class Uplink {
  readonly #send: (frame: string) => void;
  readonly #duck: (on: boolean) => void;
  readonly #waitingBytes: () => number;
  #port: MessagePort | undefined;
  #rate = 0;
  #format: WireFormat | undefined;
  #channels = 1;
  /** One resampler for each channel of the session. */
  #resamplers: readonly Resampler[] = [];
  #output = new Float32Array(0);
  #waiting: Float32Array[] = [];
  #spoke = false;
  #figures = noFigures();
  #lastSequence = -1;
  readonly #onset = new SpeechOnset();
  /** The number of chunks until playback is as loud as before. */
  #ducked = 0;

  /**
   * @param send         takes one `input_audio_buffer.append` as JSON text
   * @param duck         called with true when the visitor seems to begin to speak, with false 300 ms later
   * @param waitingBytes the number of bytes that wait in the socket
   */
  constructor(send: (frame: string) => void, duck: (on: boolean) => void = () => undefined, waitingBytes = () => 0) {
    this.#send = send;
    this.#duck = duck;
    this.#waitingBytes = waitingBytes;
  }

  /**
   * Counts and the largest delay since the last call. Dropped chunks are those for which the worklet had no buffer, and
   * those that waited too long for a session.
   */
  takeFigures(): Pick<Metrics, keyof ReturnType<typeof noFigures>> {
    const figures = this.#figures;
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
    this.#waiting = [];
    this.#spoke = false;
    this.#duck(false); // no further chunk would end it
  }

  /** The session is set up. The chunks that waited are sent first. */
  open(formatName: string | undefined, rate: number | undefined, channels = 1): void {
    this.#format = wireFormat(formatName, rate);
    this.#channels = channels;
    this.#prepare();
    for (const samples of this.#waiting.splice(0)) this.#encode(samples);
  }

  /** The session is over. Chunks wait for the next one. */
  hold(): void {
    this.#format = undefined;
    this.#spoke = false;
  }

  #prepare(): void {
    const { rate } = this.#format ?? {};
    if (this.#rate && rate) {
      this.#resamplers = Array.from({ length: this.#channels }, () => new Resampler(hz(this.#rate), rate));
    }
  }

  #receive(message: ChunkMessage): void {
    const figures = this.#figures;
    figures.droppedChunks += Math.max(0, message.sequence - this.#lastSequence - 1);
    this.#lastSequence = message.sequence;
    const { samples, level } = message;
    this.#detectOnset(level); // first, because playback should be lowered without delay
    if (message.peak >= CLIPPED) figures.clippedChunks++;
    if (this.#format) {
      const waitingBytes = this.#waitingBytes();
      const waitingMs = (waitingBytes / this.#encode(samples)) * CHUNK_MS;
      figures.sendDelayMs = Math.max(figures.sendDelayMs, Date.now() - message.capturedAt + waitingMs);
    } else this.#keep(samples.slice(), level);
    const home: RecycleMessage = { kind: 'recycle', samples };
    this.#port?.postMessage(home, [samples.buffer]);
  }

  #detectOnset(level: number): void {
    if (this.#onset.push(level)) {
      this.#ducked = DUCK_MS / CHUNK_MS;
      this.#duck(true);
    } else if (this.#ducked && !--this.#ducked) this.#duck(false);
  }

  #keep(samples: Float32Array, level: number): void {
    this.#spoke ||= level > SPEECH_LEVEL;
    this.#waiting.push(samples);
    if (this.#waiting.length <= (this.#spoke ? MOST_WAITING : LEAD_IN)) return;
    this.#waiting.shift();
    if (this.#spoke) this.#figures.droppedChunks++;
  }

  /** Sends a chunk. Returns the size of its frame in bytes. */
  #encode(samples: Float32Array): number {
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
    // Base64 needs no escaping. `JSON.stringify` would search it for characters to escape, 50 times a second.
    const frame = `{"type":"input_audio_buffer.append","audio":"${encodeBase64(this.#format!.encode(pcm))}"}`;
    this.#send(frame);
    return frame.length;
  }
}
