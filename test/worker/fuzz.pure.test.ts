import { expect } from 'chai';
import type { ClientEvent } from '../../src/worker/protocol/client-events.js';
import { callId } from '../../src/worker/protocol/ids.js';
import { parseServerEvent } from '../../src/worker/protocol/parse-server-event.js';
import { messageIds, messageOf } from '../../src/worker/session/transcript.js';
import { newTurn, statusOf, type Turn } from '../../src/worker/session/turn.js';
import { later } from '../../src/worker/later/later.js';
import { isLocalEvent, stepTurn, type TurnEvent } from '../../src/worker/session/turn-handlers.js';
import { SERVER_EVENTS } from '../helpers/pure/protocol-samples.js';
import { random, type Random } from '../helpers/pure/random.js';
import * as t from '../helpers/worker/turns.js';

type Frame = Readonly<Record<string, unknown>>;

const response_id = 'resp_sample';
const call = { id: 'item_call', type: 'function_call', call_id: 'call_1', name: 'look', arguments: '{}' };
/** More forms of events that have several, beside those of the samples. */
const MORE: readonly Frame[] = [
  { type: 'session.updated', session: t.SESSION },
  { type: 'response.output_item.done', response_id, item: call },
  { type: 'conversation.item.created', previous_item_id: 'item_asked', item: call },
  { type: 'conversation.item.created', item: { id: 'ask_1', type: 'mcp_approval_request', server_label: 'docs' } },
  {
    type: 'response.done',
    response: {
      id: response_id,
      status: 'failed',
      status_details: { type: 'failed', error: { code: 'c', message: 'm' } },
      output: [{ id: 'item_mcp', type: 'mcp_call', output: null }],
    },
  },
];

/** A valid frame of every type that the service has. */
const FRAMES: readonly Frame[] = [
  ...Object.entries(SERVER_EVENTS).map(([type, fields]) => ({ type, event_id: `sample_${type}`, ...fields })),
  ...MORE,
];

const ODD: readonly unknown[] = [
  ...[null, true, 0, -1, 1e9, 1.5, '', 'x', '__proto__', 'toString', 'x'.repeat(500)],
  ...[[], [null], [1], ['x'], [[]], [{ id: 'item_spoken' }]],
  ...[{}, { type: 'x' }, { type: 'message', id: 'item_odd' }, { id: null }],
];

/** A deep copy in which one to three values are replaced, removed or added; sometimes an id is a new one. */
function mutated(frame: Frame, source: Random): unknown {
  const { integer, pick } = source;
  const copy = structuredClone(frame);
  for (let i = integer(1, 3); i > 0; i--) {
    let at = copy as Record<string, unknown>;
    while (integer(0, 2) > 0) {
      const deeper = Object.values(at).filter((value) => typeof value === 'object' && value !== null);
      if (deeper.length === 0) break;
      at = pick(deeper) as Record<string, unknown>;
    }
    const names = Object.keys(at).filter((name) => at !== copy || name !== 'type');
    const name = names.length > 0 ? pick(names) : 'added';
    if (/id$/.test(name) && integer(0, 2) > 0) at[name] = `new_${integer(0, 100_000)}`;
    else if (integer(0, 4) === 0) delete at[name];
    else at[name] = structuredClone(pick(ODD));
  }
  return copy;
}

/** The session's rules with a simulated page that answers tool calls, and a clock. */
class World {
  turn: Turn;
  /** Sent since it was last emptied. */
  sent: ClientEvent[] = [];
  readonly #calls: string[] = [];
  #patienceMs: number | undefined;

  constructor(mode: 'voice' | 'text') {
    this.turn = newTurn(mode, undefined);
    this.take(t.sessionUpdated());
  }

  take(event: TurnEvent): void {
    const { turn, effects } = stepTurn(this.turn, event, later.rules);
    this.turn = turn;
    statusOf(turn);
    for (const effect of effects) {
      if (effect.kind === 'send') this.sent.push(effect.event);
      if (effect.kind === 'timer') this.#patienceMs = effect.ms;
      if (effect.kind === 'fail') throw new Error('the conversation ended');
      if (effect.kind === 'notify' && effect.notice.kind === 'tool-call') this.#calls.push(effect.notice.call.callId);
    }
  }

  /** Takes a frame as it comes from the socket. Returns whether the rules got an event. */
  receive(text: string): boolean {
    const parsed = parseServerEvent(text);
    if (parsed.kind === 'malformed' || isLocalEvent(parsed.event)) return false;
    this.take(parsed.event);
    return true;
  }

  /** Lets the visitor be silent, the page answer its tools and the time pass, until this holds or nothing is pending. */
  rest(until = () => false): void {
    if (this.turn.visitorSpeaking) this.take(t.speechStopped());
    for (let i = 0; i < 200; i++) {
      if (until()) return;
      const owed = this.#calls.shift();
      if (owed !== undefined) this.take({ type: 'tool.output', callId: callId(owed), output: '1' });
      else if (this.#patienceMs !== undefined) this.take(t.timeUp());
      else return;
    }
    throw new Error('it never comes to rest');
  }

  /** A visitor writes and is answered. Before that, a response that never ends is given up. */
  plainTurn(name: string): void {
    this.sent = [];
    this.take(t.typed(`ask ${name}`));
    this.rest(() => this.sent.some(({ type }) => type === 'response.create'));
    const types = this.sent.map(({ type }) => type);
    expect(types.filter((type) => type !== 'response.cancel')).to.deep.equal([
      'conversation.item.create',
      'response.create',
    ]);
    const item = t.message(`a_${name}`, 'assistant');
    for (const event of [t.created(`r_${name}`), t.itemAdded(item, `r_${name}`)]) this.take(event);
    expect(statusOf(this.turn)).to.equal('thinking');
    for (const event of [t.words('so ', item.id, `r_${name}`), t.wordsDone('so it is', item.id)]) this.take(event);
    this.take(t.done(`r_${name}`, { output: [item] }));
    expect(messageOf(this.turn.transcript, t.item(item.id!))).to.include({ text: 'so it is', final: true });
    expect(statusOf(this.turn)).to.be.oneOf(['idle', 'listening']);
  }
}

/** All parts of a turn that grow with the service's events, with the limit of each. */
const sizesOf = ({ transcript, words, silenced, cut, mcpCalls, tools, gate }: Turn) => ({
  entries: transcript.entries.size,
  order: transcript.order.length,
  messages: messageIds(transcript).length,
  words: words.length,
  silenced: silenced.length,
  cut: cut.length,
  mcpCalls: mcpCalls.length,
  calls: tools.owed.length + tools.answered.length,
  waiting: gate.waiting.length,
});
const BOUNDS: ReturnType<typeof sizesOf> = {
  ...{ entries: 500, order: 500, messages: 500, words: 2000 },
  ...{ silenced: 64, cut: 64, mcpCalls: 64, calls: 64, waiting: 8 },
};

const COUNT = 50_000;
const EVERY = 500;

describe('whatever the service sends', function () {
  it(`never throws, never gets stuck and never grows without bound, in ${COUNT} mutated frames`, () => {
    const source = random(2026);
    const world = new World('voice');
    const seen = new Set<string>();
    let read = 0;
    for (let i = 1; i <= COUNT; i++) {
      const sample = source.pick(FRAMES);
      const text = JSON.stringify(source.integer(0, 3) === 0 ? sample : mutated(sample, source));
      try {
        if (world.receive(text)) {
          read++;
          seen.add(String(sample['type']));
        }
        if (i % EVERY === 0) {
          world.rest();
          world.plainTurn(String(i));
        }
      } catch (error) {
        throw new Error(`frame ${i}: ${(error as Error).message} at ${text}`, { cause: error });
      }
      const sizes = sizesOf(world.turn);
      for (const [name, size] of Object.entries(sizes)) {
        const bound = BOUNDS[name as keyof typeof BOUNDS];
        if (size > bound) throw new Error(`frame ${i}: ${size} ${name}, more than ${bound}`);
      }
    }
    expect(seen.size, 'types that were read').to.equal(Object.keys(SERVER_EVENTS).length);
    expect(read).to.be.above(COUNT / 2);
    expect(sizesOf(world.turn).entries, 'the bound was reached').to.equal(BOUNDS.entries);
  });

  it('is text, which may be broken anywhere: the parser never throws, in 10,000 frames with letters exchanged', () => {
    const { integer, pick } = random(1);
    let broken = 0;
    for (let i = 0; i < 10_000; i++) {
      const letters = [...JSON.stringify(pick(FRAMES))];
      for (let n = integer(1, 4); n > 0; n--) letters[integer(0, letters.length - 1)] = pick([...'{}[]":,\\0nu ']);
      const { kind } = parseServerEvent(letters.join(''));
      expect(kind).to.be.oneOf(['event', 'malformed']);
      if (kind === 'malformed') broken++;
    }
    expect(broken).to.be.above(1000);
  });
});
