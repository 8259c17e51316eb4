import { expect } from '@open-wc/testing';
import { faultOf, heardBy, seconds, stage, until } from '../helpers/page/live-agent.js';
import { tapOutput } from '../helpers/page/record-output.js';
import { delayMicrophone, watch } from '../helpers/page/resource-watch.js';

describe('the life of a call', function () {
  it('two agents share a page; removing one ends its track and worker, and the other goes on', async () => {
    const watching = watch();
    const first = await stage({ 'turn-detection': 'none' });
    const second = await stage({ 'turn-detection': 'none' });
    await first.agent.start();
    await second.agent.start();
    expect(watching.workers).to.have.lengthOf(2);
    first.agent.remove();
    await until('its track is ended', () => watching.tracks[0]!.readyState === 'ended');
    expect(watching.tracks.map(({ readyState }) => readyState)).to.deep.equal(['ended', 'live']);
    await until('the worker of the first is gone', () => watching.ended.length === 1);
    expect(watching.ended[0]).to.equal(watching.workers[0]);

    await second.agent.sendText('hello');
    await second.seen('vla-state', ({ state }) => state === 'speaking');
    second.agent.remove();
    await until('nothing is left', () => watching.ended.length === 2);
    expect(watching.tracks.every(({ readyState }) => readyState === 'ended')).to.be.true;
    watching.restore();
  });

  it('stop() during the permission prompt leaves no track behind', async () => {
    const watching = watch();
    const answer = delayMicrophone(0.4);
    const { agent } = await stage();
    const starting = faultOf(agent.start());
    await until('the visitor is asked', () => agent.state === 'requesting-mic');
    await agent.stop();
    answer();
    expect((await starting).cause).to.equal('stopped');
    await seconds(0.8);
    expect(watching.tracks).to.have.lengthOf(1);
    expect(watching.tracks.every(({ readyState }) => readyState === 'ended')).to.be.true;
    expect(agent.state).to.equal('ended');
    watching.restore();
    agent.remove();
  });

  it('removal from the page during the permission prompt stops the microphone that still comes, without a fault', async () => {
    const watching = watch();
    const answer = delayMicrophone(0.5);
    const { agent, details } = await stage();
    const starting = faultOf(agent.start());
    await until('the visitor is asked', () => agent.state === 'requesting-mic');
    agent.remove();
    expect((await starting).cause).to.equal('stopped');
    expect(agent.state).to.equal('ended');
    answer();
    expect(watching.tracks, 'the visitor has not answered yet').to.be.empty;
    await until('the visitor allows it', () => watching.tracks.length === 1);
    expect(watching.tracks[0]!.readyState).to.equal('ended');
    await until('the worker is gone', () => watching.ended.length === 1);
    expect(watching.workers).to.have.lengthOf(1);
    expect(watching.contexts, 'in which it was heard').to.be.empty;
    expect(details('vla-error')).to.be.empty;
    expect(agent.fault).to.be.undefined;
    watching.restore();
  });

  it('removal before the code for a call has come opens no microphone', async () => {
    const watching = watch();
    const { agent, details } = await stage();
    const starting = faultOf(agent.start());
    agent.remove();
    expect((await starting).cause).to.equal('stopped');
    await seconds(0.5);
    expect(watching.tracks).to.be.empty;
    expect(agent.state).to.equal('idle');
    expect(details('vla-error')).to.be.empty;
    watching.restore();
  });

  it('a second start while the prompt of a stopped one is still open has a microphone of its own', async () => {
    const watching = watch();
    const answer = delayMicrophone(0.6);
    const { agent } = await stage({ 'turn-detection': 'none' });
    const first = faultOf(agent.start());
    await until('the visitor is asked', () => agent.state === 'requesting-mic');
    await agent.stop();
    answer();
    await agent.start();
    expect((await first).cause).to.equal('stopped');
    expect(watching.tracks.map(({ readyState }) => readyState)).to.deep.equal(['live']);
    await until('the first prompt is answered too', () => watching.tracks.length === 2);
    expect(watching.tracks.map(({ readyState }) => readyState)).to.deep.equal(['live', 'ended']);
    expect(agent.state).to.equal('listening');
    watching.restore();
    agent.remove();
  });

  it('the prompt is given up, and nothing else, by a visitor who goes on in writing', async () => {
    const watching = watch();
    const answer = delayMicrophone(0.8);
    const { agent, details, seen } = await stage({ 'turn-detection': 'none' });
    agent.show();
    const starting = faultOf(agent.start());
    await until('the visitor is asked', () => agent.state === 'requesting-mic');
    const panel = agent.shadowRoot!.querySelector('vla-panel')!.shadowRoot!;
    const click = async (within: () => ParentNode | null | undefined, selector: string): Promise<void> => {
      await until(selector, () => !!within()?.querySelector(selector));
      within()!.querySelector<HTMLElement>(selector)!.click();
    };
    await click(() => panel, '[aria-expanded]');
    await click(() => panel.querySelector('vla-menu')?.shadowRoot, '.write:not(.check-microphone)');
    expect(agent.state).not.to.equal('requesting-mic');
    answer();
    expect((await starting).cause).to.equal('stopped');
    await until('the visitor allows it all the same', () => watching.tracks.length === 1);
    expect(watching.tracks[0]!.readyState).to.equal('ended');
    await agent.sendText('hello');
    await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
    expect(watching.workers).to.have.lengthOf(1);
    expect(details('vla-error')).to.be.empty;
    watching.restore();
    agent.remove();
  });

  it('a page that is left ends the call, also one that is kept to come back to; a mute outlives it', async () => {
    const watching = watch();
    const { agent, details, service } = await stage({ 'turn-detection': 'none' });
    await agent.start();
    agent.muted = true;
    const left = await service();
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    expect(agent.state).to.equal('ended');
    expect(watching.tracks.map(({ readyState }) => readyState)).to.deep.equal(['ended']);
    await until('the worker is gone', () => watching.ended.length === 1);
    await until('the context rests', () => watching.contexts.every(({ state }) => state === 'suspended'));
    await until('the service saw the end', async () => !(await service()).open);

    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await seconds(0.3);
    expect(agent.state, 'nobody asked for a call').to.equal('ended');
    await agent.start();
    expect(agent.muted).to.be.true;
    expect(watching.tracks.map(({ enabled }) => enabled).at(-1)).to.be.false;
    await seconds(1);
    const connection = await service();
    expect(connection.id).not.to.equal(left.id);
    const { samples } = await heardBy(connection);
    expect(samples.length).to.be.above(0);
    expect(samples.every((sample) => sample === 0)).to.be.true;
    expect(details('vla-error')).to.be.empty;
    watching.restore();
    agent.remove();
  });

  it('a page in the background, which paints nothing, goes on hearing and speaking', async () => {
    const { agent, seen, service } = await stage({ 'turn-detection': 'none' });
    await agent.start();
    const paint = globalThis.requestAnimationFrame;
    globalThis.requestAnimationFrame = () => 0;
    Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    document.dispatchEvent(new Event('visibilitychange'));
    const before = (await heardBy(await service())).samples.length;
    await agent.sendText('hello');
    await seen('vla-speech', ({ who, speaking }) => who === 'agent' && !speaking);
    expect((await heardBy(await service())).samples.length).to.be.above(before);
    expect(agent.state).to.equal('listening');
    Reflect.deleteProperty(document, 'hidden');
    globalThis.requestAnimationFrame = paint;
    agent.remove();
  });

  it('falls silent without a click when the visitor hangs up in the midst of a sound', async () => {
    const tap = tapOutput();
    const { agent, seen } = await stage({ 'turn-detection': 'none' });
    await agent.start();
    await agent.sendText('tone 5');
    await seen('vla-state', ({ state }) => state === 'speaking');
    await seconds(2.5);
    await agent.stop();
    await seconds(0.3);
    const { samples, rate } = await tap.recording();
    tap.restore();
    const last = samples.findLastIndex((sample) => Math.abs(sample) > 0.1);
    expect(last, 'the tone').to.be.above(0);
    // A loud period of the tone that is followed by silence would be a click.
    const after = samples.subarray(last + 1);
    expect((after.length * 1000) / rate, 'ms of falling and of silence').to.be.above(4);
    expect(Math.abs(after.at(-1)!)).to.be.below(1e-4);
    agent.remove();
  });

  it('a listener that throws or stops the call inside an event does no harm', async () => {
    const { agent, seen } = await stage();
    const onError = window.onerror;
    window.onerror = () => true;
    agent.addEventListener('vla-state', () => {
      throw new Error('the page’s own mistake');
    });
    agent.addEventListener('vla-speech', () => void agent.stop());
    await agent.start();
    await seen('vla-state', ({ state }) => state === 'ended');
    window.onerror = onError;
    agent.remove();
  });
});
