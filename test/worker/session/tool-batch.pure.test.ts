import { expect } from 'chai';
import { newTurn, statusOf, type Step, type Turn } from '../../../src/worker/session/turn.js';
import { answer, called, ended, isComplete, noTools } from '../../../src/worker/session/tool-batch.js';
import { callId, responseId } from '../../../src/worker/protocol/ids.js';
import type { TurnEvent } from '../../../src/worker/session/turn-handlers.js';
import { random } from '../../helpers/pure/random.js';
import * as t from '../../helpers/worker/turns.js';

const r1 = responseId('r1');
const c1 = callId('c1');

describe('a message that is typed while the answer before it calls a tool', () => {
  it('is answered with the output of the tool, once', () => {
    const step = t.after(t.session(t.mode('text'), t.created()), t.typed('and?'), t.toolCall('c1'), t.done());
    expect(t.sentTypes(step)).to.deep.equal(['conversation.item.create']);
    const over = t.after(step.turn, t.toolOutput('c1'), t.created('r2'), t.done('r2'));
    expect(t.sentTypes(over)).to.deep.equal(['conversation.item.create', 'response.create']);
  });
});

describe('a batch of tool calls', () => {
  it('is complete when every output is given and the response is done', () => {
    const waiting = called(noTools, r1, c1, false)!;
    const given = answer(waiting, c1)!;
    expect([noTools, waiting, given, ended(waiting, r1), ended(given, r1)].map(isComplete)).to.deep.equal([
      ...[false, false, false, false],
      true,
    ]);
  });

  it('is not ended by another response', () => {
    expect(ended(called(noTools, r1, c1, false)!, responseId('r2')).responseDone).to.be.false;
  });

  it('takes a call once, before and after its output', () => {
    const waiting = called(noTools, r1, c1, false)!;
    expect(called(waiting, r1, c1, false)).to.equal(undefined);
    expect(called(answer(waiting, c1)!, r1, c1, false)).to.equal(undefined);
  });

  it('takes an output once, and none that nobody asked for', () => {
    const waiting = called(noTools, r1, c1, false)!;
    expect(answer(answer(waiting, c1)!, c1)).to.equal(undefined);
    expect(answer(noTools, c1)).to.equal(undefined);
  });
});

const OUTPUT = 'conversation.item.create';
const ANSWER = 'response.create';
const stories: readonly (readonly [string, readonly TurnEvent[], readonly string[]])[] = [
  [
    'asks for one answer after two parallel calls, when the response is done',
    [t.toolCall('c1'), t.toolCall('c2'), t.toolOutput('c1'), t.toolOutput('c2'), t.done()],
    [OUTPUT, OUTPUT, ANSWER],
  ],
  [
    'asks when the last output comes after the response is done',
    [t.toolCall('c1'), t.toolCall('c2'), t.toolOutput('c2'), t.done(), t.toolOutput('c1')],
    [OUTPUT, OUTPUT, ANSWER],
  ],
  [
    'does not ask between two parallel calls, however fast the first tool is',
    [t.toolCall('c1'), t.toolOutput('c1'), t.toolCall('c2'), t.done(), t.toolOutput('c2')],
    [OUTPUT, OUTPUT, ANSWER],
  ],
  [
    'answers a call that comes after its response is done',
    [t.done(), t.toolCall('c1'), t.toolOutput('c1')],
    [OUTPUT, ANSWER],
  ],
  [
    'asks for nothing while an output is missing',
    [t.toolCall('c1'), t.toolCall('c2'), t.toolOutput('c1'), t.done()],
    [OUTPUT],
  ],
  [
    'hears a call that is told twice once',
    [t.toolCall('c1'), t.toolOutput('c1'), t.toolCall('c1'), t.toolOutput('c1'), t.done()],
    [OUTPUT, ANSWER],
  ],
  [
    'drops a second output for one call',
    [t.toolCall('c1'), t.toolOutput('c1', '1'), t.toolOutput('c1', '2'), t.done()],
    [OUTPUT, ANSWER],
  ],
  ['drops an output that nobody asked for', [t.toolOutput('c9'), t.done()], []],
  [
    'waits with calls of two responses for all outputs',
    [
      ...[t.toolCall('c1'), t.done(), t.created('r2'), t.toolCall('c2', 'r2')],
      ...[t.toolOutput('c1'), t.toolOutput('c2'), t.done('r2')],
    ],
    [OUTPUT, OUTPUT, ANSWER],
  ],
  [
    'asks once more for the calls of the next answer',
    [
      ...[t.toolCall('c1'), t.done(), t.toolOutput('c1'), t.created('r2')],
      ...[t.toolCall('c2', 'r2'), t.done('r2'), t.toolOutput('c2')],
    ],
    [OUTPUT, ANSWER, OUTPUT, ANSWER],
  ],
  [
    'lets a typed message share the answer that the outputs will get',
    [t.toolCall('c1'), t.done(), t.typed('and?'), t.toolOutput('c1')],
    [OUTPUT, OUTPUT, ANSWER],
  ],
  [
    'gives a call that comes after its answer was asked for its output, and no second answer',
    [t.toolCall('c1'), t.toolOutput('c1'), t.done(), t.toolCall('c2'), t.toolOutput('c2')],
    [OUTPUT, ANSWER, OUTPUT],
  ],
  [
    'asks for the calls of the next answer though a late one of the last is among them',
    [
      ...[t.toolCall('c1'), t.toolOutput('c1'), t.done(), t.created('r2'), t.toolCall('c2', 'r2'), t.toolCall('c3')],
      ...[t.toolOutput('c3'), t.toolOutput('c2'), t.done('r2')],
    ],
    [OUTPUT, ANSWER, OUTPUT, OUTPUT, ANSWER],
  ],
  ['gives up on a response that is never done', [t.toolCall('c1'), t.toolOutput('c1'), t.timeUp()], [OUTPUT, ANSWER]],
];

const withResponse = (...events: readonly TurnEvent[]): Step => t.after(t.session(t.created()), ...events);
const timers = ({ effects }: Step) => effects.flatMap((effect) => (effect.kind === 'timer' ? [effect.ms] : []));

describe('a turn with tool calls', () => {
  for (const [title, events, expected] of stories) {
    it(title, () => {
      expect(t.sentTypes(withResponse(...events))).to.deep.equal(expected);
    });
  }

  it('tells the page each call once, with its arguments as written', () => {
    const step = withResponse(t.toolCall('c1'), t.toolCall('c2'), t.toolCall('c1'));
    expect(t.notices(step, 'tool-call').map(({ call }) => call)).to.deep.equal([
      { callId: 'c1', name: 'look', argumentsText: '{}' },
      { callId: 'c2', name: 'look', argumentsText: '{}' },
    ]);
  });

  it('sends an output under the id of its call', () => {
    const [output] = t.sent(withResponse(t.toolCall('c1'), t.toolOutput('c1', '{"a":1}')));
    expect(output).to.deep.include({
      type: OUTPUT,
      item: { type: 'function_call_output', call_id: 'c1', output: '{"a":1}' },
    });
  });

  it('lets a message typed after the last output share its answer, while the response is not done', () => {
    const chat = t.session(t.mode('text'), t.created());
    const step = t.after(
      chat,
      t.toolCall('c1'),
      t.toolOutput('c1'),
      t.typed('and?'),
      t.done(),
      t.created('r2'),
      t.done('r2'),
    );
    expect(t.sentTypes(step)).to.deep.equal([OUTPUT, OUTPUT, ANSWER]);
  });

  it('does not swallow a typed message when the response is never done', () => {
    const chat = t.session(t.mode('text'), t.created());
    const step = t.after(chat, t.toolCall('c1'), t.typed('and?'), t.toolOutput('c1'));
    expect(timers(step).at(-1)).to.equal(30_000);
    expect(t.sentTypes(t.after(step.turn, t.timeUp()))).to.deep.equal([ANSWER]);
  });

  it('drops the tools of a visitor who breaks in, and tells the model so', () => {
    const step = withResponse(t.toolCall('c1'), t.toolCall('c2'), t.speechStarted());
    expect(t.notices(step, 'tools-dropped')).to.deep.equal([{ kind: 'tools-dropped', callIds: ['c1', 'c2'] }]);
    expect(t.sentTypes(step)).to.deep.equal([OUTPUT, OUTPUT]);
    expect(JSON.stringify(t.sent(step)[0])).to.contain('cancelled');
    expect(t.sentTypes(t.after(step.turn, t.toolOutput('c1'), t.toolOutput('c2'), t.done()))).to.be.empty;
  });

  it('asks for no answer of its own when the visitor broke in between the outputs and the end', () => {
    const step = withResponse(t.toolCall('c1'), t.toolOutput('c1'), t.speechStarted(), t.done());
    expect(t.sentTypes(step)).to.deep.equal([OUTPUT]);
    expect(t.notices(step, 'tools-dropped')).to.be.empty;
  });

  it('starts no tool for a response that was silenced', () => {
    const step = withResponse(t.speechStarted(), t.toolCall('c1'));
    expect(t.notices(step, 'tool-call')).to.be.empty;
    expect(statusOf({ ...step.turn, visitorSpeaking: false })).to.equal('listening');
  });

  it('runs no more tools at once than any answer needs', () => {
    const many = Array.from({ length: 1000 }, (_, i) => t.toolCall(`c${i}`));
    expect(withResponse(...many).turn.tools.owed.length).to.be.lessThan(100);
  });

  it('works while outputs are owed, and thinks when they are given', () => {
    const working = withResponse(t.toolCall('c1'), t.done()).turn;
    expect([working, t.after(working, t.toolOutput('c1')).turn].map(statusOf)).to.deep.equal(['working', 'thinking']);
  });

  it('sends all outputs, then one request, then nothing, in 500 random orders', () => {
    const { integer, pick } = random(7);
    for (let run = 0; run < 500; run++) {
      const calls = Array.from({ length: integer(1, 5) }, (_, i) => `c${i}`);
      const streams = [[...calls.map((call) => t.toolCall(call)), t.done()], ...calls.map((call) => [call])];
      let turn: Turn = t.after(newTurn('voice', undefined), t.sessionUpdated(), t.created()).turn;
      const types: string[] = [];
      const known = new Set<string>();
      for (;;) {
        // an output comes after its call, and the end after every call
        const ready = streams.filter(([next]) => next !== undefined && (typeof next !== 'string' || known.has(next)));
        if (ready.length === 0) break;
        const next = pick(ready).shift()!;
        const event = typeof next === 'string' ? t.toolOutput(next) : next;
        const step: Step = t.after(turn, event);
        for (const { call } of t.notices(step, 'tool-call')) known.add(call.callId);
        types.push(...t.sentTypes(step));
        turn = step.turn;
      }
      expect(types).to.deep.equal([...calls.map(() => OUTPUT), ANSWER]);
    }
  });
});
