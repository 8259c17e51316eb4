/** Turns notices of the engine into events for the site. It knows the events, but neither the features nor the view. */
import { warnOnce } from '../base/warn-once.js';
import type { UsageDetail } from '../contract/events.js';
import type { FeatureContext } from '../contract/feature.js';
import type { Metrics, Notice, Usage } from '../../worker/contract/conversation.js';
import type { RateLimitsItem } from '../../worker/protocol/objects/index.js';

export class EventDispatcher {
  /** The latest measurements; undefined before the first. */
  metrics: Metrics | undefined;
  readonly #agent: Pick<FeatureContext, 'emit' | 'faultOf' | 'host'>;
  #rateLimits: readonly RateLimitsItem[] | undefined;
  #total = { totalTokens: 0, inputTokens: 0, outputTokens: 0 };

  constructor(agent: Pick<FeatureContext, 'emit' | 'faultOf' | 'host'>) {
    this.#agent = agent;
  }

  dispatch(notice: Notice): void {
    const agent = this.#agent;
    switch (notice.kind) {
      case 'transcript': {
        const { unheard: _, ...detail } = notice.change;
        return void agent.emit('vla-transcript', detail);
      }
      case 'speech':
        return void agent.emit('vla-speech', { who: notice.who, speaking: notice.speaking });
      case 'interrupt':
        return void agent.emit('vla-interrupt', notice.interruption);
      case 'session': {
        const thread = notice.session.agent?.thread_id ?? notice.session.conversation_id;
        if (thread) agent.host.conversationId = thread;
        return void agent.emit('vla-session', { session: notice.session, clientRequestId: notice.clientRequestId });
      }
      case 'reconnect': {
        const { kind: _, ...detail } = notice;
        return void agent.emit('vla-reconnect', detail);
      }
      case 'problem':
        return void agent.faultOf(notice.problem).then((fault) => agent.emit('vla-error', fault));
      case 'usage':
        return void agent.emit('vla-usage', this.#count(notice.usage));
      case 'metrics':
        return this.#measured(notice.metrics);
      case 'word':
        return void agent.emit('vla-caption', notice.detail);
      case 'viseme':
        return void agent.emit('vla-viseme', notice.detail);
      case 'blendshapes':
        return void agent.emit('vla-blendshapes', notice.detail);
      case 'rate-limits':
        this.#rateLimits = notice.rateLimits;
        return;
      case 'event':
        return void agent.emit('vla-event', notice.event);
      case 'warning':
        if (notice.warning) agent.emit('vla-warning', notice.warning);
        return warnOnce(notice.text);
    }
  }

  #measured(detail: Metrics): void {
    this.metrics = detail;
    const { startedAt, responseLatencyMs: duration = detail.bargeInMs! } = detail;
    // The clocks of worker and page may differ, and `performance.measure` throws for a negative start.
    const start = Math.max(0, startedAt - performance.timeOrigin);
    performance.measure(detail.bargeInMs === undefined ? 'vla-response' : 'vla-barge-in', { start, duration, detail });
    this.#agent.emit('vla-metrics', detail);
  }

  #count({ responseId, response }: Usage): UsageDetail {
    this.#total = {
      totalTokens: this.#total.totalTokens + (response.total_tokens || 0),
      inputTokens: this.#total.inputTokens + (response.input_tokens || 0),
      outputTokens: this.#total.outputTokens + (response.output_tokens || 0),
    };
    return { responseId, response, total: this.#total, rateLimits: this.#rateLimits };
  }
}
