/** Measures answers that the visitor interrupts: the time until they are heard, until they are silent, and `audio_end_ms`. */
import type { VoiceLiveAgent } from '../../../src/index.js';
import type { Edge } from './sound-edges.js';
import type { Load, Route } from './main-thread.js';
import type { Notes } from './worker-probe.js';
import { measureCall } from './measured-call.js';

export interface AnswersPlan {
  readonly route: Route;
  readonly load: Load;
  readonly answers: number;
  /** Length of a delta, 100 by default. Below the prebuffer, the player waits for more deltas. */
  readonly pieceMs?: number;
}

export interface AnswersFigure {
  /** From the delta that filled the prebuffer to the first sample after the last gain. */
  readonly startMs: readonly number[];
  /** The same from the first delta. */
  readonly firstDeltaMs: readonly number[];
  /** From `speech_started` to silence after the last gain. */
  readonly silenceMs: readonly number[];
  /** `audio_end_ms` minus the time that was audible: what was rendered after the last gain, less the output latency. */
  readonly playheadMs: readonly number[];
  readonly latencyMs: number;
  readonly moreThanReceived: number;
  /** Answers that were not heard, or not silenced. */
  readonly missing: number;
}

const WIRE_RATE = 24_000;
/** The player's prebuffer: it starts to play when it has this much. */
const PREBUFFER_MS = 30;
/** Length of each answer: long enough that it is interrupted before its end, even when it starts late. */
const ANSWER_MS = 1200;
const INTERRUPT_MS = 300;

export async function answerDelays({ route, load, answers, pieceMs = 100 }: AnswersPlan): Promise<AnswersFigure> {
  const plan = {
    route,
    load,
    attributes: { 'turn-detection': 'server_vad' },
    // Only the probe sends answers; the emulator must not.
    prepare: (agent: VoiceLiveAgent) =>
      agent.addEventListener('vla-before-start', (event) => {
        const { detail } = event;
        detail.session = { ...detail.session, turn_detection: { type: 'server_vad', create_response: false } };
      }),
  };
  return measureCall(plan, async ({ taps, probe }) => {
    const pieces = Math.ceil(ANSWER_MS / pieceMs);
    await probe.interrupt({
      answers,
      delta: squareWave(pieceMs),
      pieceMs,
      pieces,
      everyMs: pieceMs * 0.5,
      interruptMs: INTERRUPT_MS,
    });
    const heard = await taps.output();
    return weigh(await probe.notes(), heard.edges, heard.rate, taps.latencyMs(), pieceMs);
  });
}

/** A signal that is loud from its first sample on and in every quantum. */
function squareWave(ms: number): string {
  const pcm = Int16Array.from({ length: (WIRE_RATE * ms) / 1000 }, (_, i) => (i % 48 < 24 ? 8000 : -8000));
  return btoa(String.fromCharCode(...new Uint8Array(pcm.buffer)));
}

interface Answer {
  readonly firstAt: number;
  readonly filledAt: number;
  readonly deltas: number;
  readonly bargeAt: number;
  readonly endMs: number | undefined;
}

function answersOf({ received, sent }: Notes, pieceMs: number): Answer[] {
  const begins = received.flatMap(({ kind }, i) => (kind === 'first delta' ? [i] : []));
  return begins.map((begin, n) => {
    const own = received.slice(begin, begins[n + 1]);
    const deltas = own.filter(({ kind }) => kind !== 'speech_started');
    const truncate = sent.find(({ text }) => text.includes('item.truncate"') && text.includes(`"probe_i${n}"`));
    return {
      firstAt: own[0]!.at,
      filledAt: (deltas[Math.ceil(PREBUFFER_MS / pieceMs) - 1] ?? own[0]!).at,
      deltas: deltas.length,
      bargeAt: own.find(({ kind }) => kind === 'speech_started')?.at ?? NaN,
      endMs: truncate && (JSON.parse(truncate.text) as { readonly audio_end_ms: number }).audio_end_ms,
    };
  });
}

function weigh(notes: Notes, edges: readonly Edge[], rate: number, latencyMs: number, pieceMs: number): AnswersFigure {
  const startMs: number[] = [];
  const firstDeltaMs: number[] = [];
  const silenceMs: number[] = [];
  const playheadMs: number[] = [];
  let missing = 0;
  let moreThanReceived = 0;
  const answers = answersOf(notes, pieceMs);
  answers.forEach((answer, i) => {
    const until = answers[i + 1]?.firstAt ?? Infinity;
    const own = edges.filter(({ at }) => at >= answer.firstAt - 1 && at < until);
    const sound = own.find(({ kind }) => kind === 'sound');
    // A short gap inside the answer is not its end, so the silence must last.
    const silence = own.findLast(({ kind }) => kind === 'silence');
    if (!sound || !silence || answer.endMs === undefined) return void missing++;
    startMs.push(sound.at - answer.filledAt);
    firstDeltaMs.push(sound.at - answer.firstAt);
    silenceMs.push(silence.at - answer.bargeAt);
    playheadMs.push(answer.endMs - (((silence.frame - sound.frame) * 1000) / rate - latencyMs));
    if (answer.endMs > answer.deltas * pieceMs) moreThanReceived++;
  });
  return { startMs, firstDeltaMs, silenceMs, playheadMs, latencyMs, moreThanReceived, missing };
}
