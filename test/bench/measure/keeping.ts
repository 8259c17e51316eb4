/**
 * The control of the simulation: a recorder and a player like those of wavtools, which OpenAI's console uses
 * (`audio_processor.js`, `wav_recorder.js`, `stream_processor.js`). The recorder copies every quantum, keeps it for an export
 * and posts it; the player cuts its audio into new arrays of a quantum.
 */
import { floatToPcm16, pcm16ToFloat } from '../../../src/audio/dsp/pcm16.js';
import { deltaOf, stringBuilding } from './codecs.js';

/** The control's context runs at the service's rate. */
const RATE = 24_000;
const QUANTUM = 128;
const PIECE_MS = 120;
/** Bytes of 16-bit samples in one message. */
const SENT_BYTES = 8192;

interface Posted {
  readonly mono: Int16Array;
  readonly raw: Int16Array;
}

class Recorder {
  readonly #chunks: Float32Array[][] = [];

  get chunks(): number {
    return this.#chunks.length;
  }

  process(inputs: readonly Float32Array[]): Posted {
    const chunk = inputs.map((input) => input.slice());
    this.#chunks.push(chunk);
    const [mono, raw] = [new Int16Array(QUANTUM), new Int16Array(QUANTUM)];
    floatToPcm16(chunk[0]!, mono);
    floatToPcm16(chunk[0]!, raw);
    return structuredClone({ mono, raw });
  }
}

class Player {
  readonly #blocks: Float32Array[] = [];

  write(pcm: Int16Array): void {
    const samples = new Float32Array(pcm.length);
    pcm16ToFloat(pcm, samples);
    for (let at = 0; at + QUANTUM <= samples.length; at += QUANTUM) this.#blocks.push(samples.slice(at, at + QUANTUM));
  }

  process(output: Float32Array): void {
    const block = this.#blocks.shift();
    if (block) output.set(block);
    else output.fill(0);
  }
}

const merged = (a: Int16Array, b: Int16Array): Int16Array => {
  const both = new Int16Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};

/** Records and plays at the pace of speech. Returns the chunks that are kept at the end. */
export async function simulateKeeping(minutes: number, onMinute: (minute: number) => Promise<void>): Promise<number> {
  const recorder = new Recorder();
  const player = new Player();
  const microphone = Float32Array.from({ length: QUANTUM }, (_, i) => 0.3 * Math.sin((2 * Math.PI * i) / 32));
  const speaker = new Float32Array(QUANTUM);
  const delta = deltaOf(Int16Array.from({ length: (PIECE_MS * RATE) / 1000 }, (_, i) => 8000 * Math.sin(i / 20)));
  const perMinute = Math.round((60 * RATE) / QUANTUM);
  let gathered = new Int16Array(0);
  let pieceAt = 0;
  for (let quantum = 1; quantum <= minutes * perMinute; quantum++) {
    gathered = merged(gathered, recorder.process([microphone]).mono) as typeof gathered;
    if (gathered.byteLength >= SENT_BYTES) {
      stringBuilding.append(gathered);
      gathered = new Int16Array(0);
    }
    if ((quantum * QUANTUM * 1000) / RATE >= pieceAt) {
      pieceAt += PIECE_MS;
      player.write(stringBuilding.delta(delta));
    }
    player.process(speaker);
    if (quantum % perMinute === 0) await onMinute(quantum / perMinute);
  }
  return recorder.chunks;
}
