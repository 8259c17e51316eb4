/** Sends the events of an answer, by its kind. It does not choose the answer. */
import type { Answer } from '../answering/answer.js';
import { callAgent } from './call-agent.js';
import { callFunction } from './call-function.js';
import { callMcpTool } from './call-mcp-tool.js';
import { COMPLETED, type Ending, failed, incomplete } from './ending.js';
import { fillWait, fillWaitForTool } from './interim.js';
import { sayWords } from './say-words.js';
import { search } from './search.js';
import type { ResponseRun } from './response-run.js';

type Player<K extends Answer['kind']> = (run: ResponseRun, answer: Extract<Answer, { kind: K }>) => Promise<Ending>;

/** How each kind of answer is played. */
const players: { readonly [K in Answer['kind']]: Player<K> } = {
  async say(run, answer) {
    await fillWait(run, answer.afterMs ?? 0);
    return sayWords(run, answer);
  },
  async call(run, { calls }) {
    const { settings, signal } = run;
    await fillWaitForTool(run);
    for (const call of settings.parallelCalls ? calls : calls.slice(0, 1)) {
      if (!signal.aborted) await callFunction(run, call);
    }
    return COMPLETED;
  },
  mcp: (run, { server, call }) => callMcpTool(run, server, call),
  agent: (run, { agent, question }) => callAgent(run, agent, question),
  webSearch: (run, answer) => search(run, { type: 'web_search_call' }, answer),
  fileSearch(run, { queries, results, ...words }) {
    const found = run.settings.fileResults ? { results } : {};
    return search(run, { type: 'file_search_call', queries, ...found }, words);
  },
  async invoke(run, { input }) {
    const { services } = run;
    services.send({ type: 'response.invocation.delta', delta: { type: 'agent.started', input } });
    services.send({ type: 'response.invocation.delta', delta: { type: 'agent.finished' } });
    return sayWords(run, { text: 'The agent was invoked.' });
  },
  async cut(run, { text, reason }) {
    if (text !== '') await sayWords(run, { text }, { maxWords: Math.ceil(text.split(' ').length / 2) });
    return incomplete(reason);
  },
  fail: async (_, { message, code }) => failed(message, code),
  async warn(run, { message, text }) {
    run.services.send({ type: 'warning', warning: { code: 'emulated_warning', message } });
    return sayWords(run, { text });
  },
  async error(run, { message, text }) {
    const error = { type: 'server_error', code: 'emulated_error', message, param: null, event_id: null };
    run.services.send({ type: 'error', error });
    return sayWords(run, { text });
  },
  async expire(run, { text }) {
    const ending = await sayWords(run, { text });
    run.services.expire();
    return ending;
  },
};

export const playAnswer = (run: ResponseRun, answer: Answer): Promise<Ending> =>
  (players[answer.kind] as Player<Answer['kind']>)(run, answer);
