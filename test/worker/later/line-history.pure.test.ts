import { expect } from 'chai';
import type { Sources } from '../../../src/worker/later/history.js';
import { LineHistory } from '../../../src/worker/later/line-history.js';
import type { ClientEvent } from '../../../src/worker/protocol/client-events.js';
import type { ServerEvent } from '../../../src/worker/protocol/server-events.js';
import type { OpenLine } from '../../../src/worker/transport/connect.js';

interface Told {
  readonly event_id: string;
  readonly previous_item_id?: string;
  readonly item: { readonly id?: string; readonly content: readonly [{ readonly text: string }] };
}

const SOURCES: Omit<Sources, 'told' | 'withIds'> = {
  words: () => undefined,
  sound: () => undefined,
  owed: [],
  carried: false,
};

/** A line that keeps what it is told. */
function lineOf(id: number) {
  const told: Told[] = [];
  const transport = { send: (text: string) => void told.push(JSON.parse(text) as Told), bufferedAmount: 0 };
  return { told, line: { id, transport } as unknown as OpenLine };
}

const created = (id: string) =>
  ({
    type: 'conversation.item.created',
    item: { id, type: 'message', role: 'user', content: [] },
  }) as unknown as ServerEvent;
const refusal = (error: object) => ({ type: 'error', error }) as unknown as ServerEvent;
const wordsOf = (told: readonly Told[]) => told.map(({ item }) => item.content[0].text.slice(0, 5));

/** A conversation of three typed messages, which the first line has. */
function spoken() {
  const history = new LineHistory();
  const { line } = lineOf(1);
  for (const id of ['m1', 'm2', 'm3']) {
    const item = { id, type: 'message', role: 'user', content: [{ type: 'input_text', text: id }] };
    history.sent({ type: 'conversation.item.create', item } as ClientEvent, line);
    history.received(created(id));
  }
  return history;
}

describe('a history whose ids the next session refuses', () => {
  it('is told without ids, in its order, and nothing of it is lost', () => {
    const history = spoken();
    const { told, line } = lineOf(2);
    expect(history.tell(line, SOURCES)).to.equal(4);
    expect(told.map(({ item }) => item.id)).to.deep.equal(['m1', 'm2', 'm3', 'vla_renewed']);
    const first = told.splice(0);
    for (const { event_id } of first) {
      expect(history.confirms(refusal({ event_id, code: 'invalid_id' }), line), 'no news for the page').to.be.true;
    }
    expect(told.map(({ item }) => item.id)).to.deep.equal([undefined, undefined, undefined, undefined]);
    expect(told.map((each) => each.previous_item_id)).to.deep.equal(['root', undefined, undefined, undefined]);
    expect(wordsOf(told)).to.deep.equal(wordsOf(first));
    for (const id of ['s1', 's2', 's3', 's4']) expect(history.confirms(created(id), line)).to.be.true;
    expect(history.confirms(created('s5'), line), 'an item of the session itself').to.be.false;
    expect(history.tell(line, SOURCES), 'it has all').to.equal(0);
  });

  it('is told to later ones without ids from the beginning, and a new conversation with them', () => {
    const history = spoken();
    const { told, line } = lineOf(2);
    history.tell(line, SOURCES);
    history.confirms(refusal({ message: 'Invalid value: "m2". The id must begin with item_.' }), line);
    expect(told.at(-1)).to.deep.include({ previous_item_id: 'm1' });
    const next = lineOf(3);
    history.tell(next.line, SOURCES);
    expect(next.told.map(({ item }) => item.id)).to.deep.equal([undefined, undefined, undefined, undefined]);
    history.begin([{ role: 'user', text: 'anew' }]);
    const other = lineOf(4);
    history.tell(other.line, SOURCES);
    expect(other.told[0]!.item.id).to.equal('vla_before_0');
  });

  for (const refused of [
    ['m1', 'm2'],
    ['m2', 'm3'],
    ['m1', 'm2', 'm3'],
    ['m1', 'm3'],
  ]) {
    for (const late of [false, true]) {
      it(`keeps its order where the service refuses only ${refused.join()}, and answers ${late ? 'late' : 'at once'}`, () => {
        const history = spoken();
        const { told, line } = lineOf(2);
        history.tell(line, SOURCES);
        /** The conversation as the service has it, which answers each event in its turn. */
        const has: { id: string; words: string }[] = [];
        const answers: ServerEvent[] = [];
        let named = 0;
        const serve = (): void => {
          for (const { event_id, item, previous_item_id } of told.splice(0)) {
            const words = item.content[0].text.slice(0, 5);
            if (item.id && refused.includes(item.id)) {
              answers.push(refusal({ event_id }));
              continue;
            }
            const id = item.id ?? `service_${++named}`;
            const before = has.findIndex((each) => each.id === previous_item_id);
            const at = previous_item_id === 'root' ? 0 : before < 0 ? has.length : before + 1;
            has.splice(at, 0, { id, words });
            answers.push(created(id));
          }
        };
        for (serve(); answers.length > 0; serve()) {
          for (const answer of late ? answers.splice(0) : answers.splice(0, 1)) {
            expect(history.confirms(answer, line), 'no news for the page').to.be.true;
          }
        }
        expect(has.map(({ words }) => words)).to.deep.equal(['m1', 'm2', 'm3', 'The c']);
      });
    }
  }

  it('gives an item up that is refused without its id, too, and leaves other errors alone', () => {
    const history = spoken();
    const { told, line } = lineOf(2);
    history.tell(line, SOURCES);
    const [, { event_id } = { event_id: '' }] = told;
    expect(history.confirms(refusal({ event_id: 'vla_event_9' }), line)).to.be.false;
    expect(history.confirms(refusal({ message: 'busy' }), line)).to.be.false;
    expect(history.confirms(refusal({ event_id }), line)).to.be.true;
    expect(history.confirms(refusal({ event_id }), line), 'the page hears of it').to.be.false;
    expect(told).to.have.lengthOf(5);
    for (const id of ['m1', 'm3', 'vla_renewed']) expect(history.confirms(created(id), line)).to.be.true;
    expect(history.confirms(created('s9'), line), 'an item of the session itself').to.be.false;
  });
});

describe('what a line was told of a conversation before', () => {
  it('comes back as no message, also where the service tells of each item twice, or names it anew', () => {
    const history = new LineHistory();
    const line = { id: 1, transport: { send: () => undefined, bufferedAmount: 0 } } as unknown as OpenLine;
    history.begin([{ role: 'user', text: 'hello' }]);
    const count = history.tell(line, { words: () => undefined, sound: () => undefined, owed: [], carried: false });
    expect(count, 'the message, and that the connection is another one').to.equal(2);
    const comes = (type: string, id: string): boolean =>
      history.confirms(
        { type: `conversation.item.${type}`, item: { id, type: 'message' } } as unknown as ServerEvent,
        line,
      );
    for (const id of ['vla_before_0', 'named_anew']) {
      expect([comes('created', id), comes('done', id)], id).to.deep.equal([true, true]);
    }
    expect([comes('created', 'other'), comes('done', 'other')], 'what is new').to.deep.equal([false, false]);
  });
});
