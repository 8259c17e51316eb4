import { expect } from '@open-wc/testing';
import { faultOf, heardBy, seconds, stage, until } from '../helpers/agent.js';
import { delayMicrophone, watch } from '../helpers/watch.js';

describe('the life of a call', function () {
  this.timeout(40_000);

  it('two agents share a page; removing one ends its track and worker, and the other goes on', async () => {
    const watching = watch();
    const first = await stage({ 'turn-detection': 'none' });
    const second = await stage({ 'turn-detection': 'none' });
    await first.agent.start();
    await second.agent.start();
    expect(watching.workers).to.have.lengthOf(2);
    first.agent.remove();
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

  it('gives the shared context back with the last call: it is suspended', async () => {
    const contexts: AudioContext[] = [];
    const Original = globalThis.AudioContext;
    globalThis.AudioContext = class extends Original {
      constructor(options?: AudioContextOptions) {
        super(options);
        contexts.push(this);
      }
    };
    await seconds(11); // that of the tests before is closed by then
    const first = await stage({ 'turn-detection': 'none' });
    const second = await stage({ 'turn-detection': 'none' });
    await Promise.all([first.agent.start(), second.agent.start()]);
    expect(contexts).to.have.lengthOf(1);
    first.agent.remove();
    await seconds(0.2);
    expect(contexts[0]!.state).to.equal('running');
    second.agent.remove();
    await until('suspended', () => contexts[0]!.state === 'suspended');
    globalThis.AudioContext = Original;
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

  it('two starts at once are one session, and a stop ends it with code 1000', async () => {
    const watching = watch();
    const { agent, service } = await stage();
    await Promise.all([agent.start(), agent.start()]);
    expect(watching.workers).to.have.lengthOf(1);
    expect(watching.tracks).to.have.lengthOf(1);
    await agent.stop();
    await until('the service saw the end', async () => !(await service()).open);
    expect((await service()).closeCode).to.equal(1000);
    watching.restore();
    agent.remove();
  });

  it('nothing is dispatched after the end', async () => {
    const { agent, events } = await stage();
    await agent.start();
    void agent.sendText('tell me a long story');
    await until('it speaks', () => agent.state === 'speaking');
    await agent.stop();
    const count = events.length;
    await seconds(1);
    expect(events.length).to.equal(count);
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

  it('a muted microphone sends silence to close the turn, then nothing', async () => {
    const { agent, service } = await stage({ muted: '' });
    await agent.start();
    await seconds(3.5);
    const { samples, rate } = await heardBy(await service());
    expect(samples.every((sample) => sample === 0)).to.be.true;
    expect(samples.length / rate).to.be.within(1, 2.5);
    agent.muted = false;
    await until('the visitor is heard', async () => (await heardBy(await service())).samples.some(Boolean));
    agent.remove();
  });

  it('vla-before-start may change the session, or call it off', async () => {
    const { agent, details } = await stage();
    agent.addEventListener('vla-before-start', (event) => {
      event.detail.session = { ...event.detail.session, instructions: 'Be brief.' };
    });
    await agent.start();
    expect(details('vla-session')[0]!.session.instructions).to.equal('Be brief.');
    await agent.stop();
    agent.addEventListener('vla-before-start', (event) => event.preventDefault());
    await faultOf(agent.start());
    expect(agent.state).to.equal('idle');
    expect(details('vla-error')).to.be.empty;
    agent.remove();
  });
});
