/**
 * `storage="session"`: brings back the conversation that this tab has kept, keeps each new message, and offers to go on with
 * a call that ended because its page was left.
 */
import type { EventHandlers, Feature, FeatureContext } from '../../../contract/feature.js';
import { isOver } from '../../../contract/status.js';
import type { View } from '../../../contract/view.js';
import { en } from '../../../i18n/labels.js';
import { closed } from '../../../session/messages.js';
import { CONTINUES_MS, keep, keptMessages, recall, toKeep, type Kept } from '../../../session/tab-storage.js';
import { storageLabels } from './labels.js';

export class Storage implements Feature {
  readonly #agent: FeatureContext;
  /** Withdraws the offer after its time. Undefined when nothing is offered. */
  #offer: ReturnType<typeof setTimeout> | undefined;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
    const { host, conversation } = agent;
    const kept = recall(host);
    const messages = keptMessages(kept);
    if (conversation.messages.length === 0 && messages.length > 0) conversation.restore(messages);
    if (typeof kept.conversationId === 'string') host.conversationId ??= kept.conversationId;
    if (!conversation.active) this.#offerCall(kept);
    let connected = new AbortController();
    host.addController({
      hostConnected: () => {
        const { signal } = (connected = new AbortController());
        addEventListener('pageshow', ({ persisted }) => persisted && this.back(), { signal });
      },
      hostDisconnected: () => connected.abort(),
    });
  }

  readonly on: EventHandlers = {
    'vla-transcript': ({ final }) => {
      if (final) keep(this.#agent.host, { messages: toKeep(this.#agent.host.messages) });
    },
    'vla-session': () => {
      const { conversationId } = this.#agent.host;
      if (conversationId) keep(this.#agent.host, { conversationId });
    },
    'vla-state': ({ state }) => {
      if (this.#offer === undefined || state === 'idle' || isOver(state)) return;
      this.#withdraw();
      keep(this.#agent.host, { mode: undefined, endedAt: undefined }); // it was taken
    },
  };

  /** While a call can go on, the buttons that start one say so. */
  view(): Partial<View> {
    if (this.#offer === undefined) return {};
    const labels = this.#agent.labels({ ...en, ...storageLabels });
    const start = labels['continue-call'];
    return { labels: { ...labels, start, restart: start, launcher: start } };
  }

  /** Keeps where the conversation is. An offer that was not taken goes along to the next page. */
  onLeave(): void {
    const { host, conversation } = this.#agent;
    const { active, inCall } = conversation;
    if (!active && host.messages.length === 0 && this.#offer === undefined) return;
    const messages = host.messages.map((message) => (message.final ? message : closed([message])[0]!));
    keep(host, {
      messages: toKeep(messages),
      open: host.open,
      muted: host.muted,
      ...(active && { mode: inCall ? 'voice' : 'text', endedAt: Date.now() }),
    });
  }

  /** The browser shows the page again as it was left. Meanwhile the conversation may have gone on, or was deleted, on another page. */
  back(): void {
    const { host, conversation } = this.#agent;
    if (conversation.active || host.storage !== 'session') return;
    const kept = recall(host);
    conversation.restore(keptMessages(kept));
    this.#offerCall(kept);
  }

  #offerCall({ mode, endedAt }: Kept): void {
    this.#withdraw();
    const leftMs = Number(endedAt) + CONTINUES_MS - Date.now();
    if (mode === 'voice' && leftMs > 0) this.#offer = setTimeout(() => this.#withdraw(), leftMs);
    this.#agent.requestUpdate();
  }

  #withdraw(): void {
    clearTimeout(this.#offer);
    this.#offer = undefined;
    this.#agent.requestUpdate();
  }
}
