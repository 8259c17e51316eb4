import { expect } from 'chai';
import { statusOf } from '../../../src/worker/session/turn.js';
import type { TurnEvent } from '../../../src/worker/session/turn-handlers.js';
import * as t from '../../helpers/worker/turns.js';

const handoff = (status: string, id: string) =>
  ({ type: `session.handoff.${status}`, handoff_id: id, to_node_id: 'billing' }) as unknown as TurnEvent;

const stateAfter = (...events: readonly TurnEvent[]) =>
  statusOf(t.after(t.speaking(), t.drained(), t.done(), ...events).turn);

describe('a handoff of a voice agent', () => {
  it('is work until its own end, whichever it is', () => {
    expect(stateAfter(handoff('started', 'h1'))).to.equal('working');
    for (const end of ['completed', 'aborted']) {
      expect(stateAfter(handoff('started', 'h1'), handoff(end, 'h1')), end).to.equal('listening');
    }
  });
});
