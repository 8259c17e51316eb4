import { expect } from '@open-wc/testing';
import { create } from '../../../../src/components/features/reconnecting/reconnecting.js';
import type { Metrics } from '../../../../src/worker/contract/conversation.js';
import { fakeContext } from '../../../helpers/page/feature-context.js';

const figures = (droppedChunks: number) => ({ droppedChunks }) as Metrics;
const lost = { state: 'reconnecting', previous: 'listening' } as const;
const back = { state: 'listening', previous: 'reconnecting' } as const;

describe('the feature reconnecting', () => {
  it('changes the status line while there is no connection, and nothing else', () => {
    const feature = create(fakeContext());
    expect(feature.view!()).to.deep.equal({});
    feature.on!['vla-state']!(lost);
    expect(feature.view!().labels).to.include({ 'status-reconnecting': 'Connection lost', start: 'Start call' });
    feature.on!['vla-state']!(back);
    expect(feature.view!()).to.deep.equal({});
  });

  it('says nothing to a screen reader about a loss that was mended at once', async () => {
    const agent = fakeContext();
    const feature = create(agent);
    feature.on!['vla-state']!(lost);
    feature.on!['vla-state']!(back);
    await new Promise((resolve) => setTimeout(resolve, 3200));
    expect(agent.announced).to.be.empty;
  });

  it('notes that words were lost, once the figures say so', () => {
    const feature = create(fakeContext());
    const { on } = feature;
    on!['vla-metrics']!(figures(500)); // a busy machine
    expect(feature.card!()).to.equal(undefined);
    on!['vla-state']!(lost);
    on!['vla-state']!(back);
    on!['vla-metrics']!(figures(3));
    expect(feature.card!()).to.equal(undefined);
    on!['vla-state']!(lost);
    on!['vla-state']!(back);
    on!['vla-metrics']!(figures(500));
    expect(feature.card!()).not.to.equal(undefined);
    on!['vla-state']!({ state: 'requesting-mic', previous: 'ended' });
    expect(feature.card!()).to.equal(undefined);
  });
});
