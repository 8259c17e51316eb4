import { expect } from '@open-wc/testing';
import { control, seconds, until, type Connection } from '../../helpers/page/live-agent.js';
import { tapOutput, type Recording } from '../../helpers/page/record-output.js';
import type { Cases } from '../../helpers/page/dialects.js';

export const bargeIn: Cases = ({ it, nameOf, stage }) => {
  /** Milliseconds of sound from `from` to the first silence of 400 ms; the sentence before the tone has a shorter pause. */
  function soundMs({ samples, rate }: Recording, from: number): number {
    const quiet = Math.round(0.4 * rate);
    let still = 0;
    for (let i = from; i < samples.length; i++) {
      still = Math.abs(samples[i]!) < 1e-4 ? still + 1 : 0;
      if (still >= quiet) return ((i - quiet - from) * 1000) / rate;
    }
    return Infinity;
  }

  interface Wire {
    readonly type: string;
    readonly item_id?: string;
  }

  const firstSound = ({ samples }: Recording): number => samples.findIndex((sample) => Math.abs(sample) > 1e-4);

  const truncates = (connection: Connection) =>
    connection.received.filter(({ type }) => type === 'conversation.item.truncate').map(({ event }) => event);

  describe('a barge-in', function () {
    it('is silent at once, and tells the service the milliseconds that were really heard', async () => {
      const tap = tapOutput();
      // The answer is a tone, because speech has pauses. It plays already when the visitor is unmuted and speaks.
      const { agent, details, seen, service } = await stage({ muted: '', 'raw-events': '' });
      await agent.start();
      await agent.sendText('tone 30');
      await seen('vla-state', ({ state }) => state === 'speaking');
      await seconds(2);
      agent.muted = false;
      const interruption = await seen('vla-interrupt');
      await until('the service got the truncation', async () => truncates(await service()).length > 0);
      const wire = details('vla-event') as unknown as readonly Wire[];
      const late = wire.findLast(
        ({ type, item_id }) => type === nameOf('response.audio.delta') && item_id === interruption.itemId,
      )!;
      await control(await service(), 'send', late);
      await seconds(0.6);
      const recording = await tap.recording();
      tap.restore();

      // The service is told what was audible: the recorded sound up to the silence, less the output latency.
      const [truncation] = truncates(await service());
      expect(truncation).to.deep.include({
        item_id: interruption.itemId,
        content_index: 0,
        audio_end_ms: interruption.heardMs,
      });
      expect(interruption.heardMs).to.be.greaterThan(0);
      const played = soundMs(recording, firstSound(recording));
      expect(played).to.be.lessThan(Infinity);
      const latencyMs = tap.latencyMs();
      expect(interruption.heardMs, `played ${played} ms, latency ${latencyMs} ms`).to.be.closeTo(
        played - latencyMs,
        25,
      );

      // The rest of the interrupted answer arrived, and was not played.
      const after = firstSound(recording) + Math.round((played * recording.rate) / 1000);
      expect(recording.samples.subarray(after + 1).every((sample) => Math.abs(sample) < 1e-4)).to.be.true;
      agent.remove();
    });

    it('ends the transcript at a word that was heard, marks the rest, and the visitor is answered', async () => {
      // A relay speaks 500 characters of a page at most.
      const greeting = 'This is a long greeting that goes on and on. '.repeat(11);
      const { agent, seen } = await stage({ greeting, muted: '' });
      await agent.start();
      await seen('vla-state', ({ state }) => state === 'speaking');
      await seconds(1.5);
      agent.muted = false;
      const interruption = await seen('vla-interrupt');
      const message = agent.messages.find(({ itemId }) => itemId === interruption.itemId)!;
      expect(message.interrupted).to.be.true;
      expect(message.text).to.equal(interruption.heardText);
      expect(greeting).to.contain(message.text);
      expect(message.text.length).to.be.greaterThan(10);
      expect(message.unheard.length).to.be.greaterThan(10);

      await seen(
        'vla-transcript',
        ({ role, itemId, final }) => role === 'agent' && final && itemId !== interruption.itemId,
      );
      agent.remove();
    });

    it('by interrupt() cancels the answer and truncates it', async () => {
      const { agent, seen, service } = await stage({ 'turn-detection': 'none' });
      await agent.start().catch((fault: unknown) => console.log(JSON.stringify(fault)));
      await agent.sendText('tone 60'); // the service is still at it when it is interrupted
      await seen('vla-state', ({ state }) => state === 'speaking');
      await seconds(1);
      agent.interrupt();
      const { heardMs } = await seen('vla-interrupt');
      expect(heardMs).to.be.within(500, 2500);
      await until('the truncation', async () => truncates(await service()).length === 1);
      const { received } = await service();
      expect(received.filter(({ type }) => type === 'response.cancel')).to.have.lengthOf(1);
      expect(agent.state).to.equal('listening');
      agent.remove();
    });
  });
};
