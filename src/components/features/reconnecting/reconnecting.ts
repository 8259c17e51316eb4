/**
 * Watches for what may have cut the connection, and tells the visitor of a lost one: one quiet line while it is made again,
 * and afterwards nothing, unless words were lost. Loaded once there is a session, because nothing can be loaded while the visitor is offline.
 */
import { html, type TemplateResult } from 'lit';
import type { EventHandlers, Feature, FeatureContext } from '../../contract/feature.js';
import { isOver } from '../../contract/status.js';
import type { View } from '../../contract/view.js';
import { en } from '../../i18n/labels.js';
import { reconnectingLabels } from './labels.js';
import { watchPage } from './watch-page.js';

/** A screen reader is told when it takes longer. Most tries succeed before, and then nothing was worth a word. */
const TELL_MS = 3000;

/** Fewer lost chunks (20 ms) than this were lost by a busy machine, and are no words. */
const FEWEST_LOST = 25;

export const create = (agent: FeatureContext): Feature => new Reconnecting(agent);

class Reconnecting implements Feature {
  readonly #agent: FeatureContext;
  /** Tells a screen reader. Undefined while there is a connection. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** True from the loss of a connection until the next figures, which tell what was lost with it. */
  #isOpen = false;
  #isNoted = false;
  #isTold = false;

  /** Aborted when the conversation is over. */
  #watching: AbortController | undefined;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
    if (agent.conversation.active) this.#watch();
  }

  readonly on: EventHandlers = {
    'vla-state': ({ state }) => {
      if (isOver(state)) this.#watching?.abort();
      else if (this.#watching?.signal.aborted !== false) this.#watch();
      if (state === 'reconnecting') this.#lost();
      else this.#over();
      if (state === 'connecting' || state === 'requesting-mic') this.#isOpen = this.#isNoted = false;
    },
    'vla-metrics': ({ droppedChunks }) => {
      if (this.#isOpen && droppedChunks >= FEWEST_LOST) this.#note(true);
      this.#isOpen = false;
    },
  };

  view(): Partial<View> {
    if (this.#timer === undefined) return {};
    const labels = this.#agent.labels({ ...en, ...reconnectingLabels });
    const now = navigator.onLine ? 'lost' : 'offline';
    return {
      labels: {
        ...labels,
        'status-reconnecting': labels[`status-${now}`],
        'hint-reconnecting': labels[`hint-${now}`],
      },
    };
  }

  card(): TemplateResult | undefined {
    if (!this.#isNoted) return undefined;
    const labels = this.#agent.labels({ ...en, ...reconnectingLabels });
    const view = { text: labels['words-lost'], dismiss: labels.dismiss };
    return html`<vla-hint .view=${view} .actions=${{ dismiss: () => this.#note(false) }}></vla-hint>`;
  }

  /** The engine asks a connection that may be gone whether it still answers. */
  #watch(): void {
    this.#watching = new AbortController();
    watchPage((online) => this.#agent.conversation.tell('wake', online), this.#watching.signal);
  }

  #lost(): void {
    this.#isOpen = true;
    this.#timer ??= setTimeout(() => this.#tell(), TELL_MS);
  }

  #over(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isTold) this.#agent.announce(''); // so that the same sentence is read out the next time
    this.#isTold = false;
  }

  #tell(): void {
    this.#isTold = true;
    const labels = this.view().labels!;
    this.#agent.announce(`${labels['status-reconnecting']}. ${labels['hint-reconnecting']}`);
  }

  #note(shown: boolean): void {
    this.#isNoted = shown;
    const update = (): void => this.#agent.requestUpdate();
    void import('../../ui/shared/vla-hint.js').then(update, update);
  }
}
