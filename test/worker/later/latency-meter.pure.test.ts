import { expect } from 'chai';
import { LatencyMeter } from '../../../src/worker/later/latency-meter.js';
import { itemId } from '../../../src/worker/protocol/ids.js';
import type { TurnEvent } from '../../../src/worker/session/turn-handlers.js';

/** Tells a clock what happened and when; the times of the tests are ms since some start. */
function clocked(latencyMs = 0) {
  const clock = new LatencyMeter();
  return (now: number, type: TurnEvent['type'], fields: object = {}) =>
    clock.step({ type, ...fields } as TurnEvent, now, latencyMs);
}
const waiting = (silence_duration_ms: number) => ({ session: { turn_detection: { silence_duration_ms } } });
const cut = { heard: [{ itemId: itemId('a'), heardMs: 100, receivedMs: 900 }] };

describe('the clock of turns', () => {
  it('measures from the end of the words, the silence of the session in force taken off, to what is heard', () => {
    const at = clocked(25);
    at(1, 'session.updated', waiting(500));
    expect(at(1000, 'input_audio_buffer.speech_started')).to.be.undefined;
    expect(at(4000, 'input_audio_buffer.speech_stopped')).to.be.undefined;
    expect(at(4300, 'playback.started')).to.deep.equal({ startedAt: 3500, responseLatencyMs: 825 });
  });

  for (const [title, session] of [
    ['has no turn detection', { turn_detection: null }],
    ['says nothing of it', {}],
    ['judges the end otherwise', { turn_detection: { type: 'semantic_vad' } }],
  ] as const) {
    it(`takes nothing off when the session ${title}`, () => {
      const at = clocked();
      at(1, 'session.updated', waiting(500));
      at(2, 'session.updated', { session });
      at(4000, 'input_audio_buffer.speech_stopped');
      expect(at(4300, 'playback.started')).to.deep.equal({ startedAt: 4000, responseLatencyMs: 300 });
    });
  }

  it('measures from the sending of a typed message', () => {
    const at = clocked(10);
    at(1000, 'visitor.text');
    expect(at(1200, 'playback.started')).to.deep.equal({ startedAt: 1000, responseLatencyMs: 210 });
  });

  it('measures from the commit of a turn that the visitor held', () => {
    const at = clocked(10);
    at(500, 'visitor.interrupt');
    at(1000, 'page.event', { event: { type: 'input_audio_buffer.commit' } });
    at(1001, 'page.event', { event: { type: 'response.create' } });
    expect(at(1200, 'playback.started')).to.deep.equal({ startedAt: 1000, responseLatencyMs: 210 });
  });

  it('takes no other event of the page for a question', () => {
    const at = clocked();
    at(1000, 'page.event', { event: { type: 'input_audio_buffer.clear' } });
    expect(at(1200, 'playback.started')).to.be.undefined;
  });

  it('measures no barge-in where a speaker was lost and nobody broke in', () => {
    const at = clocked();
    at(1000, 'input_audio_buffer.speech_started');
    at(2000, 'input_audio_buffer.speech_stopped');
    at(2500, 'playback.started');
    expect(at(9000, 'playback.flushed', cut)).to.be.undefined;
  });

  it('measures an answer once, at its first item', () => {
    const at = clocked();
    at(1000, 'visitor.text');
    at(1200, 'playback.started');
    expect(at(2500, 'playback.started')).to.be.undefined;
  });

  it('measures no greeting: nobody asked', () => {
    expect(clocked()(1000, 'playback.started')).to.be.undefined;
  });

  it('counts a tool call to the time the visitor waits', () => {
    const at = clocked();
    at(1000, 'visitor.text');
    at(1100, 'response.done');
    at(1600, 'tool.output');
    expect(at(2000, 'playback.started')).to.deep.equal({ startedAt: 1000, responseLatencyMs: 1000 });
  });

  for (const type of ['input_audio_buffer.speech_started', 'visitor.interrupt'] as const) {
    it(`measures from ${type} to silence`, () => {
      const at = clocked(25);
      at(1000, type);
      expect(at(1008, 'playback.flushed', cut)).to.deep.equal({ startedAt: 1000, bargeInMs: 8 });
    });

    it(`lets ${type} end the wait for an answer`, () => {
      const at = clocked();
      at(1000, 'visitor.text');
      at(1500, type);
      expect(at(2000, 'playback.started')).to.be.undefined;
    });
  }

  it('measures both when a typed message breaks in', () => {
    const at = clocked();
    at(1000, 'visitor.text');
    expect(at(1009, 'playback.flushed', cut)).to.deep.equal({ startedAt: 1000, bargeInMs: 9 });
    expect(at(1400, 'playback.started')).to.deep.equal({ startedAt: 1000, responseLatencyMs: 400 });
  });

  it('measures no barge-in when nothing was cut', () => {
    const at = clocked();
    at(1000, 'input_audio_buffer.speech_started');
    expect(at(1008, 'playback.flushed', { heard: [] })).to.be.undefined;
  });
});
