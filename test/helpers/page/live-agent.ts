/** A real `<voice-live-agent>` from the built package, talking with the emulator. */
import type { Credential, Fault, VoiceLiveAgent, VoiceLiveAgentDetails } from '../../../src/index.js';

let count = 0;

/** How long a test waits for something before it fails. It is long because a busy machine is slow. */
const PATIENCE_S = 45;

export interface Seen<Name extends keyof VoiceLiveAgentDetails = keyof VoiceLiveAgentDetails> {
  readonly name: Name;
  readonly detail: VoiceLiveAgentDetails[Name];
  /** `performance.now()` when it was dispatched. */
  readonly at: number;
}

export interface Stage {
  readonly agent: VoiceLiveAgent;
  /** Every event so far, in order. */
  readonly events: readonly Seen[];
  details<Name extends keyof VoiceLiveAgentDetails>(name: Name): VoiceLiveAgentDetails[Name][];
  /** Resolves with the first matching event of that name, past or future. */
  seen<Name extends keyof VoiceLiveAgentDetails>(
    name: Name,
    fits?: (detail: VoiceLiveAgentDetails[Name]) => boolean,
  ): Promise<VoiceLiveAgentDetails[Name]>;
  /** The emulator's side of this agent's newest connection. */
  service(): Promise<Connection>;
}

/** A connection, as the emulator's control routes describe it. */
export interface Connection {
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
  readonly open: boolean;
  readonly closeCode: number | null;
  readonly received: readonly { readonly type: string; readonly event: Readonly<Record<string, unknown>> }[];
  readonly items: readonly { readonly id: string; readonly type: string; readonly [field: string]: unknown }[];
  readonly [field: string]: unknown;
}

const NAMES: readonly (keyof VoiceLiveAgentDetails)[] = [
  'vla-before-start',
  'vla-state',
  'vla-transcript',
  'vla-speech',
  'vla-interrupt',
  'vla-tool-call',
  'vla-tool-result',
  'vla-error',
  'vla-session',
  'vla-usage',
  'vla-metrics',
  'vla-caption',
  'vla-viseme',
  'vla-blendshapes',
  'vla-device',
  'vla-consent',
  'vla-feedback',
  'vla-mcp',
  'vla-approval',
  'vla-search',
  'vla-annotation',
  'vla-handoff',
  'vla-subagent',
  'vla-reconnect',
  'vla-warning',
  'vla-mute',
  'vla-open',
  'vla-close',
  'vla-dismiss',
  'vla-event',
];

const BUILT = '/dist/voice-live-agent.js';

/** Removes the agents of a test, also when it failed: there is one fake microphone, and the next test needs it. */
afterEach(() => document.querySelectorAll('voice-live-agent').forEach((agent) => agent.remove()));

/**
 * Makes an agent and records all its events. Each agent has a model name of its own, by which the emulator's connection is
 * found.
 * @param home the parent; an agent in a shadow root is not removed after its test
 */
export async function stage(
  attributes: Readonly<Record<string, string>> = {},
  prepare: (agent: VoiceLiveAgent) => void = () => undefined,
  home: ParentNode = document.body,
): Promise<Stage> {
  await import(BUILT);
  const model = `gpt-realtime-test-${++count}-${Math.random().toString(36).slice(2)}`;
  const agent = document.createElement('voice-live-agent');
  const all = { 'token-url': `/voice/token?model=${model}`, model, voice: 'en-US-AvaNeural', ...attributes };
  for (const [name, value] of Object.entries(all)) agent.setAttribute(name, value);
  if (attributes['token-url'] === '') agent.removeAttribute('token-url');
  prepare(agent);
  const events: Seen[] = [];
  const waiting = new Set<() => void>();
  for (const name of NAMES) {
    agent.addEventListener(name, (event: Event) => {
      events.push({ name, detail: (event as CustomEvent).detail, at: performance.now() });
      for (const look of waiting) look();
    });
  }
  home.append(agent);
  return {
    agent,
    events,
    details: (name) => events.filter((seen) => seen.name === name).map((seen) => seen.detail as never),
    seen: (name, fits = () => true) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          const told = events
            .filter(({ name }) => name === 'vla-state' || name === 'vla-error')
            .map((seen) => JSON.stringify(seen.detail));
          reject(new Error(`${name} did not come. Seen:\n${told.join('\n')}`));
        }, PATIENCE_S * 1000);
        const look = () => {
          const found = events.find((seen) => seen.name === name && fits(seen.detail as never));
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found.detail as never);
        };
        waiting.add(look);
        look();
      }),
    service: () => connectionOf(model),
  };
}

export async function connectionOf(model: string): Promise<Connection> {
  const all = (await (await fetch('/emulator/connections')).json()) as readonly Connection[];
  const found = all.findLast((connection) => connection.query['model'] === model);
  if (!found) throw new Error(`the emulator knows no connection of ${model}`);
  return found;
}

interface Tape {
  readonly samples: Int16Array;
  readonly rate: number;
}

/** The audio that the service received, as 16-bit samples at the session's rate. */
export const heardBy = (connection: Connection): Promise<Tape> => tapeOf(connection, 'audio');

/** The audio that the agent reported as played, where the session sends it as a reference for echo cancellation. */
export const referenceOf = (connection: Connection): Promise<Tape> => tapeOf(connection, 'reference');

async function tapeOf({ id }: Connection, channel: 'audio' | 'reference'): Promise<Tape> {
  const wav = await (await fetch(`/emulator/connections/${id}/${channel}`)).arrayBuffer();
  return { samples: new Int16Array(wav, 44), rate: new DataView(wav).getUint32(24, true) };
}

/** Gives the agent a token provider whose connections have faults of the emulator; see demo/emulator/faults.ts. */
export const withFaults =
  (faults: string) =>
  (agent: VoiceLiveAgent): void => {
    agent.tokenProvider = async () => {
      const answer = await mint(agent);
      if (answer.url !== undefined) {
        await faultsOfNext(faults);
        return answer;
      }
      const query = new URLSearchParams({
        'api-version': agent.apiVersion,
        model: agent.model,
        Authorization: `Bearer ${answer.token}`,
        'emulator-faults': faults,
      });
      return { url: `${answer.endpoint.replace('http', 'ws')}/voice-live/realtime?${query}` };
    };
  };

/** Sets faults for the emulator's next connection: through a relay, the page has only the relay's address. */
export const faultsOfNext = (faults: string): Promise<Response> =>
  fetch('/emulator/faults', { method: 'POST', body: JSON.stringify({ ...readFaults(faults), connections: 1 }) });

/** `a:1,b:true` as an object. */
const readFaults = (text: string): object =>
  Object.fromEntries(
    text.split(',').map((pair) => {
      const [name = '', value = 'null'] = pair.split(':');
      return [name, JSON.parse(value) as unknown] as const;
    }),
  );

type Minted = Required<Pick<Credential, 'token' | 'endpoint'>> & Pick<Credential, 'url'>;

/** Whose token it is. The query is for a relay, where the server names the model, the agent and its placeholders. */
type Asks = Partial<Pick<VoiceLiveAgent, 'model' | 'agentName' | 'structuredInputs'>>;

export const tokenUrl = ({ model = '', agentName, structuredInputs = {} }: Asks = {}): string =>
  `/voice/token?${new URLSearchParams(agentName ? { agent: agentName, structured_inputs: JSON.stringify(structuredInputs) } : { model })}`;

/**
 * A fresh answer of the demo's token endpoint: a token, or through a relay (`RELAY=1`) only the `url` with a ticket. It is asked
 * again where a relay gives none since it drains, as the widget does.
 */
export async function mint(asks?: Asks): Promise<Minted> {
  for (let tries = 1; ; tries++) {
    const answer = await fetch(tokenUrl(asks), { method: 'POST' });
    if (answer.ok) return (await answer.json()) as Minted;
    if (tries === 5) throw new Error(`no token: HTTP ${answer.status} ${await answer.text()}`);
    await seconds(0.5);
  }
}

/** True where pages have no token of their own. */
export const isRelayed = async (): Promise<boolean> => (await mint()).url !== undefined;

/**
 * Leaves a test, or all tests of a `before`, out of a run through a relay, where a page has no token of its own. The console
 * says what is left out and why, and the reporter (`failures-last.mjs`) repeats it at the end of the run.
 * @param why what the test is about that no page has through a relay
 */
export async function needsToken(context: Mocha.Context, why: string): Promise<void> {
  if (!(await isRelayed())) return;
  const left = context.test as Mocha.Test | Mocha.Hook;
  const title = left.type === 'hook' ? `${left.parent!.fullTitle()} (all of it)` : left.fullTitle();
  console.log(`Left out: ${title}: ${why}`);
  context.skip();
}

/** Makes the emulator send an event to a connection, or close it. */
export const control = (connection: Connection, action: 'send' | 'close', body: unknown): Promise<Response> =>
  fetch(`/emulator/connections/${connection.id}/${action}`, { method: 'POST', body: JSON.stringify(body) });

/** The fault that a call was rejected with; throws when it was not rejected. */
export const faultOf = (promise: Promise<unknown>): Promise<Fault> =>
  promise.then(
    () => {
      throw new Error('it should have been refused');
    },
    (fault: unknown) => fault as Fault,
  );

export const seconds = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count * 1000));

/** Polls until a condition holds. For changes that no event reports. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, within = PATIENCE_S): Promise<void> {
  const end = performance.now() + within * 1000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${within} s: ${what}`);
    await seconds(0.02);
  }
}

/** Blocks this thread, as a busy page would. */
export function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/**
 * A test that fails is tried again, which can hide a real fault. So the console says which one it was, and the reporter
 * (`failures-last.mjs`) repeats it at the end of the run. Pages of the benchmarks have no Mocha.
 */
if ('beforeEach' in globalThis)
  beforeEach(function () {
    const { currentTest } = this;
    // @ts-expect-error -- Mocha's types lack it.
    if (currentTest?.currentRetry() > 0) console.warn(`Tried again: ${currentTest!.fullTitle()}`);
  });
