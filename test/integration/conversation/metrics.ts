import { expect } from '@open-wc/testing';
import type { Metrics } from '../../../src/index.js';
import { seconds, type Stage } from '../../helpers/page/live-agent.js';
import type { Cases } from '../../helpers/page/dialects.js';

export const metrics: Cases = ({ it, stage }) => {
  const COUNTS = ['underruns', 'droppedChunks', 'clippedChunks'] as const;
  const spans = (name: string): readonly PerformanceMeasure[] =>
    performance.getEntriesByName(name) as PerformanceMeasure[];

  /** When the page was told of the first of these events. */
  const toldAt = ({ events }: Stage, name: string, fits: (detail: never) => boolean): number =>
    events.find((seen) => seen.name === name && fits(seen.detail as never))!.at;

  function expectPlausible(metrics: Metrics): void {
    for (const count of COUNTS) expect(metrics[count], count).to.be.within(0, 100);
    expect(metrics.bufferMs).to.be.within(10, 120);
    expect(metrics.sendDelayMs).to.be.within(0, 2000);
    expect(Object.values(metrics).every(Number.isFinite)).to.be.true;
  }

  describe('the metrics', function () {
    beforeEach(() => performance.clearMeasures());

    it('tell once how long a typed message waited for its answer, as an event, a property and a measure', async () => {
      const play = await stage({ 'turn-detection': 'none' });
      const { agent, seen, details } = play;
      await agent.start();
      expect(agent.metrics).to.be.undefined;
      const sentAt = performance.now();
      await agent.sendText('hello');
      const metrics = await seen('vla-metrics');
      const speakingAt = toldAt(play, 'vla-state', ({ state }: { state: string }) => state === 'speaking');
      expectPlausible(metrics);
      // The page is told later than the worker, and a sound is audible later than it leaves the audio graph, so the bound is loose.
      expect(metrics.responseLatencyMs).to.be.within(1, speakingAt - sentAt + 500);
      expect(metrics.bargeInMs).to.be.undefined;
      expect(agent.metrics).to.deep.equal(metrics);
      const [span, ...others] = spans('vla-response');
      expect(others).to.be.empty;
      expect(span!.duration).to.be.closeTo(metrics.responseLatencyMs!, 0.1);
      expect(span!.detail).to.deep.equal(metrics);
      expect(span!.startTime).to.be.within(sentAt - 5, speakingAt);
      await seen('vla-speech', ({ who, speaking }) => who === 'agent' && !speaking);
      expect(details('vla-metrics')).to.have.length(1);
      agent.remove();
    });

    it('tell how long a spoken turn waited, from the end of its words', async () => {
      const play = await stage({ 'raw-events': '' });
      const { agent, seen } = play;
      await agent.start();
      const metrics = await seen('vla-metrics');
      type Wire = { readonly type: string };
      const stoppedAt = toldAt(play, 'vla-event', ({ type }: Wire) => type === 'input_audio_buffer.speech_stopped');
      const speakingAt = toldAt(play, 'vla-state', ({ state }: { state: string }) => state === 'speaking');
      const { turn_detection } = (await seen('vla-session')).session;
      const { silence_duration_ms } = turn_detection as { readonly silence_duration_ms: number };
      expectPlausible(metrics);
      expect(silence_duration_ms).to.be.greaterThan(100);
      expect(metrics.responseLatencyMs).to.be.within(
        silence_duration_ms,
        silence_duration_ms + speakingAt - stoppedAt + 500,
      );
      const [span] = spans('vla-response');
      expect(span!.startTime).to.be.closeTo(stoppedAt - silence_duration_ms, 100);
      agent.remove();
    });

    it('tell how long the visitor waited who let the button go', async () => {
      const play = await stage({ 'push-to-talk': '' });
      const { agent, seen, details } = play;
      await agent.start();
      await agent.startTurn();
      await seconds(1);
      const letGoAt = performance.now();
      expect(await agent.endTurn()).to.be.true;
      const metrics = await seen('vla-metrics');
      const speakingAt = toldAt(play, 'vla-state', ({ state }: { state: string }) => state === 'speaking');
      expectPlausible(metrics);
      expect(metrics.bargeInMs).to.be.undefined;
      expect(metrics.responseLatencyMs).to.be.within(1, speakingAt - letGoAt + 500);
      const [span, ...others] = spans('vla-response');
      expect(others).to.be.empty;
      // The time does not begin with the turn, a second earlier, nor with the first delta.
      expect(span!.startTime).to.be.within(letGoAt - 5, letGoAt + 200);
      await seen('vla-speech', ({ who, speaking }) => who === 'agent' && !speaking);
      expect(details('vla-metrics')).to.have.length(1);
      agent.remove();
    });

    it('tell of a held turn that breaks in how soon there was silence', async () => {
      const { agent, seen } = await stage({ 'push-to-talk': '' });
      await agent.start();
      await agent.sendText('tell me a long story');
      await seen('vla-state', ({ state }) => state === 'speaking');
      await seconds(0.5);
      const heldAt = performance.now();
      await agent.startTurn();
      const metrics = await seen('vla-metrics', ({ bargeInMs }) => bargeInMs !== undefined);
      expectPlausible(metrics);
      expect(metrics.responseLatencyMs).to.be.undefined;
      expect(metrics.bargeInMs).to.be.within(0.1, 500);
      expect(spans('vla-barge-in')[0]!.startTime).to.be.within(heldAt - 5, heldAt + 200);
      await agent.cancelTurn();
      agent.remove();
    });

    it('tell how long a barge-in took', async () => {
      const { agent, seen } = await stage({ 'turn-detection': 'none' });
      await agent.start();
      await agent.sendText('tell me a long story');
      await seen('vla-state', ({ state }) => state === 'speaking');
      await seconds(0.5);
      agent.interrupt();
      const metrics = await seen('vla-metrics', ({ bargeInMs }) => bargeInMs !== undefined);
      expectPlausible(metrics);
      expect(metrics.responseLatencyMs).to.be.undefined;
      expect(metrics.bargeInMs).to.be.within(0.1, 500);
      expect(spans('vla-barge-in')).to.have.length(1);
      expect(spans('vla-barge-in')[0]!.duration).to.be.closeTo(metrics.bargeInMs!, 0.1);
      agent.remove();
    });
  });
};
