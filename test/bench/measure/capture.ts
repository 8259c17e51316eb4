/** Measures the time from a sample of the microphone to `WebSocket.send` in the worker. */
import { seconds } from '../../helpers/page/live-agent.js';
import type { Heard } from './sound-edges.js';
import type { Load, Route } from './main-thread.js';
import type { Notes } from './worker-probe.js';
import { measureCall } from './measured-call.js';

export interface CaptureFigure {
  /**
   * For each frame of the wire, the time in ms from its last sample in the audio graph to its sending. A separate worklet
   * measures when a sample was in the graph, and clicks identify the sample, so no time of the product is used.
   */
  readonly beyondFrameMs: readonly number[];
  /** The same by the time stamps of the product. */
  readonly byOwnStampMs: readonly number[];
  readonly lostFrames: number;
  readonly clicks: number;
}

const WIRE_RATE = 24_000;
const FRAME_MS = 20;

export async function captureDelay(route: Route, load: Load, s: number): Promise<CaptureFigure> {
  return measureCall({ route, load, clicks: true }, async ({ taps, probe }) => {
    await seconds(0.5);
    const begun = Date.now();
    await seconds(s);
    // The last captured chunks may not have been sent yet.
    const ended = Date.now();
    await seconds(0.7);
    return weigh(await taps.microphone(), await probe.notes(), begun, ended);
  });
}

interface Click {
  /** When the click was captured, in frames of the microphone's context. */
  readonly given: number;
  /** Where the click is in everything that was sent, in samples. */
  readonly sent: number;
}

function weigh(microphone: Heard, { appends }: Notes, begun: number, ended: number): CaptureFigure {
  const { rate } = microphone;
  const given = microphone.edges.filter(({ kind }) => kind === 'sound').map(({ frame }) => frame);
  const sent = onsets(appends.map(({ text }) => samplesOf(text)));
  const clicks = lineUp(given, rate, sent);
  const count = clicks.length;
  if (count < 3) throw new Error('the clicks of the microphone were not sent');

  // When two clicks are closer together on the wire than in the microphone, the samples between them were lost.
  const aheadMs = (click: Click) => (click.given * 1000) / rate - (click.sent * 1000) / WIRE_RATE;
  const lostMs = aheadMs(clicks.at(-1)!) - aheadMs(clicks[0]!);

  // The frame of the microphone with which the stream began. A click begins half a frame before its first loud frame.
  const ratio = rate / WIRE_RATE;
  const starts = clicks.map((click) => click.given - 0.5 - (click.sent - 0.5) * ratio);
  const start = Math.round(starts.reduce((a, b) => a + b, 0) / count);
  const chunk = Math.round((rate * FRAME_MS) / 1000);
  const delays = appends.map(({ at, capturedAt = NaN }, i) => {
    const captured = microphone.renderedAt(start + (i + 1) * chunk - 1);
    return { captured, beyond: at - captured, own: at - capturedAt };
  });
  const within = delays.filter(({ captured }) => captured >= begun && captured <= ended);
  return {
    beyondFrameMs: within.map(({ beyond }) => beyond),
    byOwnStampMs: within.map(({ own }) => own),
    lostFrames: Math.round(lostMs / FRAME_MS),
    clicks: count,
  };
}

/** Matches the clicks of both recordings by the gaps between them, since one may begin or end earlier. */
function lineUp(given: readonly number[], rate: number, sent: readonly number[]): Click[] {
  const paired = (shift: number): Click[] =>
    sent.flatMap((at, i) => (given[i + shift] === undefined ? [] : [{ sent: at, given: given[i + shift]! }]));
  const sameGap = (click: Click, i: number, all: readonly Click[]): boolean => {
    const next = all[i + 1];
    return !!next && Math.abs((next.given - click.given) / rate - (next.sent - click.sent) / WIRE_RATE) < 0.002;
  };
  const agreeing = (shift: number) => paired(shift).filter(sameGap).length;
  const shifts = Array.from({ length: given.length }, (_, shift) => shift - 2);
  return paired(shifts.reduce((best, shift) => (agreeing(shift) > agreeing(best) ? shift : best), 0));
}

function samplesOf(append: string): Int16Array {
  const { audio } = JSON.parse(append) as { readonly audio: string };
  return new Int16Array(Uint8Array.from(atob(audio), (c) => c.charCodeAt(0)).buffer);
}

/** Where clicks begin in what was sent, in samples from the first one. */
function onsets(frames: readonly Int16Array[]): number[] {
  const found: number[] = [];
  let quiet = 0;
  let at = 0;
  for (const samples of frames) {
    for (const sample of samples) {
      const loud = Math.abs(sample) > 0x2000;
      if (loud && quiet > WIRE_RATE / 20) found.push(at);
      quiet = loud ? 0 : quiet + 1;
      at++;
    }
  }
  return found;
}
