/** A `FeatureContext` without an agent. It records what the feature does; the test calls the feature's handlers itself. */
import type { ConversationHandle } from '../../../src/components/contract/conversation.js';
import type { VoiceLiveAgentDetails } from '../../../src/components/contract/events.js';
import type { AgentEventName, FeatureContext } from '../../../src/components/contract/feature.js';
import type { AgentHost } from '../../../src/components/contract/agent.js';
import { toFault } from '../../../src/components/i18n/fault-labels.js';
import { ROWS, toProperty } from '../../../src/components/contract/attributes.js';

type Plain<T> = { -readonly [Key in keyof T]?: T[Key] };

export interface FakeContext extends FeatureContext {
  readonly host: AgentHost;
  /** Commands of the engine and of the conversation, in order, such as `tell sendText`. */
  readonly calls: readonly (readonly [string, ...unknown[]])[];
  /** Events that the feature emitted, in order. */
  readonly told: readonly { readonly name: AgentEventName; readonly detail: unknown }[];
  readonly announced: readonly string[];
}

/** @param words labels that replace the English ones */
export function fakeContext(
  host: Plain<AgentHost> = {},
  conversation: Plain<ConversationHandle> = {},
  words: object = {},
): FakeContext {
  const calls: [string, ...unknown[]][] = [];
  const told: { name: AgentEventName; detail: unknown }[] = [];
  const announced: string[] = [];
  const note =
    (name: string) =>
    (...rest: unknown[]): Promise<void> =>
      Promise.resolve(void calls.push([name, ...rest]));
  const initial = Object.entries(ROWS).map(([name, row]) => [
    toProperty(name),
    (row as { initial?: unknown }).initial,
  ]) as readonly (readonly [string, unknown])[];
  const state = Object.assign(
    {
      status: 'idle',
      messages: [],
      session: undefined,
      problem: undefined,
      active: false,
      inCall: false,
      audio: undefined,
      endReason: undefined,
      tell: note('tell'),
      note: note('note'),
      fail: note('fail'),
      dismissProblem: note('dismissProblem'),
      stop: note('stop'),
      restore: note('restore'),
    },
    conversation,
  ) as unknown as ConversationHandle;
  const element = document.createElement('div');
  for (const [name, value] of [
    ...initial,
    ...Object.entries({
      state: 'idle',
      messages: [],
      labels: {},
      addController: () => undefined,
      requestUpdate: () => undefined,
    }),
    ...Object.entries({ show: note('show'), hide: note('hide'), start: note('start'), ...host }),
  ]) {
    Object.defineProperty(element, name, { value, writable: true, configurable: true });
  }
  return {
    host: element as unknown as AgentHost,
    conversation: state,
    tools: [],
    assets: () => ({ url: '/none.js' }),
    settled: () => Promise.resolve(),
    engineSettings: () => ({ code: 'setup' }),
    credential: async () => undefined,
    labels: (english) => ({ ...english, ...words }),
    emit: <Name extends AgentEventName>(name: Name, detail: VoiceLiveAgentDetails[Name]) =>
      Boolean(told.push({ name, detail })),
    announce: (sentence) => void announced.push(sentence),
    ready: note('ready'),
    faultOf: async (problem) => toFault(problem),
    mustHaveWorked: async (outcome) => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- the contract: a Fault, plain data
      if (!outcome.ok) throw toFault(outcome.problem);
    },
    features: { findings: () => [] },
    checkMicrophone: note('checkMicrophone'),
    requestUpdate: () => undefined,
    calls,
    told,
    announced,
  };
}
