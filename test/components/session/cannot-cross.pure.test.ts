import { expect } from 'chai';
import { crossingProblem } from '../../../src/components/session/cannot-cross.js';

describe('what cannot be sent to the worker', () => {
  const shared = { a: 1 };
  const round: Record<string, unknown> = {};
  round['self'] = round;
  for (const [value, found] of [
    [{ session: { tools: [{ name: 'x' }, { handler: () => 1 }] } }, 'session.tools[1].handler is a function'],
    [{ session: { at: new Date(), list: [1, [Symbol('x')]] } }, 'session.list[1][0] is a symbol'],
    [{ session: { wait: Promise.resolve() } }, 'session.wait is a Promise'],
    [{ connection: { structuredInputs: { now: () => 1 } } }, 'connection.structuredInputs.now is a function'],
    [{ connection: { ownSession: { a: () => 1 } }, session: { a: () => 1 } }, 'session.a is a function'],
    [{ session: { one: shared, two: shared, round, nothing: undefined, none: null } }, undefined],
  ] as const) {
    it(`is named: ${found ?? 'nothing, where all is plain data'}`, () => {
      expect(crossingProblem(value)).to.deep.equal(found && { code: 'setup', cause: found });
    });
  }
});
