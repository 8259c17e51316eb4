import { expect } from 'chai';
import type { TurnEvent } from '../../../src/worker/session/turn-handlers.js';
import type { Turn } from '../../../src/worker/session/turn.js';
import * as t from '../../helpers/worker/turns.js';

const ANSWER = 'response.create';
const APPROVAL = { type: 'conversation.item.create', item: { type: 'mcp_approval_response', approve: true } };
const call = (id: string, fields: object = {}) => ({ id, type: 'mcp_call', name: 'add', arguments: '{}', ...fields });
const request = { id: 'q1', type: 'mcp_approval_request' };
const doneWith = (...output: readonly object[]) => t.done('r1', { output });
const over = (item: string, end = 'completed') =>
  ({ type: `response.mcp_call.${end}`, item_id: item, output_index: 0 }) as TurnEvent;
const running = (...events: readonly TurnEvent[]): Turn => t.session(t.created(), ...events);

const busy = t.refusal({ code: 'conversation_already_has_active_response', message: '' });
const spoken = t.message('a2', 'assistant');

const stories: readonly (readonly [string, readonly TurnEvent[], readonly string[]])[] = [
  [
    'gets one answer when it is over after its response, which the visitor was asked in',
    [doneWith(call('m1'), request), t.pageEvent(APPROVAL), over('m1'), over('m1')],
    ['conversation.item.create', ANSWER],
  ],
  ['gets one when it failed', [doneWith(call('m1'), request), over('m1', 'failed')], [ANSWER]],
  [
    'gets one at the end of its response when nothing was said there',
    [over('m1'), doneWith(call('m1', { output: '3' }))],
    [ANSWER],
  ],
  [
    'gets none when its response spoke of it',
    [over('m1'), doneWith(call('m1', { output: '3' }), t.message('a1', 'assistant'))],
    [],
  ],
  [
    'gets one though something was said before the visitor was asked',
    [doneWith(t.message('a1', 'assistant'), call('m1'), request), over('m1')],
    [ANSWER],
  ],
  [
    'shares one answer with the other calls of its response, when the last is over',
    [doneWith(call('m1'), call('m2', { error: { type: 'x' } }), call('m3')), over('m3'), over('m1')],
    [ANSWER],
  ],
  [
    'gets none while another call of its response waits for the visitor',
    [doneWith(call('m1'), call('m2')), over('m1')],
    [],
  ],
  [
    'does not wait for a call of an older response that the visitor left alone',
    [doneWith(call('m1')), t.created('r2'), t.done('r2', { output: [call('m2')] }), over('m2')],
    [ANSWER],
  ],
  [
    'waits for an answer that is under way',
    [doneWith(call('m1')), t.created('r2'), over('m1'), t.done('r2')],
    [ANSWER],
  ],
  [
    'is spoken of in the answer that the service prepares anyway',
    [doneWith(call('m1')), t.speechStarted(), t.speechStopped(), over('m1'), t.created('r2'), t.done('r2')],
    [],
  ],
  [
    'shares the answer of a function that was called beside it',
    [t.toolCall('c1'), doneWith(call('m1', { output: '3' })), t.toolOutput('c1')],
    ['conversation.item.create', ANSWER],
  ],
  ['gets none when the visitor pressed stop', [doneWith(call('m1')), t.interrupt(), over('m1')], []],
  [
    'gets none when the service goes on by itself before the request comes',
    [doneWith(call('m1')), over('m1'), t.created('r2'), busy, t.done('r2', { output: [t.message('a2', 'assistant')] })],
    [ANSWER],
  ],
  [
    'gets none when the service refuses the request before it tells that it goes on',
    [doneWith(call('m1')), over('m1'), busy, t.created('r2'), t.done('r2')],
    [ANSWER],
  ],
  [
    'gets none when the service goes on in an answer that holds the call',
    [
      doneWith(call('m1')),
      t.created('r2'),
      over('m1'),
      t.done('r2', { output: [call('m1', { output: '3' }), spoken] }),
    ],
    [],
  ],
  [
    'takes no answer from what was typed meanwhile',
    [
      t.mode('text'),
      doneWith(call('m1')),
      t.created('r2'),
      over('m1'),
      t.typed('and?'),
      t.done('r2', { output: [call('m1', { output: '3' }), spoken] }),
    ],
    ['session.update', 'conversation.item.create', ANSWER],
  ],
  [
    'shares one request with what was typed meanwhile, which is made again when it is refused',
    [
      t.mode('text'),
      doneWith(call('m1')),
      t.created('r2'),
      over('m1'),
      t.typed('and?'),
      t.done('r2'),
      t.created('r3'),
      busy,
      t.done('r3'),
    ],
    ['session.update', 'conversation.item.create', ANSWER, ANSWER],
  ],
  ['gets none when nobody knows of it', [t.done(), over('m9')], []],
];

describe('a call of an MCP server', () => {
  for (const [title, events, expected] of stories) {
    it(title, () => {
      expect(t.sentTypes(t.after(running(), ...events))).to.deep.equal(expected);
    });
  }

  it('is told to the page when it is over', () => {
    const event = over('m1');
    expect(t.notices(t.after(running(), event), 'activity')).to.deep.equal([{ kind: 'activity', event }]);
  });

  it('is forgotten in the end, however many nobody ever allows', () => {
    const calls = Array.from({ length: 1000 }, (_, i) => call(`m${i}`));
    expect(t.after(running(), doneWith(...calls)).turn.mcpCalls.length).to.be.lessThan(100);
  });
});
