/** From the microphone's sample to `WebSocket.send` in the worker. */
import { seconds } from '../../helpers/page/live-agent.js';
import type { Heard } from './sound-edges.js';
import type { Load, Route } from './main-thread.js';
import type { Notes } from './worker-probe.js';
import { measureCall } from './measured-call.js';

export interface CaptureFigure {
  /**
   * Per frame: from the moment the microphone's last sample for it was in the graph to its leaving, in ms. A tap beside
   * the product says when, clicks say which sample; nothing is believed that the product tells of itself.
   */
  readonly beyondFrameMs: readonly number[];
  /** The same by the product's own stamp. */
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
    // What was captured until now may still be on its way.
    const ended = Date.now();
    await seconds(0.7);
    return weigh(await taps.microphone(), await probe.notes(), begun, ended);
  });
}

interface Click {
  /** In frames of the microphone's context. */
  readonly given: number;
  /** In samples of all that was sent. */
  readonly sent: number;
}

function weigh(microphone: Heard, { appends }: Notes, begun: number, ended: number): CaptureFigure {
  const { rate } = microphone;
  const given = microphone.edges.filter(({ kind }) => kind === 'sound').map(({ frame }) => frame);
  const sent = onsets(appends.map(({ text }) => samplesOf(text)));
  const clicks = lineUp(given, rate, sent);
  const count = clicks.length;
  if (count < 3) throw new Error('the clicks of the microphone were not sent');

  // Clicks that come closer together on the wire than from the microphone: what was between them is lost.
  const aheadMs = (click: Click) => (click.given * 1000) / rate - (click.sent * 1000) / WIRE_RATE;
  const lostMs = aheadMs(clicks.at(-1)!) - aheadMs(clicks[0]!);

  // The frame of the microphone with which the stream began. An edge lies half a frame before its first loud one.
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

/** Both heard the same clicks, though one began or ended earlier: their gaps tell which is which. */
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

/** Where clicks begin in what was sent, in samples since the first. */
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
