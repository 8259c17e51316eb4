/**
 * The microphone's way to the service: resample, 16 bit, base64, one frame of JSON a chunk. Where the session takes two
 * channels, the second is what was played at the same time.
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
import type { SoundPort } from '../contract/engine-api.js';
import { encodeBase64 } from './base64.js';
import { wireFormat, type WireFormat } from './wire-audio.js';

/** Chunks kept of a visitor who already speaks while the session is being set up: the first words. */
const MOST_WAITING = 500;
/** Chunks kept of one who is silent so far: enough for the onset of a word. */
const LEAD_IN = 15;
/** RMS above which a chunk counts as speech, about -40 dB. */
const SPEECH_LEVEL = 0.01;
/** How long the service has to confirm that the visitor speaks. */
const DUCK_MS = 300;
/** Largest |sample| from which a chunk counts as clipped. */
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
  /** One a channel of the session. */
  #resamplers: readonly Resampler[] = [];
  #output = new Float32Array(0);
  #waiting: Float32Array[] = [];
  #spoke = false;
  #figures = noFigures();
  #lastSequence = -1;
  readonly #onset = new SpeechOnset();
  /** Chunks until the playback comes back. */
  #ducked = 0;

  /**
   * @param send         takes one `input_audio_buffer.append` as JSON text
   * @param duck         true when the visitor seems to begin to speak, false 300 ms later
   * @param waitingBytes what was sent and has not left yet
   */
  constructor(send: (frame: string) => void, duck: (on: boolean) => void = () => undefined, waitingBytes = () => 0) {
    this.#send = send;
    this.#duck = duck;
    this.#waitingBytes = waitingBytes;
  }

  /**
   * How the microphone's way went since this was last asked. Dropped are the chunks the worklet had no buffer for, and
   * those that waited too long for a session.
   */
  takeFigures(): Pick<Metrics, keyof ReturnType<typeof noFigures>> {
    const figures = this.#figures;
    this.#figures = noFigures();
    return figures;
  }

  attach({ port, sampleRate }: SoundPort): void {
    this.detach();
    this.#port = port;
    this.#rate = sampleRate;
    this.#lastSequence = -1;
    this.#prepare();
    port.onmessage = ({ data }: MessageEvent<CaptureToWorker>) => this.#take(data);
  }

  detach(): void {
    this.#port?.close();
    this.#port = undefined;
    this.#waiting = [];
    this.#spoke = false;
    this.#duck(false); // no chunk may come that would
  }

  /** The session is set up: what waited goes first, then the microphone as it comes. */
  open(formatName: string | undefined, rate: number | undefined, channels = 1): void {
    this.#format = wireFormat(formatName, rate);
    this.#channels = channels;
    this.#prepare();
    for (const samples of this.#waiting.splice(0)) this.#encode(samples);
  }

  /** No session any more: what the visitor says from now on waits for the next one. */
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

  #take(message: ChunkMessage): void {
    const figures = this.#figures;
    figures.droppedChunks += Math.max(0, message.sequence - this.#lastSequence - 1);
    this.#lastSequence = message.sequence;
    const { samples, level } = message;
    this.#listen(level); // before the work: the ear waits for it
    if (message.peak >= CLIPPED) figures.clippedChunks++;
    if (this.#format) {
      const waitingBytes = this.#waitingBytes();
      const waitingMs = (waitingBytes / this.#encode(samples)) * CHUNK_MS;
      figures.sendDelayMs = Math.max(figures.sendDelayMs, Date.now() - message.capturedAt + waitingMs);
    } else this.#wait(samples.slice(), level);
    const home: RecycleMessage = { kind: 'recycle', samples };
    this.#port?.postMessage(home, [samples.buffer]);
  }

  #listen(level: number): void {
    if (this.#onset.push(level)) {
      this.#ducked = DUCK_MS / CHUNK_MS;
      this.#duck(true);
    } else if (this.#ducked && !--this.#ducked) this.#duck(false);
  }

  #wait(samples: Float32Array, level: number): void {
    this.#spoke ||= level > SPEECH_LEVEL;
    this.#waiting.push(samples);
    if (this.#waiting.length <= (this.#spoke ? MOST_WAITING : LEAD_IN)) return;
    this.#waiting.shift();
    if (this.#spoke) this.#figures.droppedChunks++;
  }

  /** Returns the bytes it came to. */
  #encode(samples: Float32Array): number {
    const resamplers = this.#resamplers;
    const frames = toFrames(milliseconds(CHUNK_MS), hz(this.#rate));
    const most = resamplers[0]!.maxOutput(frames);
    if (this.#output.length < most) this.#output = new Float32Array(most);
    let pcm = new Int16Array(0);
    for (const [i, resampler] of resamplers.entries()) {
      const count = resampler.process(samples.subarray(i * frames, (i + 1) * frames), this.#output);
      if (!i) pcm = new Int16Array(count * resamplers.length);
      floatToPcm16(this.#output, pcm, count, i, resamplers.length); // a microphone without a reference leaves silence
    }
    // base64 needs no escaping, so the frame is put together by hand: JSON.stringify would walk it once more.
    const frame = `{"type":"input_audio_buffer.append","audio":"${encodeBase64(this.#format!.encode(pcm))}"}`;
    this.#send(frame);
    return frame.length;
  }
}
