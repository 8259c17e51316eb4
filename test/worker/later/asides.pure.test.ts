import { expect } from 'chai';
import { statusOf, type Turn } from '../../../src/worker/session/turn.js';
import { messageIds } from '../../../src/worker/session/transcript.js';
import type { TurnEvent } from '../../../src/worker/session/turn-handlers.js';
import * as t from '../../helpers/worker/turns.js';

const metadata = { vla_ask: 'ask1' };
const asked = (response: object = { metadata }) =>
  t.pageEvent({ type: 'response.create', event_id: 'ask1', response: { conversation: 'none', ...response } });
const begun = (fields: object = { conversation_id: null, metadata }) =>
  ({ type: 'response.created', response: { id: 'r9', status: 'in_progress', ...fields } }) as TurnEvent;
const answer = t.message('a9', 'assistant', [{ type: 'text', text: 'A summary' }]);
const text = (type: string, fields: object) =>
  ({ type: `response.text.${type}`, response_id: 'r9', item_id: 'a9', content_index: 0, ...fields }) as TurnEvent;
const events: readonly TurnEvent[] = [
  t.itemAdded(t.message('a9', 'assistant'), 'r9'),
  t.itemCreated(t.message('a9', 'assistant')),
  text('delta', { delta: 'A ' }),
  text('done', { text: 'A summary' }),
  t.audio('r9', 'a9'),
  t.toolCall('c9', 'r9'),
  t.itemDone(answer, 'r9'),
];
const end = t.done('r9', { output: [answer], usage: { total_tokens: 7 } });
const told = (step: ReturnType<typeof t.after>) =>
  t.notices(step, 'aside').map(({ requestId, event }) => `${requestId} ${event['type'] as string}`);

describe('an answer outside the conversation', () => {
  it('is told to whoever asked, and counted; it is neither played nor written, and runs no tool', () => {
    const step = t.after(t.session(), asked(), begun(), ...events, end);
    expect(told(step)).to.deep.equal([
      'ask1 response.created',
      'ask1 response.text.delta',
      'ask1 response.text.done',
      'ask1 response.done',
    ]);
    expect(t.notices(step, 'usage')).to.have.length(1);
    for (const kind of ['transcript', 'tool-call', 'problem'] as const) expect(t.notices(step, kind)).to.be.empty;
    expect(t.kinds(step)).not.to.include.members(['play']);
    expect(messageIds(step.turn.transcript)).to.be.empty;
    expect([step.turn.asides.length, step.turn.gate.slot.phase]).to.deep.equal([0, 'free']);
  });

  for (const [what, fields, created] of [
    ['its metadata, where the conversation is named too', { metadata }, { conversation_id: 'conv_1', metadata }],
    ['the conversation that it does not name', {}, { conversation_id: null }],
    ['the conversation that it does not name, where metadata is not told', { metadata }, { metadata: null }],
  ] as const) {
    it(`is known by ${what}`, () => {
      const step = t.after(t.session(), asked(fields), begun(created), ...events, end);
      expect(told(step).at(-1)).to.equal('ask1 response.done');
      expect(messageIds(step.turn.transcript)).to.be.empty;
    });
  }

  const own = [
    { type: 'response.created', response: { id: 'r1', status: 'in_progress', conversation_id: 'conv_1' } } as TurnEvent,
    t.itemAdded(t.message('a1', 'assistant')),
    t.words('Hello'),
  ];
  it('is not the answer that the service begins by itself meanwhile', () => {
    const step = t.after(t.session(), asked(), ...own, begun(), ...events, t.words(' there'), end, t.done());
    expect(messageIds(step.turn.transcript)).to.deep.equal(['a1']);
    expect(told(step).at(-1)).to.equal('ask1 response.done');
    expect(step.turn.gate.slot.phase).to.equal('free');
  });

  it('is asked for again when the service is busy', () => {
    const busy = t.refusal({ code: 'conversation_already_has_active_response', message: '' });
    const step = t.after(t.session(), asked(), ...own, busy, t.done());
    expect(t.sentTypes(step)).to.deep.equal(['response.create', 'response.create']);
    expect(told(step)).to.be.empty;
  });

  for (const event_id of ['ask1', undefined]) {
    it(`that is refused is told to whoever asked, not to the visitor (${event_id})`, () => {
      const step = t.after(t.session(), asked(), t.refusal({ message: 'No', event_id }));
      expect(told(step)).to.deep.equal(['ask1 error']);
      expect(t.notices(step, 'problem')).to.be.empty;
      expect(step.turn.gate.slot.phase).to.equal('free');
    });
  }

  const states: readonly (readonly [string, Turn])[] = [
    ['requested', t.session(asked())],
    ['under way', t.session(asked(), begun())],
  ];
  for (const [when, turn] of states) {
    it(`is nothing that the visitor waits for while it is ${when}`, () => {
      expect(statusOf(turn)).to.equal('listening');
    });

    for (const event of [t.interrupt(), t.speechStarted(), t.typed('hi')]) {
      it(`goes on while it is ${when}, whatever the visitor does: ${event.type}`, () => {
        const step = t.after(turn, event, begun(), ...events, end);
        expect(t.sentTypes(step)).not.to.include('response.cancel');
        expect(told(step).at(-1)).to.equal('ask1 response.done');
      });
    }
  }

  it('keeps no message from its answer', () => {
    const step = t.after(t.session(t.mode('text')), asked(), begun(), t.typed('hi'), ...events, end, t.created('r2'));
    expect(t.sentTypes(step)).to.deep.equal(['response.create', 'conversation.item.create', 'response.create']);
    expect(statusOf(step.turn)).to.equal('thinking');
  });

  it('is forgotten in the end, however many the service never ends', () => {
    let turn = t.session();
    for (let i = 0; i < 500; i++) {
      const created = { type: 'response.created', response: { id: `r${i}`, conversation_id: null } } as TurnEvent;
      turn = t.after(turn, asked(), created, t.timeUp()).turn;
    }
    expect(turn.asides.length).to.be.lessThan(100);
  });
});
