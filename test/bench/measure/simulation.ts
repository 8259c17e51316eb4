/**
 * Simulates minutes of conversation in seconds, with the product's capture and playback processors, uplink and downlink, and a
 * simulated service. It counts the frames that the player renders.
 */
import { Downlink } from '../../../src/worker/media/downlink.js';
import { Uplink } from '../../../src/worker/media/uplink.js';
import { itemId } from '../../../src/worker/protocol/ids.js';
import { parseServerEvent } from '../../../src/worker/protocol/parse-server-event.js';
import type { Heard, LocalEvent } from '../../../src/worker/session/local-events.js';
import { random } from '../../helpers/pure/random.js';
import { deltaOf } from './codecs.js';
import { makeProcessors, Post, type ScopePort } from './fake-audio-scope.js';

const RATE = 48_000;
const WIRE_RATE = 24_000;
const QUANTUM = 128;
const PIECE_MS = 120;
/** The service sends a piece every 20 ms, six times as fast as speech. */
const PIECE_EVERY_MS = 20;
const PAUSE_MS = 800;

export interface SimulationPlan {
  readonly minutes: number;
  /** The last part of the time is one answer at the pace of speech, in which a drift of the clock would add up. */
  readonly oneLongAnswerMinutes: number;
  /** Called after each simulated minute. */
  readonly onMinute?: (minute: number) => Promise<void>;
}

export interface SimulationFigure {
  readonly answers: number;
  readonly interrupted: number;
  /** Samples of the microphone that were not sent, without those that the filter holds back. */
  readonly lostSamples: number;
  /** The time that is reported as heard, minus the time that was rendered, in ms. The last value is of the long answer. */
  readonly driftMs: readonly number[];
  readonly longAnswerHeardMs: number;
  readonly gaps: number;
}

const asPort = (port: ScopePort): MessagePort => port as unknown as MessagePort;

export async function simulate({ minutes, oneLongAnswerMinutes, onMinute }: SimulationPlan): Promise<SimulationFigure> {
  const { capture, playback } = await makeProcessors(RATE);
  const post = new Post();
  const [captureEnd, uplinkEnd] = post.channel();
  const [playbackEnd, downlinkEnd] = post.channel();
  capture.port.onmessage!({ data: { kind: 'port', port: captureEnd } });
  playback.port.onmessage!({ data: { kind: 'port', port: playbackEnd } });

  let sentSamples = 0;
  const uplink = new Uplink((text) => (sentSamples += samplesIn(text)));
  uplink.attach({ port: asPort(uplinkEnd), sampleRate: RATE });
  uplink.open('pcm16', WIRE_RATE);
  const events: LocalEvent[] = [];
  const downlink = new Downlink((event) => events.push(event));
  downlink.attach({ port: asPort(downlinkEnd), sampleRate: RATE }, 0);

  const service = new Service(downlink);
  const microphone = Float32Array.from({ length: QUANTUM }, (_, i) => 0.3 * Math.sin((2 * Math.PI * i) / 32));
  const speaker = new Float32Array(QUANTUM);
  const inputs = [[microphone]];
  const outputs = [[speaker]];
  const quanta = Math.round((minutes * 60 * RATE) / QUANTUM);
  const perMinute = Math.round((60 * RATE) / QUANTUM);
  const longFrom = ((minutes - oneLongAnswerMinutes) * 60 * 1000) | 0;

  for (let quantum = 0; quantum < quanta; quantum++) {
    service.advance((quantum * QUANTUM * 1000) / RATE, longFrom);
    capture.process(inputs, outputs);
    playback.process([], outputs);
    post.deliver();
    service.listen(speaker);
    for (const event of events.splice(0)) service.hear(event);
    if ((quantum + 1) % perMinute === 0) await onMinute?.((quantum + 1) / perMinute);
  }
  service.breakIn();
  for (let i = 0; i < 10; i++) {
    playback.process([], outputs);
    post.deliver();
    service.listen(speaker);
    for (const event of events.splice(0)) service.hear(event);
  }
  const captured = Math.floor((quanta * QUANTUM) / (RATE / 50)) * (RATE / 50);
  const lead = 24.5;
  return {
    ...service.figures,
    lostSamples: Math.max(0, Math.round(captured / 2 - lead - sentSamples)),
  };
}

function samplesIn(append: string): number {
  const base64 = append.slice(append.indexOf('"audio":"') + 9, -2);
  return (base64.length * 3) / 4 / 2 - (base64.endsWith('==') ? 1 : base64.endsWith('=') ? 0.5 : 0);
}

/** Sends answers one after the other and interrupts every third at a random time. */
class Service {
  readonly #downlink: Downlink;
  readonly #dice = random(30);
  /** Loud in every sample, so that rendered frames can be counted. */
  readonly #delta = deltaOf(
    Int16Array.from({ length: (PIECE_MS * WIRE_RATE) / 1000 }, (_, i) => 8000 + 2000 * Math.sin(i / 20)),
    'ITEM',
  );
  #answers = 0;
  #interrupted = 0;
  #gaps = 0;
  #longHeard = 0;
  readonly #drift: number[] = [];
  #pieces = 0;
  #nextPieceAt = 0;
  #breakInAt = Infinity;
  #long = false;
  #flushing = false;
  #now = 0;
  /** Rendered frames of this answer, and whether it sounds now. */
  #rendered = 0;
  #sounding = false;

  constructor(downlink: Downlink) {
    this.#downlink = downlink;
  }

  get figures() {
    return {
      answers: this.#answers,
      interrupted: this.#interrupted,
      driftMs: this.#drift,
      longAnswerHeardMs: this.#longHeard,
      gaps: this.#gaps,
    };
  }

  advance(nowMs: number, longFromMs: number): void {
    this.#now = nowMs;
    if (!this.#long && nowMs >= longFromMs && this.#pieces === 0 && nowMs >= this.#nextPieceAt) this.#begin(true);
    else if (this.#pieces === 0 && nowMs >= this.#nextPieceAt) this.#begin(false);
    while (this.#pieces > 0 && nowMs >= this.#nextPieceAt) this.#say();
    if (nowMs >= this.#breakInAt) this.breakIn();
  }

  #begin(long: boolean): void {
    this.#answers++;
    this.#long = long;
    this.#rendered = 0;
    this.#sounding = false;
    this.#pieces = long ? Infinity : this.#dice.integer(30, 80);
    this.#nextPieceAt = this.#now;
    this.#breakInAt = !long && this.#answers % 3 === 0 ? this.#now + this.#dice.integer(300, 3500) : Infinity;
  }

  #say(): void {
    const parsed = parseServerEvent(this.#delta.replace('ITEM', `item_${this.#answers}`));
    if (parsed.kind === 'event' && parsed.event.type === 'response.audio.delta') {
      this.#downlink.play(parsed.event.item_id, parsed.event.delta);
    }
    this.#nextPieceAt += this.#long && this.#rendered > 0 ? PIECE_MS : PIECE_EVERY_MS;
    if (--this.#pieces > 0) return;
    this.#downlink.end(itemId(`item_${this.#answers}`));
    // Waits until the answer was played to its end.
    this.#nextPieceAt = Infinity;
  }

  breakIn(): void {
    this.#breakInAt = Infinity;
    this.#flushing = true;
    this.#downlink.flush();
  }

  listen(output: Float32Array): void {
    const loud = output.reduce((sum, x) => sum + (x === 0 ? 0 : 1), 0);
    this.#rendered += loud;
    if (this.#sounding && loud === 0 && !this.#flushing && this.#pieces > 0) this.#gaps++;
    this.#sounding = loud > 0;
  }

  hear(event: LocalEvent): void {
    if (event.type === 'playback.drained') this.#next();
    if (event.type !== 'playback.flushed') return;
    this.#flushing = false;
    const heard: Heard | undefined = event.heard.find((item) => item.itemId === itemId(`item_${this.#answers}`));
    if (heard) {
      this.#interrupted++;
      if (this.#long) this.#longHeard = heard.heardMs;
      this.#drift.push(heard.heardMs - (this.#rendered * 1000) / RATE);
    }
    this.#next();
  }

  #next(): void {
    this.#pieces = 0;
    this.#nextPieceAt = this.#now + PAUSE_MS;
    this.#breakInAt = Infinity;
  }
}
