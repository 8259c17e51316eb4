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
    const agent = fakeContext({ maxDuration: 0.4, state: 'listening' }, { active: true });
    const limits = create(agent);
    expect(limits.card() === undefined).to.equal(true);
    await until(() => limits.card());
    expect(ended(agent)).to.equal(undefined);
    await until(() => ended(agent));
    expect(ended(agent)).to.equal('limit');
    expect(limits.card() === undefined).to.equal(true);
  });

  it('begins to wait for a silent visitor again with every word', async () => {
    const agent = fakeContext({ idleTimeout: 0.6, state: 'listening' }, { active: true });
    const limits = create(agent);
    await until(() => limits.card());
    limits.on['vla-speech']!({ who: 'user', speaking: true });
    expect(limits.card() === undefined).to.equal(true);
    await until(() => ended(agent));
    expect(ended(agent)).to.equal('idle');
  });

  it('takes a press or a letter in the agent for a sign of life', async () => {
    for (const sign of ['pointerdown', 'input']) {
      const agent = fakeContext({ idleTimeout: 0.6, state: 'listening' }, { active: true });
      const limits = create(agent);
      await until(() => limits.card());
      agent.host.dispatchEvent(new Event(sign));
      expect(limits.card() === undefined, sign).to.equal(true);
      Object.assign(agent.host, { state: 'ended' });
      limits.on['vla-state']!({ state: 'ended', previous: 'listening' });
    }
  });

  it('counts a silence on while the connection is lost', async () => {
    const agent = fakeContext({ idleTimeout: 0.6, state: 'listening' }, { active: true });
    const limits = create(agent);
    const began = performance.now();
    for (const state of ['reconnecting', 'listening'] as const) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      Object.assign(agent.host, { state });
      limits.on['vla-state']!({ state, previous: 'idle' });
    }
    await until(() => ended(agent));
    expect(performance.now() - began).to.be.below(950);
  });

  it('has the agent ask a silent visitor once, and again only after a sign of life', async () => {
    const agent = fakeContext(
      { idleTimeout: 0.2, idlePrompt: 'auto', state: 'listening' },
      { active: true, inCall: true },
    );
    const limits = create(agent);
    const asked = () => agent.calls.filter(([name]) => name === 'tell');
    await until(() => asked().length === 1);
    expect(asked()[0]!.slice(1, 2)).to.deep.equal(['sendEvent']);
    limits.on['vla-speech']!({ who: 'agent', speaking: false });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(asked()).to.have.lengthOf(1);
    limits.on['vla-speech']!({ who: 'user', speaking: true });
    await until(() => asked().length === 2);
    Object.assign(agent.host, { state: 'ended' });
    limits.on['vla-state']!({ state: 'ended', previous: 'listening' });
  });

  it('counts the time of a call that began on the page before', async () => {
    const kept = { storage: 'session', id: 'limits', maxDuration: 0.8, state: 'listening' } as const;
    const first = create(fakeContext(kept, { active: true }));
    await new Promise((resolve) => setTimeout(resolve, 300));
    first.onLeave();
    const agent = fakeContext(kept, { active: true });
    create(agent);
    const began = performance.now();
    await until(() => ended(agent));
    expect(performance.now() - began).to.be.below(700);
    const later = fakeContext(kept, { active: true });
    const anew = performance.now();
    create(later);
    await until(() => ended(later));
    expect(performance.now() - anew).to.be.above(750);
    sessionStorage.clear();
  });

  it('counts a silence on that began on the page before, and leaves the visitor the warning', async () => {
    const kept = {
      storage: 'session',
      id: 'silence',
      idleTimeout: 0.8,
      idlePrompt: 'auto',
      state: 'listening',
    } as const;
    const begin = (): ReturnType<typeof fakeContext> & {
      limits: ReturnType<typeof create>;
      endsAfter: Promise<number>;
    } => {
      const agent = fakeContext(kept, { active: true, inCall: true });
      const began = performance.now();
      const limits = create(agent);
      return { ...agent, limits, endsAfter: until(() => ended(agent)).then(() => performance.now() - began) };
    };
    const asked = ({ calls }: ReturnType<typeof fakeContext>): number =>
      calls.filter(([name]) => name === 'tell').length;
    const first = begin();
    await new Promise((resolve) => setTimeout(resolve, 200));
    first.limits.onLeave();
    expect(await begin().endsAfter, 'it goes on').to.be.within(400, 780);
    const third = begin();
    await until(() => asked(third) === 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    third.limits.onLeave();
    const fourth = begin();
    expect(await fourth.endsAfter, 'the warning is half of so short a limit').to.be.within(380, 600);
    expect(asked(fourth), 'asked once').to.equal(0);
    const left = begin();
    await new Promise((resolve) => setTimeout(resolve, 200));
    left.limits.onLeave();
    const fifth = begin();
    fifth.limits.on['vla-speech']!({ who: 'user', speaking: true });
    expect(await fifth.endsAfter, 'until somebody speaks').to.be.above(780);
    sessionStorage.clear();
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
