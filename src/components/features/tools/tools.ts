/** Runs the page's tools and reports their calls to the page. Loaded when there are tools, or when one is called. */
import { ToolRunner } from './tool-runner.js';
import type { EventHandlers, Feature, FeatureContext } from '../../contract/feature.js';
import { isOver } from '../../contract/status.js';
import type { ToolArguments } from '../../contract/tools.js';
import type { Notice, ToolCall } from '../../../worker/contract/conversation.js';

/** Ids of typed messages are made here; those of spoken ones, which the service answers by itself, are the service's. */
const TYPED = /^vla_item_/;

export const create = (agent: FeatureContext): Feature => new Tools(agent);

class Tools implements Feature {
  readonly #agent: FeatureContext;
  readonly #runner: ToolRunner;
  /** The visitor typed while an answer was written. If it calls a tool, the message waits for that. */
  #typed = false;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
    this.#runner = new ToolRunner({
      tools: () => agent.tools,
      offer: (call, args) => this.#offer(call, args),
      answer: (callId, output) => agent.conversation.tell('sendToolOutput', callId, output),
      tellLate: ({ callId, name }, output) => {
        const text = `The function ${name} (call ${callId}), which was still running, has given: ${output}`;
        const item = { type: 'message', role: 'system', content: [{ type: 'input_text', text }] } as const;
        agent.conversation.tell('sendEvent', { type: 'conversation.item.create', item });
      },
      tell: (result) => agent.emit('vla-tool-result', result),
    });
  }

  readonly on: EventHandlers = {
    'vla-state': ({ state }) => {
      if (!isOver(state)) return;
      this.#typed = false;
      this.#runner.drop();
    },
    'vla-transcript': ({ itemId, role }) => {
      if (role !== 'user' || !TYPED.test(itemId)) return;
      if (this.#runner.isBusy) this.#runner.hurry();
      else this.#typed = this.#agent.host.state === 'thinking';
    },
    'vla-usage': () => (this.#typed = false),
  };

  onNotice(notice: Notice): void {
    if (notice.kind === 'tool-call') {
      void this.#runner.run(notice.call);
      if (this.#typed) this.#runner.hurry();
    }
    if (notice.kind === 'tools-dropped') this.#runner.drop(notice.callIds);
  }

  /** Lets the page answer a call itself, in place of a handler. */
  #offer({ callId, name }: ToolCall, args: ToolArguments): { readonly value: unknown } | undefined {
    let answer: { readonly value: unknown } | undefined;
    const respondWith = (value: unknown): void => void (answer = { value });
    const detail = { callId, name, arguments: args, respondWith };
    const source = this.#agent.tools.findLast((tool) => tool.name === name)?.source;
    const left = this.#agent.emit('vla-tool-call', detail, { cancelable: true, source });
    // The page prevented the event and gave no answer. An error answers for it, so that the model does not wait.
    return answer ?? (left ? undefined : { value: { error: 'the page declined this call' } });
  }
}
