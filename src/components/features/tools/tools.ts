/** Runs the page's tools and reports their calls to the page. Loaded when there are tools, or when one is called. */
import { ToolRunner } from './tool-runner.js';
import type { EventHandlers, Feature, FeatureContext } from '../../contract/feature.js';
import { isOver } from '../../contract/status.js';
import type { ToolArguments } from '../../contract/tools.js';
import type { Notice, ToolCall } from '../../../worker/contract/conversation.js';

export const create = (agent: FeatureContext): Feature => new Tools(agent);

class Tools implements Feature {
  readonly #agent: FeatureContext;
  readonly #runner: ToolRunner;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
    this.#runner = new ToolRunner({
      tools: () => agent.tools,
      offer: (call, args) => this.#offer(call, args),
      answer: (callId, output) => agent.conversation.tell('sendToolOutput', callId, output),
      tell: (result) => agent.emit('vla-tool-result', result),
    });
  }

  readonly on: EventHandlers = {
    'vla-state': ({ state }) => {
      if (isOver(state)) this.#runner.drop();
    },
  };

  onNotice(notice: Notice): void {
    if (notice.kind === 'tool-call') void this.#runner.run(notice.call);
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
