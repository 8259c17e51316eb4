import { expect } from '@open-wc/testing';
import { create } from '../../../../src/components/features/echo-hint/echo-hint.js';
import { fakeContext } from '../../../helpers/page/feature-context.js';
import { message } from '../../../helpers/page/fake-view.js';

/** The agent was broken into twice, by its own words. */
const echoes = [
  message('1', 'We open at nine in the morning.', { interrupted: true }),
  message('2', 'open at nine in the morning', { role: 'user' }),
  message('3', 'And we close at six in the evening.', { interrupted: true }),
  message('4', 'we close at six in the evening', { role: 'user' }),
];
const heard = {
  itemId: '4',
  previousItemId: '3',
  role: 'user',
  text: '',
  delta: '',
  final: true,
  interrupted: false,
} as const;
const DEVICES = { inputs: [{ deviceId: 'a', label: 'Built-in', current: true }], outputs: [] };

describe('the feature echo-hint', () => {
  it('shows its card once, tells the page of the microphone, and goes with the call', async () => {
    const agent = fakeContext({ messages: echoes, devices: async () => DEVICES });
    const feature = create(agent);
    expect(feature.card!()).to.equal(undefined);
    feature.on!['vla-transcript']!(heard);
    expect(feature.card!()).not.to.equal(undefined);
    await Promise.resolve();
    expect(agent.told).to.deep.equal([
      { name: 'vla-device', detail: { kind: 'input', deviceId: 'a', label: 'Built-in', reason: 'echo' } },
    ]);
    feature.on!['vla-state']!({ state: 'ended', previous: 'speaking' });
    expect(feature.card!()).to.equal(undefined);
    feature.on!['vla-transcript']!(heard);
    expect(feature.card!()).to.equal(undefined);
  });

  it('says nothing of a visitor who breaks in with words of their own', () => {
    const agent = fakeContext({ messages: echoes.with(1, message('2', 'No, wait a moment please', { role: 'user' })) });
    const feature = create(agent);
    feature.on!['vla-transcript']!(heard);
    expect(feature.card!()).to.equal(undefined);
  });
});
