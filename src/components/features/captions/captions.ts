/**
 * Captions: the agent's words, shown while they are heard. Loaded when a page or a visitor turns captions on, or when a
 * part elsewhere on the page shows them. It draws the card in the panel, not that part.
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
  /** True when a part elsewhere on the page shows captions, even without the attribute. */
  #partWants = false;
  /** The message whose words are shown. */
  #itemId: string | undefined;
  /** The number of characters of the message that were heard; undefined when its words have no times. */
  #heard: number | undefined;
  /** True when the voice sent no word times although they were requested. */
  #wordless = false;
  #speaking = false;
  /** The id of the session that was asked for word times after its start, so that it is asked once. */
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

  // ---- requesting word times ----

  get #hasTimes(): boolean {
    return this.#agent.conversation.session?.output_audio_timestamp_types?.includes('word') ?? false;
  }

  /** Requests word times from a session that began without them, when captions are turned on during the conversation. */
  #askForWords(): void {
    const { active, session } = this.#agent.conversation;
    if (!this.#wanted || !active || !session || this.#hasTimes || session.id === this.#asked) return;
    if (!isAzureVoice(session.voice)) return;
    this.#asked = session.id;
    this.#agent.host.updateSession(WORDS);
  }

  // ---- following what is heard ----

  #hear(itemId: string, word: string): void {
    if (itemId !== this.#itemId) this.#heard = undefined;
    this.#itemId = itemId;
    this.#wordless = false;
    const from = this.#heard ?? 0;
    const at = this.#text.indexOf(word, from);
    // A word that is spelt differently in the text moves on by its length. The punctuation after a word is shown with it.
    const end = at < 0 ? from + word.length + 1 : at + word.length;
    this.#heard = end + (/^[^\s\p{L}\p{N}]*/u.exec(this.#text.slice(end))?.[0].length ?? 0);
    this.#tell();
  }

  #follow(speaking: boolean): void {
    // The message was spoken to its end, and no word had a time.
    if (this.#speaking && !speaking && this.#hasTimes && this.#heard === undefined) this.#wordless = true;
    this.#speaking = speaking;
    const latest = this.#agent.host.messages.findLast(({ role, text }) => role === 'agent' && text);
    if (speaking && latest) this.#write(latest.itemId);
  }

  /** Shows, when there are no word times, the whole text of the message that is being spoken. */
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

  // ---- showing it ----

  /** The text of the message that is shown. After a barge-in it ends at what was heard. */
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
