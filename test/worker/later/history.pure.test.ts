import { expect } from 'chai';
import * as fc from 'fast-check';
import type { ClientEvent } from '../../../src/worker/protocol/client-events.js';
import type { ConversationRequestItem } from '../../../src/worker/protocol/objects/index.js';
import type { ServerEvent } from '../../../src/worker/protocol/server-events.js';
import {
  confirm,
  owedAnswer,
  received,
  sent,
  tell,
  unconfirmed,
  type History,
  type Sources,
  type Telling,
} from '../../../src/worker/later/history.js';
import { ServiceSession } from '../../helpers/lines/service.js';

type Words = Readonly<Record<string, readonly ['user' | 'agent', string]>>;

const sources = (words: Words = {}, changed: Partial<Sources> = {}): Sources => ({
  words: (id) => words[id] && { role: words[id][0], text: words[id][1] },
  sound: () => undefined,
  owed: [],
  told: new Set(),
  carried: false,
  withIds: true,
  ...changed,
});

const create = (item: ConversationRequestItem): ClientEvent => ({ type: 'conversation.item.create', item });
const typed = (id: string, text: string, role: 'user' | 'system' = 'user'): ClientEvent =>
  create({ id, type: 'message', role, content: [{ type: 'input_text', text }] });
const output = (id: string, call_id: string, text = '"ok"'): ClientEvent =>
  create({ id, type: 'function_call_output', call_id, output: text });
const picture = (id: string, image_url: string): ClientEvent =>
  create({ id, type: 'message', role: 'user', content: [{ type: 'input_image', image_url }] });
const made = (item: object, previous?: string): ServerEvent =>
  ({ type: 'conversation.item.created', item, previous_item_id: previous }) as ServerEvent;
const spoken = (id: string, previous?: string) => made({ id, type: 'message', role: 'user', content: [] }, previous);
const call = (id: string, call_id: string): ServerEvent =>
  ({
    type: 'response.output_item.done',
    item: { id, type: 'function_call', call_id, name: 'look', arguments: '{"a":1}', status: 'completed' },
  }) as unknown as ServerEvent;

const SERVER = /^(conversation\.item\.(created|deleted)|response|input_audio_buffer\.committed)/;

/** The history after these events, of whichever side. What was sent is confirmed, unless `confirmed` says otherwise. */
function history(events: readonly (ClientEvent | ServerEvent)[], confirmed = true): History {
  return events.reduce<History>((soFar, event) => {
    if (SERVER.test(event.type) && !('event_id' in event && event.event_id === 'ours')) {
      return received(soFar, event as ServerEvent);
    }
    const next = sent(soFar, event as ClientEvent);
    const id = event.type === 'conversation.item.create' ? event.item?.id : undefined;
    return confirmed && id ? confirm(next, id) : next;
  }, []);
}

const textOf = ({ item }: Telling): string =>
  'content' in item
    ? item.content.map((part) => ('text' in part ? part.text : `(${part.type})`)).join()
    : 'output' in item
      ? item.output
      : 'arguments' in item
        ? item.arguments
        : item.type;
const ids = (told: readonly Telling[]): string => told.map(({ id }) => id).join(' ');
/** Without the notes about the change of lines. */
const plain = (told: readonly Telling[]): readonly Telling[] =>
  told.filter(({ id }) => id !== 'vla_left_out' && id !== 'vla_renewed');

describe('a new session is told', () => {
  it('words of the visitor and of the agent, and at last that the connection is another', () => {
    const told = tell(
      history([spoken('u1'), spoken('a1'), typed('t1', 'hi')]),
      sources({ u1: ['user', 'Hello'], a1: ['agent', 'Yes?'] }),
    );
    expect(ids(told)).to.equal('u1 a1 t1 vla_renewed');
    expect(told.map(({ item }) => 'role' in item && item.role)).to.deep.equal(['user', 'assistant', 'user', 'system']);
    expect(told.map(({ item }) => 'content' in item && item.content[0]!.type)).to.deep.equal([
      'input_text',
      'text',
      'input_text',
      'input_text',
    ]);
    expect(told.map(({ item }) => item.id)).to.deep.equal(['u1', 'a1', 't1', 'vla_renewed']);
    expect(textOf(told.at(-1)!)).to.contain('renewed');
  });

  it('nothing, when nothing was said', () => {
    expect(tell([], sources())).to.deep.equal([]);
    expect(tell(history([spoken('a1')]), sources({ a1: ['agent', ''] })), 'nothing was heard').to.deep.equal([]);
  });

  it('items where the service has them', () => {
    const late = history([spoken('a'), spoken('b', 'a'), typed('t', 'x'), spoken('c', 'a')]);
    expect(ids(plain(tell(late, sources({ a: ['user', 'a'], b: ['user', 'b'], c: ['user', 'c'] }))))).to.equal(
      'a c b t',
    );
  });

  it('no item that was deleted, by either side', () => {
    const deleted = { type: 'conversation.item.deleted', item_id: 't1' } as ServerEvent;
    expect(ids(plain(tell(history([typed('t1', 'x'), typed('t2', 'y'), deleted]), sources())))).to.equal('t2');
    const gone = sent(history([typed('t1', 'x'), typed('t2', 'y')]), {
      type: 'conversation.item.delete',
      item_id: 't2',
    });
    expect(ids(plain(tell(gone, sources())))).to.equal('t1');
  });

  it('the sound of a turn whose words never came', () => {
    const told = tell(history([spoken('u1')]), sources({ u1: ['user', ''] }, { sound: () => 'AAAA' }));
    expect(told[0]!.item).to.deep.include({ role: 'user', content: [{ type: 'input_audio', audio: 'AAAA' }] });
    const agent = tell(history([spoken('a1')]), sources({ a1: ['agent', ''] }, { sound: () => 'AAAA' }));
    expect(agent).to.deep.equal([]);
  });

  it('a call right before its output, and never one without the other', () => {
    const both = [call('c1', 'k1'), typed('t1', 'x'), call('c2', 'k2'), output('o1', 'k1'), output('o2', 'k2')];
    expect(ids(plain(tell(history(both), sources())))).to.equal('c1 o1 t1 c2 o2');
    expect(ids(plain(tell(history([call('c1', 'k1'), typed('t', 'x')]), sources()))), 'broken off').to.equal('t');
    expect(ids(plain(tell(history([output('o1', 'k1'), typed('t', 'x')]), sources()))), 'no call').to.equal('t');
  });

  it('a call that is at work last; its output comes later, once', () => {
    const story = [call('c1', 'k1'), typed('t1', 'x')];
    const told = tell(history(story), sources({}, { owed: ['k1'] }));
    expect(ids(told)).to.equal('t1 c1 vla_renewed');
    const known = new Set(told.map(({ id }) => id));
    const more = tell(history([...story, output('o1', 'k1')]), sources({}, { told: known }));
    expect(ids(more)).to.equal('o1');
  });

  it('the newest two pictures; of others that there was one', () => {
    const small = (n: number) => picture(`p${n}`, `data:${n}`);
    const told = plain(
      tell(history([small(1), small(2), picture('p3', 'x'.repeat(1024 * 1024)), small(4)]), sources()),
    );
    expect(told.map(textOf)).to.deep.equal(['[picture]', '(input_image)', '[picture]', '(input_image)']);
  });

  it('the newest twenty contexts', () => {
    const contexts = Array.from({ length: 25 }, (_, i) => typed(`s${i}`, `${i}`, 'system'));
    const told = tell(history([typed('t', 'x'), ...contexts]), sources());
    expect(plain(told).map(({ id }) => id)).to.deep.equal(['t', ...Array.from({ length: 20 }, (_, i) => `s${i + 5}`)]);
    expect(told[0]!.id).to.equal('vla_left_out');
  });

  it('every context that was not confirmed; of a mebibyte of them the newest', () => {
    const contexts = Array.from({ length: 620 }, (_, i) => typed(`s${i}`, `${i}`, 'system'));
    const told = plain(tell(history([typed('t', 'x'), ...contexts], false), sources()));
    expect(told.map(({ id }) => id)).to.deep.equal(['t', ...contexts.map((_, i) => `s${i}`)]);
    const large = [0, 1, 2].map((i) => typed(`l${i}`, 'x'.repeat(400_000), 'system'));
    const kept = plain(tell(history([typed('t', 'x'.repeat(2 ** 20)), ...large], false), sources()));
    expect(kept.map(({ id }) => id)).to.deep.equal(['t', 'l1', 'l2']);
  });

  it('that a step which waits for approval was not allowed, until it is answered', () => {
    const request = made({ id: 'r1', type: 'mcp_approval_request', name: 'pay', server_label: 'bank' });
    const answer = create({ id: 'x1', type: 'mcp_approval_response', approval_request_id: 'r1', approve: true });
    expect(textOf(tell(history([request]), sources())[0]!)).to.contain('"pay" was not allowed');
    expect(ids(plain(tell(history([request, answer], false), sources())))).to.equal('r1');
    expect(tell(history([request, answer]), sources())).to.deep.equal([]);
  });

  it('the newest sixty items, and that others were left out', () => {
    const told = tell(history(Array.from({ length: 80 }, (_, i) => typed(`t${i}`, 'x'))), sources());
    expect(plain(told).map(({ id }) => id)).to.deep.equal(Array.from({ length: 60 }, (_, i) => `t${i + 20}`));
    expect(told[0]!.id).to.equal('vla_left_out');
    expect(tell(history([typed('t', 'x')]), sources())[0]!.id).to.equal('t');
  });

  it('the newest 24,000 characters, and the newest item whatever its size', () => {
    const told = tell(history(['a', 'b', 'c'].map((id) => typed(id, id.repeat(10_000)))), sources());
    expect(ids(plain(told))).to.equal('b c');
    expect(ids(plain(tell(history([typed('a', 'x'), typed('b', 'x'.repeat(50_000))]), sources())))).to.equal('b');
  });

  it('a call and its output together, or neither', () => {
    const story = [call('c1', 'k1'), output('o1', 'k1', 'x'.repeat(20_000)), typed('t', 'x'.repeat(10_000))];
    expect(ids(plain(tell(history(story), sources())))).to.equal('t');
  });

  it('all that was not confirmed, whatever the budget', () => {
    const open = history(
      Array.from({ length: 70 }, (_, i) => typed(`t${i}`, 'x'.repeat(1000))),
      false,
    );
    expect(plain(tell(open, sources()))).to.have.length(70);
    expect(unconfirmed(open)).to.have.length(70);
  });

  it('only what was not confirmed, where the service carries the conversation on', () => {
    const story = sent(history([spoken('u1'), typed('t1', 'x'), call('c1', 'k1')]), output('o1', 'k1'));
    const told = tell(sent(story, typed('t2', 'y')), sources({ u1: ['user', 'Hello'] }, { carried: true }));
    expect(ids(told)).to.equal('o1 t2');
  });

  it('ids that the service takes, or none', () => {
    const long = 'x'.repeat(33);
    const told = tell(history([typed(long, 'a'), typed('ok-1', 'b')]), sources());
    expect(told.map(({ item }) => item.id)).to.deep.equal([undefined, 'ok-1', 'vla_renewed']);
    const without = tell(history([typed('ok-1', 'b')]), sources({}, { withIds: false }));
    expect(without.map(({ item }) => item.id)).to.deep.equal([undefined, undefined]);
  });

  it('later what was missing, in its place', () => {
    const all = history([typed('t0', '0'), spoken('u1'), typed('t2', '2'), typed('t3', '3')]);
    const more = tell(all, sources({ u1: ['user', 'late'] }, { told: new Set(['t0', 't2', 'vla_renewed']) }));
    expect(more.map(({ id, previous }) => [id, previous])).to.deep.equal([
      ['u1', 't0'],
      ['t3', undefined],
    ]);
    const first = tell(all, sources({ u1: ['user', 'late'] }, { told: new Set(['t2']) }));
    expect(first[0]!.previous).to.equal('root');
    expect(first[1]!.previous).to.equal('t0');
  });
});

describe('what was not confirmed', () => {
  it('is known until the service tells that it has it', () => {
    const open = sent(sent([], typed('t1', 'long '.repeat(10))), typed('t2', 'x'));
    expect(unconfirmed(open), 'the largest first').to.deep.equal(['t1', 't2']);
    expect(unconfirmed(received(open, made({ id: 't1', type: 'message', role: 'user', content: [] })))).to.deep.equal([
      't2',
    ]);
    expect(unconfirmed(confirm(open, 't2'))).to.deep.equal(['t1']);
  });

  it('is kept, however much is said after it', () => {
    const many = Array.from({ length: 600 }, (_, i) => typed(`t${i}`, 'x'));
    const kept = history(many).length;
    expect(kept).to.equal(500);
    const open = many.reduce<History>(
      (soFar, event) => confirm(sent(soFar, event), (event as { item: { id: string } }).item.id),
      sent([], typed('first', 'x')),
    );
    expect(unconfirmed(open)).to.deep.equal(['first']);
  });
});

describe('the one answer that is owed', () => {
  const NOTHING = { working: false, asked: false, broken: undefined, carried: false };
  it('is none when none was asked for, or while functions are at work', () => {
    expect(owedAnswer(NOTHING)).to.equal(undefined);
    expect(owedAnswer({ ...NOTHING, asked: true, broken: 'x', working: true })).to.equal(undefined);
  });

  it('is plain when one was asked for', () => {
    expect(owedAnswer({ ...NOTHING, asked: true, broken: 'One two' })).to.deep.equal({});
  });

  it('goes on where the last one broke off; an agent is only asked', () => {
    expect(owedAnswer({ ...NOTHING, broken: 'One two' })?.instructions).to.contain('"One two"');
    expect(owedAnswer({ ...NOTHING, broken: 'One two', carried: true })).to.deep.equal({});
  });
});

describe('any conversation', () => {
  const KINDS = [
    'typed',
    'context',
    'spoken',
    'unheard',
    'call',
    'output',
    'dropped',
    'working',
    'large',
    'picture',
  ] as const;

  it('is told in a way that the service takes, within the budget, as it stands on screen', () => {
    const move = fc.record({
      kind: fc.constantFrom(...KINDS),
      size: fc.integer({ min: 1, max: 3000 }),
      open: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 120, size: 'max' }), fc.nat(120), (moves, cut) => {
        let all: History = [];
        const words: Record<string, readonly ['user' | 'agent', string]> = {};
        const [calls, owed, onScreen]: [string[], string[], string[]] = [[], [], []];
        for (const [i, { kind, open, size }] of moves.entries()) {
          const id = `i${i}`;
          const say = (event: ClientEvent) => (all = open ? sent(all, event) : confirm(sent(all, event), id));
          if (kind === 'typed' || kind === 'large') say(typed(id, 'x'.repeat(kind === 'large' ? size * 10 : size)));
          if (kind === 'context') say(typed(id, 'about', 'system'));
          if (kind === 'picture') say(picture(id, 'data:'));
          if (kind === 'spoken' || kind === 'unheard') all = received(all, spoken(id, i ? `i${i - 1}` : undefined));
          if (kind === 'spoken') words[id] = [size % 2 ? 'user' : 'agent', 'y'.repeat(size)];
          if (kind === 'call' || kind === 'dropped' || kind === 'working') all = received(all, call(id, `k${i}`));
          if (kind === 'call') calls.push(`k${i}`);
          if (kind === 'working') owed.push(`k${i}`);
          const done = kind === 'output' && calls.shift();
          if (done) say(output(id, done, 'z'.repeat(size)));
          if (['typed', 'large', 'spoken', 'picture'].includes(kind)) onScreen.push(id);
        }
        const service = new ServiceSession({ detects: false, lifeMs: 0, now: () => 0, id: (kind) => kind });
        service.ready = true;
        const first = tell(all, sources(words, { owed }));
        const teach = (told: readonly Telling[]) => {
          for (const { item, previous } of told) {
            service.receive(JSON.stringify({ ...create(item), ...(previous && { previous_item_id: previous }) }));
          }
        };
        // Told in two parts, as to a line that waits while the conversation goes on.
        const part = all.slice(0, cut);
        const half = tell(part, sources(words, { owed }));
        teach(half);
        const halfIds = new Set(half.map(({ id }) => id));
        if (cut < all.length) teach(tell(all, sources(words, { owed, told: halfIds })));
        expect(service.faults).to.deep.equal([]);
        // All at once: the budget, and the order of the screen.
        const once = plain(first);
        const must = new Set(unconfirmed(all));
        const free = once.filter(
          ({ id, item }) => !must.has(id) && !('call_id' in item && owed.includes(item.call_id)),
        );
        const isFree = once.length === free.length;
        if (isFree) expect(once.length).to.be.at.most(60);
        const characters = once.reduce((sum, telling) => sum + textOf(telling).length, 0);
        if (isFree && once.length > 1) expect(characters - textOf(once.at(-1)!).length).to.be.at.most(24_000);
        const order = once.map(({ id }) => id).filter((id) => onScreen.includes(id));
        expect(order).to.deep.equal(onScreen.filter((id) => order.includes(id)));
        if (first.length > 0) expect(first.at(-1)!.id).to.equal('vla_renewed');
        for (const { item } of once) {
          if (item.type !== 'function_call' || owed.includes(item.call_id)) continue;
          const at = once.findIndex((other) => other.item === item);
          expect(once[at + 1]!.item).to.include({ type: 'function_call_output', call_id: item.call_id });
        }
      }),
      { seed: 20_261_130, numRuns: 2000 },
    );
  });
});
