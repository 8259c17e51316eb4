import { expect } from '@open-wc/testing';
import type { VoiceLiveAgent } from '../../src/index.js';
import type { Caption } from '../../src/worker/contract/conversation.js';
import { seconds, stage, until, type Stage } from '../helpers/page/live-agent.js';
import { settled } from '../helpers/page/settle-animations.js';

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;
const STORY = 'captions one two three four five six seven eight nine ten eleven twelve';

describe('captions, visemes and blend shapes', function () {
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
    // The speech event comes when the first sample is rendered, a caption when its word is audible, so all captions are later
    // by the same output latency.
    const late = told.map(({ at }, i) => at - began.at - offsets[i]!);
    expect(median(late.map((ms) => Math.abs(ms - median(late)))), late.join()).to.be.lessThan(20);
    agent.remove();
  });

  it('do not come for words after an interruption', async () => {
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
    const words = heardText.split(/\s+/).filter(Boolean);
    expect(words.slice(0, heard.length)).to.deep.equal(heard.map(({ word }) => word));
    // On a busy machine the last word was heard before its caption could be told.
    expect(words.length - heard.length).to.be.within(0, 1);
    agent.remove();
  });

  it('come with visemes and blend shapes when the session asks for them', async () => {
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

const QUIET = { muted: '', 'turn-detection': 'none', open: '' };

const box = (host: VoiceLiveAgent): HTMLElement | null | undefined =>
  host.shadowRoot!.querySelector('vla-panel')?.shadowRoot?.querySelector('vla-captions');
const shown = ({ agent }: Stage): string => box(agent)?.shadowRoot?.querySelector('p')?.textContent ?? '';
const askedFor = ({ details }: Stage): unknown => details('vla-session').at(-1)?.session.output_audio_timestamp_types;

describe('captions in the panel', function () {
  it('show the written text when the voice gives no times', async () => {
    const set = await stage({ ...QUIET, captions: '', voice: 'alloy' });
    await set.agent.start();
    expect(askedFor(set) ?? undefined).to.equal(undefined);
    await set.agent.sendText('story');
    await set.seen('vla-speech', ({ who, speaking }) => who === 'agent' && speaking);
    await until('words are shown', () => shown(set).length > 10);
    set.agent.interrupt();
    await set.seen('vla-interrupt');
    const { text } = await set.seen('vla-transcript', ({ interrupted }) => interrupted);
    await until('only what was heard is left', () => shown(set) === text);
  });

  it('disappear when the call ends', async () => {
    const set = await stage({ ...QUIET, captions: '', transcript: 'false' });
    await set.agent.start();
    await set.agent.sendText('hello');
    await until('words are shown', () => shown(set).includes('Hello'));
    await set.agent.stop();
    await until('they are gone', () => !box(set.agent));
  });

  it('stand anywhere on the page too', async () => {
    const part = document.createElement('vla-captions');
    part.setAttribute('for', 'captioned');
    document.body.append(part);
    const set = await stage({ ...QUIET, id: 'captioned', variant: 'headless' });
    await set.agent.start();
    await until('they are asked for', () => JSON.stringify(askedFor(set)) === '["word"]');
    await set.agent.sendText('hello');
    await until('words are shown', () => part.shadowRoot?.textContent.includes('Hello') ?? false);
    await settled();
    await expect(part).to.be.accessible();
    part.remove();
  });
});
