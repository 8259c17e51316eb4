/** The page's tools: what runs them, and how the page hears of it. Loaded when there are any. */
import type { Seat } from '../../session/agent-runtime.js';
import { ToolRunner, type ToolHandler } from './tool-runner.js';
import { takeNotes } from '../activity-notes/activity-notes.js';
import { vlaEvent } from '../../contract/events.js';

/** Where the call of such a handler comes from, when that is not the agent itself. */
export const sourceOf = new WeakMap<ToolHandler, Element>();

/** `answer` carries an output to the model. */
export function toolRunner({ element, tools }: Seat, answer: (callId: string, output: string) => void): ToolRunner {
  takeNotes(element);
  return new ToolRunner({
    tools,
    offer: ({ callId, name }, args) => {
      let answer: { readonly value: unknown } | undefined;
      const respondWith = (value: unknown): void => void (answer = { value });
      const handler = tools().findLast((tool) => tool.name === name)?.handler;
      const source = (handler && sourceOf.get(handler)) ?? element;
      const left = source.dispatchEvent(
        vlaEvent('vla-tool-call', { callId, name, arguments: args, respondWith }, true),
      );
      // Prevented without an answer: the page will not say anything, and the model should not wait for it.
      return answer ?? (left ? undefined : { value: { error: 'the page declined this call' } });
    },
    answer,
    tell: (result) => element.dispatchEvent(vlaEvent('vla-tool-result', result)),
  });
}
