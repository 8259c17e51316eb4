/** The input audio of a session, and the turns in it. It sends no event. */
import { RecentAudio } from '../audio/recent-audio.js';
import { rootMeanSquare } from '../audio/pcm.js';
import type { MonoAudio } from '../audio/wav.js';
import { stepVoice, type VadSettings, type VoiceChange, type VoiceState } from './voice-activity.js';

/** `startMs`, `endMs`: offsets in all the audio this session ever received */
export type Heard =
  | { readonly kind: 'speechStarted'; readonly startMs: number }
  | { readonly kind: 'speechStopped'; readonly endMs: number; readonly audio: MonoAudio };

const FRAME_MS = 10;
const REMEMBERED_SECONDS = 120;

/** The input audio buffer: keeps what arrives and, unless turn detection is off, finds the turns in it. */
export class InputAudioBuffer {
  #rateHz: number;
  #vad: VadSettings | null = null;
  #recent: RecentAudio;
  /** session time at which `#recent` begins; not zero after a change of rate */
  #recentStartMs = 0;
  #voice: VoiceState = { phase: 'quiet' };
  #bufferStart = 0;
  #frameStart = 0;

  constructor(rateHz: number) {
    this.#rateHz = rateHz;
    this.#recent = new RecentAudio(rateHz * REMEMBERED_SECONDS);
  }

  configure(rateHz: number, vad: VadSettings | null): void {
    if (rateHz !== this.#rateHz) {
      this.#recentStartMs = this.heardMs;
      this.#rateHz = rateHz;
      this.#recent = new RecentAudio(rateHz * REMEMBERED_SECONDS);
      this.#forgetTurn();
    }
    if (vad === null) this.#voice = { phase: 'quiet' };
    if (vad !== null && this.#vad === null) this.#frameStart = this.#recent.endSample;
    this.#vad = vad;
  }

  /** all the audio ever appended */
  get heardMs(): number {
    return this.#toMs(this.#recent.endSample);
  }

  /** the newest two minutes, committed or not */
  get received(): MonoAudio {
    return { pcm: this.#recent.read(), rateHz: this.#rateHz };
  }

  /** Takes mono samples at the session's input rate; they are kept, not copied. */
  listen(samples: Int16Array): readonly Heard[] {
    this.#recent.append(samples);
    if (this.#vad === null) return [];
    const heard: Heard[] = [];
    const frameSamples = (this.#rateHz * FRAME_MS) / 1000;
    const pending = this.#recent.read(this.#frameStart);
    for (let at = 0; at + frameSamples <= pending.length; at += frameSamples) {
      const change = this.#stepFrame(pending.subarray(at, at + frameSamples), this.#vad);
      if (change) heard.push(this.#report(change, this.#vad));
    }
    return heard;
  }

  /** Empties the buffer and returns what was in it; `undefined` when there was nothing. */
  commit(): MonoAudio | undefined {
    const pcm = this.#recent.read(this.#bufferStart);
    this.#forgetTurn();
    return pcm.length === 0 ? undefined : { pcm, rateHz: this.#rateHz };
  }

  clear(): void {
    this.#forgetTurn();
  }

  #stepFrame(samples: Int16Array, vad: VadSettings): VoiceChange | undefined {
    const startMs = this.#toMs(this.#frameStart);
    this.#frameStart += samples.length;
    const frame = { startMs, endMs: this.#toMs(this.#frameStart), level: rootMeanSquare(samples) };
    const { state, change } = stepVoice(this.#voice, frame, vad);
    this.#voice = state;
    return change;
  }

  #report(change: VoiceChange, vad: VadSettings): Heard {
    const startMs = Math.max(change.onsetMs - vad.prefixPaddingMs, this.#toMs(this.#bufferStart));
    if (change.kind === 'speechStarted') return { kind: 'speechStarted', startMs: Math.round(startMs) };
    const end = this.#toSample(change.endMs);
    const pcm = this.#recent.read(this.#toSample(startMs), end);
    this.#bufferStart = end;
    return { kind: 'speechStopped', endMs: Math.round(change.endMs), audio: { pcm, rateHz: this.#rateHz } };
  }

  #forgetTurn(): void {
    this.#voice = { phase: 'quiet' };
    this.#bufferStart = this.#recent.endSample;
    this.#frameStart = this.#recent.endSample;
  }

  #toMs(sample: number): number {
    return this.#recentStartMs + (sample * 1000) / this.#rateHz;
  }

  #toSample(ms: number): number {
    return Math.round(((ms - this.#recentStartMs) * this.#rateHz) / 1000);
  }
}
