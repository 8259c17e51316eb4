import { expect } from '@open-wc/testing';
import { create } from '../../../../src/components/features/call-limits/call-limits.js';
import { fakeContext } from '../../../helpers/page/feature-context.js';

/** Waits until it holds; the limits of these tests are short. */
const until = async (holds: () => unknown): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
};
const ended = ({ calls }: ReturnType<typeof fakeContext>): unknown => calls.find(([name]) => name === 'stop')?.[1];

describe('limits of a conversation', () => {
  it('shows a countdown before the end, and ends with the reason', async () => {
    const agent = fakeContext({ maxDuration: 0.4, state: 'listening' });
    const limits = create(agent);
    expect(limits.card() === undefined).to.equal(true);
    await until(() => limits.card());
    expect(ended(agent)).to.equal(undefined);
    await until(() => ended(agent));
    expect(ended(agent)).to.equal('limit');
    expect(limits.card() === undefined).to.equal(true);
  });

  it('begins to wait for a silent visitor again with every word', async () => {
    const agent = fakeContext({ idleTimeout: 0.6, state: 'listening' });
    const limits = create(agent);
    await until(() => limits.card());
    limits.on['vla-speech']!({ who: 'user', speaking: true });
    expect(limits.card() === undefined).to.equal(true);
    await until(() => ended(agent));
    expect(ended(agent)).to.equal('idle');
  });

  it('takes a press or a letter in the agent for a sign of life', async () => {
    for (const sign of ['pointerdown', 'input']) {
      const agent = fakeContext({ idleTimeout: 0.6, state: 'listening' });
      const limits = create(agent);
      await until(() => limits.card());
      agent.host.dispatchEvent(new Event(sign));
      expect(limits.card() === undefined, sign).to.equal(true);
      Object.assign(agent.host, { state: 'ended' });
      limits.on['vla-state']!({ state: 'ended', previous: 'listening' });
    }
  });

  it('counts nothing before a conversation, and nothing after it', async () => {
    const agent = fakeContext({ maxDuration: 0.1, idleTimeout: 0.1 });
    const limits = create(agent);
    Object.assign(agent.host, { state: 'listening' });
    limits.on['vla-state']!({ state: 'listening', previous: 'idle' });
    Object.assign(agent.host, { state: 'ended' });
    limits.on['vla-state']!({ state: 'ended', previous: 'listening' });
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(agent.calls).to.be.empty;
  });
});
