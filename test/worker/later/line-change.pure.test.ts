import { expect } from 'chai';
import { leaveLine } from '../../../src/worker/later/line-change.js';
import { messageOf } from '../../../src/worker/session/transcript.js';
import { statusOf } from '../../../src/worker/session/turn.js';
import type { TurnEvent } from '../../../src/worker/session/turn-handlers.js';
import * as t from '../../helpers/worker/turns.js';

/** The service has spoken so far as "One two three four"; it told the times of these words. */
const times = (...words: readonly string[]): readonly TurnEvent[] =>
  words.map(
    (text, i) =>
      ({
        ...{ type: 'response.audio_timestamp.delta', response_id: 'r1', item_id: 'a1', output_index: 0 },
        ...{ content_index: 0, text, audio_offset_ms: i * 200, audio_duration_ms: 150 },
      }) as unknown as TurnEvent,
  );

const lost = (whole: string | undefined, ...events: readonly TurnEvent[]) => {
  const left = leaveLine(t.after(t.speaking(), ...events).turn, whole, undefined, false);
  return { left, message: messageOf(left.turn.transcript, t.item('a1'))! };
};

describe('a handoff of a voice agent whose line is lost', () => {
  it('is over, and the page is told why', () => {
    const began = { type: 'session.handoff.started', handoff_id: 'h1', to_node_id: 'billing' };
    const { turn } = t.after(t.speaking(), t.drained(), t.done(), began as unknown as TurnEvent);
    expect(statusOf(turn)).to.equal('working');
    const left = leaveLine(turn, 'a1', undefined, false);
    expect(statusOf(left.turn)).to.equal('listening');
    const told = left.effects.flatMap((effect) =>
      effect.kind === 'notify' && effect.notice.kind === 'agent' ? [effect.notice] : [],
    );
    const event = { ...began, type: 'session.handoff.aborted', reason: 'connection_lost' };
    expect(told).to.deep.equal([{ kind: 'agent', event, after: undefined }]);
    expect(leaveLine(left.turn, 'a1', undefined, false).effects.map(({ kind }) => kind)).to.deep.equal(['timer']);
  });
});

describe('an answer whose line is lost', () => {
  it('ends with the words whose sound came; the rest of its text was never heard', () => {
    const { left, message } = lost(undefined, ...times('One', 'two'));
    expect(left.cutOff).to.equal('a1');
    expect(message).to.include({ text: 'One two', unheard: 'three four', final: true, interrupted: true });
    expect(message.incomplete).to.equal('connection_lost');
  });

  it('ends so too when its text was whole before its sound', () => {
    const { message } = lost(undefined, ...times('One', 'two'), t.wordsDone('One two three four'));
    expect(message).to.include({ text: 'One two', unheard: 'three four', interrupted: true });
  });

  it('keeps the text that came, where the service tells no times', () => {
    expect(lost(undefined).message).to.include({ text: 'One two three four', unheard: '', interrupted: false });
  });

  it('stays as it is when its sound came whole', () => {
    const { left, message } = lost('a1', ...times('One', 'two'));
    expect(left.cutOff).to.equal(undefined);
    expect(message).to.include({ text: 'One two three four', unheard: '', interrupted: false });
  });
});
