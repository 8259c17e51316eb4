import type { Answer } from '../answering/answer.js';
import { callAgent } from './call-agent.js';
import { callFunction } from './call-function.js';
import { callMcpTool } from './call-mcp-tool.js';
import { COMPLETED, type Ending, failed, incomplete } from './ending.js';
import { fillWait, fillWaitForTool } from './interim.js';
import { sayWords } from './say-words.js';
import { search } from './search.js';
import type { Performance } from './stage.js';

type Performer<K extends Answer['kind']> = (
  performance: Performance,
  answer: Extract<Answer, { kind: K }>,
) => Promise<Ending>;

/** How each kind of answer is performed. */
const performers: { readonly [K in Answer['kind']]: Performer<K> } = {
  async say(performance, answer) {
    await fillWait(performance, answer.afterMs ?? 0);
    return sayWords(performance, answer);
  },
  async call(performance, { calls }) {
    const { settings, signal } = performance;
    await fillWaitForTool(performance);
    for (const call of settings.parallelCalls ? calls : calls.slice(0, 1)) {
      if (!signal.aborted) await callFunction(performance, call);
    }
    return COMPLETED;
  },
  mcp: (performance, { server, call }) => callMcpTool(performance, server, call),
  agent: (performance, { agent, question }) => callAgent(performance, agent, question),
  webSearch: (performance, answer) => search(performance, { type: 'web_search_call' }, answer),
  fileSearch(performance, { queries, results, ...words }) {
    const found = performance.settings.fileResults ? { results } : {};
    return search(performance, { type: 'file_search_call', queries, ...found }, words);
  },
  async invoke(performance, { input }) {
    const { stage } = performance;
    stage.send({ type: 'response.invocation.delta', delta: { type: 'agent.started', input } });
    stage.send({ type: 'response.invocation.delta', delta: { type: 'agent.finished' } });
    return sayWords(performance, { text: 'The agent was invoked.' });
  },
  async filtered(performance, { text }) {
    await sayWords(performance, { text }, { maxWords: Math.ceil(text.split(' ').length / 2) });
    return incomplete('content_filter');
  },
  fail: async (_, { message }) => failed(message),
  async warn(performance, { message, text }) {
    performance.stage.send({ type: 'warning', warning: { code: 'emulated_warning', message } });
    return sayWords(performance, { text });
  },
  async error(performance, { message, text }) {
    const error = { type: 'server_error', code: 'emulated_error', message, param: null, event_id: null };
    performance.stage.send({ type: 'error', error });
    return sayWords(performance, { text });
  },
  async expire(performance, { text }) {
    const ending = await sayWords(performance, { text });
    performance.stage.expire();
    return ending;
  },
};

export const performAnswer = (performance: Performance, answer: Answer): Promise<Ending> =>
  (performers[answer.kind] as Performer<Answer['kind']>)(performance, answer);
