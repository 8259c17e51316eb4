/**
 * The agent's words for the eye, while they are heard. Loaded when a page or a visitor turns captions on, or a part of the
 * page shows them.
 */
import { html, type TemplateResult } from 'lit';
import type { EventHandlers, Feature, FeatureContext } from '../../contract/feature.js';
import { isOver } from '../../contract/status.js';
import type { View } from '../../contract/view.js';
import { isAzureVoice } from '../../session/model-facts.js';
import { sharedLabels } from '../../i18n/shared-labels.js';
import './vla-captions.js';
import type { RequestSession } from '../../../worker/protocol/objects/index.js';

const WORDS = { output_audio_timestamp_types: ['word'] } as const;

export const create = (agent: FeatureContext): Captions => new Captions(agent);

class Captions implements Feature {
  readonly #agent: FeatureContext;
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

  constructor(agent: FeatureContext) {
    this.#agent = agent;
  }

  readonly on: EventHandlers = {
    'vla-session': () => this.#askForWords(),
    'vla-caption': ({ itemId, word }) => this.#hear(itemId, word),
    'vla-speech': ({ who, speaking }) => {
      if (who === 'agent') this.#follow(speaking);
    },
    'vla-transcript': ({ role, itemId }) => {
      if (role === 'agent') this.#write(itemId);
    },
    'vla-state': ({ state }) => {
      if (isOver(state)) this.#clear();
    },
  };

  beforeSession(session: RequestSession): RequestSession {
    return this.#wanted && isAzureVoice(session.voice) ? { ...WORDS, ...session } : session;
  }

  onUpdate(): void {
    this.#askForWords();
  }

  view(): Partial<View> {
    return { caption: this.#caption };
  }

  card(): TemplateResult | undefined {
    if (!this.#agent.host.captions || !this.#agent.conversation.inCall) return undefined;
    const view = { labels: this.#agent.labels(sharedLabels), caption: this.#caption };
    return html`<vla-captions exportparts="captions" .view=${view}></vla-captions>`;
  }

  showInPart(): void {
    this.#partWants = true;
    this.#askForWords();
    this.#agent.requestUpdate();
  }

  get #wanted(): boolean {
    return this.#agent.host.captions || this.#partWants;
  }

  // ---- what the service is asked for ----

  get #hasTimes(): boolean {
    return this.#agent.conversation.session?.output_audio_timestamp_types?.includes('word') ?? false;
  }

  /** Captions that were turned on in the midst of a session. */
  #askForWords(): void {
    const { active, session } = this.#agent.conversation;
    if (!this.#wanted || !active || !session || this.#hasTimes || session.id === this.#asked) return;
    if (!isAzureVoice(session.voice)) return;
    this.#asked = session.id;
    this.#agent.host.updateSession(WORDS);
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
    const latest = this.#agent.host.messages.findLast(({ role, text }) => role === 'agent' && text);
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
    return this.#agent.host.messages.find(({ itemId }) => itemId === this.#itemId)?.text ?? '';
  }

  get #caption(): string {
    return this.#text.slice(0, this.#heard);
  }

  #tell(): void {
    this.#agent.requestUpdate();
  }
}
