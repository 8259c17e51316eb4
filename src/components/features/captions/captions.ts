/**
 * The agent's words for the eye, while they are heard. Loaded when a page or a visitor turns captions on, or a part of the
 * page shows them.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { AgentElement } from '../../agent/agent-element.js';
import type { AgentSession } from '../../session/agent-runtime.js';
import './vla-captions.js';
import type { VoiceLiveAgentDetails } from '../../contract/events.js';
import type { ResponseSession } from '../../../worker/protocol/objects/index.js';

const WORDS = { output_audio_timestamp_types: ['word'] } as const;

const followed = new WeakMap<AgentSession, Captions>();

/** Those of this agent; the first time they begin. */
export function captionsOf(session: AgentSession): Captions {
  const captions = followed.get(session) ?? new Captions(session);
  followed.set(session, captions);
  return captions;
}

/** Only Azure's voices tell when they say a word. */
const timesWords = (voice: unknown): boolean =>
  typeof voice === 'object' && voice !== null && 'type' in voice && String(voice.type).startsWith('azure');

class Captions {
  readonly #session: AgentSession;
  /** A part elsewhere on the page shows them, whatever the attribute says. */
  #partWants = false;
  /** What is shown: the words of this message. */
  #itemId: string | undefined;
  /** How far they were heard, in characters of the message; undefined where no word has a time. */
  #heard: number | undefined;
  /** The voice gave no times, though it was asked for them. */
  #wordless = false;
  #speaking = false;
  /** The session that was asked for times in its midst: once. */
  #asked: string | undefined;

  constructor(session: AgentSession) {
    this.#session = session;
    session.cards.push(() => this.#card());
    this.#listen('vla-before-start', (detail) => {
      if (this.#wanted && timesWords(detail.session.voice)) detail.session = { ...WORDS, ...detail.session };
    });
    this.#listen('vla-session', () => this.#askForWords());
    this.#listen('vla-caption', ({ itemId, word }) => this.#hear(itemId, word));
    this.#listen('vla-speech', ({ who, speaking }) => who === 'agent' && this.#follow(speaking));
    this.#listen('vla-transcript', ({ role, itemId }) => role === 'agent' && this.#write(itemId));
    this.#listen('vla-state', ({ state }) => (state === 'ended' || state === 'error') && this.#clear());
    this.#element.addController({ hostUpdate: () => this.#askForWords() });
    this.#askForWords();
    this.#element.requestUpdate();
  }

  showInPart(): void {
    this.#partWants = true;
    this.#askForWords();
    this.#tell();
  }

  get #element(): AgentElement {
    return this.#session.element;
  }

  get #wanted(): boolean {
    return this.#element.captions || this.#partWants;
  }

  get #inForce(): ResponseSession | undefined {
    return this.#session.controller.session;
  }

  #listen<Name extends keyof VoiceLiveAgentDetails>(
    name: Name,
    listener: (detail: VoiceLiveAgentDetails[Name]) => unknown,
  ): void {
    this.#element.addEventListener(name, (event) => {
      listener((event as CustomEvent<VoiceLiveAgentDetails[Name]>).detail);
    });
  }

  // ---- what the service is asked for ----

  get #hasTimes(): boolean {
    return this.#inForce?.output_audio_timestamp_types?.includes('word') ?? false;
  }

  /** Captions that were turned on in the midst of a session. */
  #askForWords(): void {
    const { active, session } = this.#session.controller;
    if (!this.#wanted || !active || !session || this.#hasTimes || session.id === this.#asked) return;
    if (!timesWords(session.voice)) return;
    this.#asked = session.id;
    this.#element.updateSession(WORDS);
  }

  // ---- what was heard ----

  #hear(itemId: string, word: string): void {
    if (itemId !== this.#itemId) this.#heard = undefined;
    this.#itemId = itemId;
    this.#wordless = false;
    const from = this.#heard ?? 0;
    const at = this.#text.indexOf(word, from);
    // Its punctuation comes with it. A word that is written otherwise than it is timed moves on by its length.
    const end = at < 0 ? from + word.length + 1 : at + word.length;
    this.#heard = end + (/^[^\s\p{L}\p{N}]*/u.exec(this.#text.slice(end))?.[0].length ?? 0);
    this.#tell();
  }

  #follow(speaking: boolean): void {
    // Spoken to its end, and no word had a time.
    if (this.#speaking && !speaking && this.#hasTimes && this.#heard === undefined) this.#wordless = true;
    this.#speaking = speaking;
    const latest = this.#element.messages.findLast(({ role, text }) => role === 'agent' && text);
    if (speaking && latest) this.#write(latest.itemId);
  }

  /** Without times: what is being spoken, as far as it is written. */
  #write(itemId: string): void {
    if (this.#hasTimes && !this.#wordless) return this.#tell();
    if (this.#speaking) [this.#itemId, this.#heard] = [itemId, undefined];
    this.#tell();
  }

  #clear(): void {
    this.#itemId = this.#heard = undefined;
    this.#speaking = this.#wordless = false;
    this.#tell();
  }

  // ---- what is shown ----

  /** After a barge-in a message has only what was heard. */
  get #text(): string {
    return this.#element.messages.find(({ itemId }) => itemId === this.#itemId)?.text ?? '';
  }

  #tell(): void {
    const caption = this.#text.slice(0, this.#heard);
    if (caption !== this.#element._extras?.caption) this.#element._extras = { ...this.#element._extras, caption };
  }

  #card(): TemplateResult | typeof nothing {
    const { captions, _extras } = this.#element;
    if (!captions || !this.#session.controller.inCall) return nothing;
    const view = { labels: this.#session.labels, caption: _extras?.caption };
    return html`<vla-captions exportparts="captions" .view=${view}></vla-captions>`;
  }
}
