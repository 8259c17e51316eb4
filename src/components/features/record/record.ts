/**
 * `record` and `exportRecording()`: keeps what travelled and what was decided in the last minutes, for a bug report. It keeps
 * it in memory alone. The file is told in docs/recordings.md.
 */
import { redacted } from './redact.js';
import { Ring } from './ring.js';
import { Tally } from './tally.js';
import { ROWS, toProperty } from '../../contract/attributes.js';
import type { Finding } from '../../contract/checks.js';
import type { VoiceLiveAgentDetails } from '../../contract/events.js';
import type { EventHandlers, Feature, FeatureContext } from '../../contract/feature.js';
import { BUILD } from '../../../worker/contract/build.js';
import type { Notice, WireNote } from '../../../worker/contract/conversation.js';

export const FORMAT = 'voice-live-agent/recording';
export const VERSION = 1;

/** Our choice: five minutes, and sound for about two of them. */
const MINUTES = 5;
const MOST_CHARACTERS = 4_000_000;
const MOST_WITH_SOUND = 16_000_000;

/** Sound that is not kept is told in pieces of this length. */
const PIECE_MS = 1000;

/** What the wire tells better, or what comes 60 times a second. */
const LEFT_OUT: ReadonlySet<Notice['kind']> = new Set<Notice['kind']>([
  'event',
  'aside',
  'activity',
  'session',
  'transcript',
  'order',
  'tool-call',
  'rate-limits',
  'usage',
  'word',
  'viseme',
  'blendshapes',
]);

/** Events of the page's side, of which no notice tells. */
const EVENTS = ['vla-mute', 'vla-device', 'vla-tool-result', 'vla-consent', 'vla-open', 'vla-close'] as const;

/** Frames without which those that follow cannot be understood. */
const PINNED = /^\{[^{]*?"type": ?"(session\.(?:created|updated))"/;

export const create = (agent: FeatureContext): Recorder => new Recorder(agent);

/** Sound that was left out, as one entry. */
interface Silence {
  readonly line: number;
  readonly way: WireNote['way'];
  readonly at: number;
  frames: number;
  sound: number;
}

interface Entry {
  readonly kind: string;
  readonly [field: string]: unknown;
}

class Recorder implements Feature {
  readonly #agent: FeatureContext;
  readonly on: EventHandlers;
  #level: string;
  #ring = new Ring();
  #tally: Tally | undefined;
  #silence: Silence | undefined;
  /** The newest connection that was seen. */
  #line = 0;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
    this.#level = agent.host.record;
    this.on = {
      'vla-state': (detail) => this.#state(detail),
      ...Object.fromEntries(
        EVENTS.map((name) => [name, (detail: unknown) => this.#add({ kind: 'event', name, detail })]),
      ),
    };
  }

  /** Another `record` forgets what was kept: it may have more than the page wants to have now. */
  onUpdate(): void {
    const { record } = this.#agent.host;
    if (record === this.#level) return;
    this.#level = record;
    this.#ring = new Ring();
    this.#tally = this.#silence = undefined;
  }

  onStart(): void {
    if (this.#isOff) return;
    this.#tally = new Tally(Date.now());
    this.#line = 0; // each conversation has an engine of its own, which counts anew
    this.#add({ kind: 'start', mode: this.#agent.conversation.inCall ? 'voice' : 'text', settings: this.#settings() });
  }

  onNotice(notice: Notice): void {
    if (this.#isOff) return;
    this.#tally?.notice(notice);
    if (notice.kind === 'wire') this.#wire(notice.wire);
    else if (!LEFT_OUT.has(notice.kind)) this.#add({ kind: 'notice', notice });
  }

  findings(): readonly Finding[] {
    return this.#tally ? [this.#tally.finding] : [];
  }

  /** The recording as one JSON file. */
  export(): File {
    if (this.#isOff) throw new Error('nothing is recorded: set the attribute record before the conversation');
    this.#tellSilence();
    this.#ring.trim(Date.now(), this.#bounds);
    const { isCut, all } = this.#ring;
    const { userAgent, language, hardwareConcurrency } = navigator;
    const head = {
      format: FORMAT,
      version: VERSION,
      build: BUILD,
      level: this.#level,
      exportedAt: new Date().toISOString(),
      isCut,
      browser: { userAgent, language, hardwareConcurrency },
    };
    const json = `${JSON.stringify(head).slice(0, -1)},"entries":[\n${all.join(',\n')}\n]}\n`;
    const name = `voice-live-recording-${head.exportedAt.replace(/[:.]/g, '-')}.json`;
    return new File([json], name, { type: 'application/json' });
  }

  get #isOff(): boolean {
    return this.#level === 'none';
  }

  get #words(): boolean {
    return this.#level === 'words' || this.#level === 'sound';
  }

  get #bounds() {
    return { ms: MINUTES * 60_000, characters: this.#level === 'sound' ? MOST_WITH_SOUND : MOST_CHARACTERS };
  }

  /** The attributes that differ from their defaults. */
  #settings(): object {
    const { host } = this.#agent;
    return Object.fromEntries(
      Object.entries(ROWS).flatMap(([name, row]) => {
        const value: unknown = host[toProperty(name) as keyof typeof host];
        const initial = 'initial' in row ? row.initial : undefined;
        if (value === initial || value === undefined) return [];
        return [[name, row.kind === 'text' ? redacted(value, this.#words, name.replaceAll('-', '_')) : value]];
      }),
    );
  }

  #state(detail: VoiceLiveAgentDetails['vla-state']): void {
    this.#tally?.state(detail, Date.now());
    this.#add({ kind: 'state', ...detail });
  }

  #wire({ line, at, way, frame, size }: WireNote): void {
    if (line > this.#line) this.#add({ kind: 'opened', line }, at, 'opened');
    this.#line = Math.max(line, this.#line);
    const cut = size - frame.length;
    let told: unknown;
    try {
      told = JSON.parse(frame);
    } catch {
      return this.#add({ kind: way, line, text: redacted(frame, this.#words) }, at);
    }
    if (way === 'closed') return this.#add({ kind: way, line, ...(told as object) }, at);
    const { type } = told as { readonly type?: string };
    // 50 of them come in a second. What was sent cannot be played back, but how much it was matters.
    if (cut && way === 'sent' && type === 'input_audio_buffer.append') return this.#sound({ line, at, way, cut });
    const kept = { kind: way, line, frame: redacted(told, this.#words), ...(cut && { sound: cut }) };
    this.#add(kept, at, PINNED.exec(frame)?.[1]);
  }

  #sound({ line, at, way, cut }: Omit<WireNote, 'frame' | 'size'> & { readonly cut: number }): void {
    const silence = this.#silence;
    if (silence && (silence.line !== line || at - silence.at >= PIECE_MS)) this.#tellSilence();
    const piece = (this.#silence ??= { line, way, at, frames: 0, sound: 0 });
    piece.frames++;
    piece.sound += cut;
  }

  #tellSilence(): void {
    const silence = this.#silence;
    this.#silence = undefined;
    if (!silence) return;
    const { way, line, at, frames, sound } = silence;
    this.#add({ kind: way, line, frame: { type: 'input_audio_buffer.append' }, frames, sound }, at);
  }

  /** @param at in ms since 1970 */
  #add(entry: Entry, at = Date.now(), pin?: string): void {
    if (this.#isOff) return;
    this.#tellSilence();
    const kept = entry.kind === 'notice' || entry.kind === 'event' ? redacted(entry, this.#words) : entry;
    const name = entry.kind === 'start' ? entry.kind : pin;
    this.#ring.add(at, { at, ...(kept as object) }, this.#bounds, name);
  }
}
