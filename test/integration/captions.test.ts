import { expect } from '@open-wc/testing';
import type { Caption } from '../../src/worker/contract/conversation.js';
import { seconds, stage, until } from '../helpers/agent.js';

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;
const STORY = 'captions one two three four five six seven eight nine ten eleven twelve';

describe('captions, mouths and faces', function () {
  it('come word by word when they are heard', async () => {
    const { agent, events, details, seen } = await stage({ muted: '' });
    await agent.start();
    await agent.sendText(STORY);
    await seen('vla-state', ({ state }) => state === 'speaking');
    const began = events.findLast(
      ({ name, detail }) => name === 'vla-speech' && 'who' in detail && detail.who === 'agent',
    )!;
    await seen('vla-state', ({ previous }) => previous === 'speaking');
    await until('the last is told', () => details('vla-caption').length >= 12);

    const told = events.filter(({ name }) => name === 'vla-caption');
    const offsets = told.map(({ detail }) => (detail as Caption).offsetMs);
    expect(offsets).to.deep.equal([...offsets].sort((a, b) => a - b));
    // The first sample is told when it is rendered; a word when it is at the ear: all are late by the same way.
    const late = told.map(({ at }, i) => at - began.at - offsets[i]!);
    expect(median(late.map((ms) => Math.abs(ms - median(late)))), late.join()).to.be.lessThan(20);
    agent.remove();
  });

  it('are none for what was broken off', async () => {
    const { agent, details, seen } = await stage({ muted: '' });
    await agent.start();
    await agent.sendText(STORY);
    await seen('vla-caption', ({ offsetMs }) => offsetMs > 600);
    agent.interrupt();
    const { heardMs, heardText, itemId } = await seen('vla-interrupt');
    await seconds(1);
    const told = details('vla-caption').filter((caption) => caption.itemId === itemId);
    expect(Math.max(...told.map(({ offsetMs }) => offsetMs))).to.be.lessThan(heardMs + 20);
    const heard = told.filter(({ offsetMs, durationMs }) => offsetMs + durationMs <= heardMs);
    expect(heardText.split(/\s+/).filter(Boolean)).to.have.length(heard.length);
    agent.remove();
  });

  it('are mouths and faces too, where the session asks for them', async () => {
    const { agent, details, seen } = await stage({ muted: '' }, (agent) => {
      agent.session = { animation: { outputs: ['viseme_id', 'blendshapes'] } };
    });
    await agent.start();
    await agent.sendText('hello');
    await seen('vla-viseme');
    const { weights } = await seen('vla-blendshapes', ({ frameIndex }) => frameIndex > 6);
    expect(weights).to.have.length(55);
    expect(details('vla-viseme')[0]).to.have.keys('itemId', 'visemeId', 'offsetMs');
    agent.remove();
  });
});
