import { expect } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { create } from '../../../../src/components/features/other-tab/other-tab.js';
import { fakeContext } from '../../../helpers/page/feature-context.js';

/** Holds the lock as another tab does, until the function that it returns is called. */
const elsewhere = (): Promise<() => void> =>
  new Promise((resolve) => {
    void navigator.locks.request('voice-live-agent-mic', () => new Promise<void>((end) => resolve(end)));
  });

describe('the feature other-tab', () => {
  it('asks nobody while no other tab has a call', async () => {
    const agent = fakeContext();
    await create(agent).beforeCall!();
    expect(agent.calls).to.be.empty;
  });

  it('asks, and lets the call begin or not', async () => {
    const end = await elsewhere();
    for (const yes of [true, false]) {
      const agent = fakeContext();
      const feature = create(agent);
      const outcome = feature.beforeCall!().then(
        () => 'begins',
        ({ code }: { readonly code: string }) => code,
      );
      while (!feature.card!()) await new Promise((resolve) => setTimeout(resolve, 5));
      const { values } = feature.card!() as TemplateResult;
      (values.find((value) => typeof value === 'function') as (yes: boolean) => void)(yes);
      expect(await outcome).to.equal(yes ? 'begins' : 'mic-busy');
      expect(feature.card!()).to.equal(undefined);
      expect(agent.calls).to.deep.equal([['show']]);
    }
    await create(fakeContext({ variant: 'headless' })).beforeCall!();
    end();
  });
});
