import { expect } from '@open-wc/testing';
import type { Device, VoiceLiveAgent } from '../../src/index.js';
import { faultOf, heardBy, seconds, stage, until, type Stage } from '../helpers/page/live-agent.js';
import { delayMicrophone, refuseMicrophone, watch, type Watch } from '../helpers/page/resource-watch.js';

const other = (devices: readonly Device[]): Device => devices.find(({ current }) => !current)!;

/** The contexts that pages make from now on. */
function watchContexts(): { readonly contexts: AudioContext[]; restore(): void } {
  const contexts: AudioContext[] = [];
  const Original = globalThis.AudioContext;
  globalThis.AudioContext = class extends Original {
    constructor(options?: AudioContextOptions) {
      super(options);
      contexts.push(this);
    }
  };
  return { contexts, restore: () => void (globalThis.AudioContext = Original) };
}

/** Replaces a property of a context. Returns a function that restores it. */
function pretend(context: AudioContext, says: Readonly<Record<string, unknown>>): () => void {
  for (const [name, value] of Object.entries(says)) Object.defineProperty(context, name, { configurable: true, value });
  return () => {
    for (const name of Object.keys(says)) Reflect.deleteProperty(context, name);
  };
}

const stateChanges = (context: AudioContext): boolean => context.dispatchEvent(new Event('statechange'));

/** Waits until the service has received more audio. */
async function goesOn({ service }: Stage): Promise<void> {
  const { length } = (await heardBy(await service())).samples;
  await until('more is heard', async () => (await heardBy(await service())).samples.length > length + 2400);
}

describe('the devices of a call', function () {
  let staged: Stage;
  let agent: VoiceLiveAgent;
  let watching: Watch;
  let contexts: AudioContext[];
  let unwatch: () => void;

  const begin = async (attributes: Readonly<Record<string, string>> = {}): Promise<void> => {
    staged = await stage({ 'turn-detection': 'none', ...attributes });
    ({ agent } = staged);
    await agent.start();
  };
  const trackStates = (): string[] => watching.tracks.map(({ readyState }) => readyState);

  beforeEach(() => {
    watching = watch();
    const watched = watchContexts();
    ({ contexts } = watched);
    unwatch = watched.restore;
  });

  afterEach(async () => {
    // A removed agent lets go in the next task, because it may have been moved. Until then a context that is closed under
    // its call is made anew, and the next test would get that one.
    await agent.stop();
    agent.remove();
    watching.restore();
    unwatch();
    // So that the next test does not get this test's context. After a long test the product has closed it.
    await contexts
      .at(-1)
      ?.close()
      .catch(() => undefined);
  });

  it('are listed, with the ones in use', async () => {
    await begin();
    const { inputs, outputs } = await agent.devices();
    expect(inputs.length).to.be.above(1);
    expect(inputs.filter(({ current }) => current)).to.have.lengthOf(1);
    expect(outputs.filter(({ current }) => current)).to.have.lengthOf(1);
    expect(inputs[0]!.label).not.to.equal('');
  });

  it('change in mid-call: another microphone, the same session, worker and context', async () => {
    await begin();
    const { sessionId } = agent;
    const wanted = other((await agent.devices()).inputs);
    await agent.setInputDevice(wanted.deviceId);
    expect(trackStates()).to.deep.equal(['ended', 'live']);
    expect(watching.tracks[1]!.getSettings().deviceId).to.equal(wanted.deviceId);
    await goesOn(staged);
    expect(agent.sessionId).to.equal(sessionId);
    expect(watching.workers).to.have.lengthOf(1);
    expect(contexts.length).to.be.at.most(1);
    const { deviceId, label } = wanted;
    expect(staged.details('vla-device')).to.deep.equal([{ kind: 'input', deviceId, label, reason: 'chosen' }]);
    expect(agent.inputDevice).to.equal(deviceId);
    expect((await agent.devices()).inputs.find(({ current }) => current)!.deviceId).to.equal(deviceId);
  });

  it('change by attribute too, and two wishes at once end with the last', async () => {
    await begin();
    const { inputs } = await agent.devices();
    const wanted = other(inputs).deviceId;
    agent.setAttribute('input-device', wanted);
    await staged.seen('vla-device', ({ deviceId }) => deviceId === wanted);
    const quick = delayMicrophone(0.4);
    const slow = agent.setInputDevice(inputs[0]!.deviceId);
    await seconds(0.1);
    quick();
    await Promise.all([slow, agent.setInputDevice(wanted)]);
    expect(watching.tracks.at(-1)!.getSettings().deviceId).to.equal(wanted);
    expect(trackStates().filter((state) => state === 'live')).to.have.lengthOf(1);
  });

  it('begin as the attribute says, without anything to change later', async () => {
    await begin();
    const wanted = other((await agent.devices()).inputs).deviceId;
    await agent.stop();
    await agent.setInputDevice(wanted);
    await agent.start();
    expect(watching.tracks.at(-1)!.getSettings().deviceId).to.equal(wanted);
    expect(staged.details('vla-device')).to.be.empty;
  });

  it('stay when the other microphone cannot be had, and setInputDevice() rejects with a fault', async () => {
    await begin();
    const allow = refuseMicrophone('OverconstrainedError');
    const fault = await faultOf(agent.setInputDevice('gone'));
    allow();
    expect(fault.code).to.equal('mic-missing');
    expect(fault.message).not.to.equal('');
    expect(trackStates()).to.deep.equal(['live']);
    expect(agent.inputDevice).to.be.undefined;
    await goesOn(staged);
  });

  it('give way to the default when the microphone is unplugged', async () => {
    await begin();
    const { sessionId } = agent;
    watching.tracks[0]!.dispatchEvent(new Event('ended'));
    await staged.seen('vla-device', ({ kind, reason }) => kind === 'input' && reason === 'unplugged');
    expect(trackStates()).to.deep.equal(['ended', 'live']);
    await goesOn(staged);
    expect(agent.sessionId).to.equal(sessionId);
    expect(staged.details('vla-error')).to.be.empty;
  });

  it('end the call with a fault when the microphone is unplugged and there is no other', async () => {
    await begin();
    const allow = refuseMicrophone('NotFoundError');
    watching.tracks[0]!.dispatchEvent(new Event('ended'));
    expect((await staged.seen('vla-error')).code).to.equal('mic-missing');
    allow();
    expect(agent.state).to.equal('error');
    expect(trackStates()).to.deep.equal(['ended']);
  });

  it('leave no track behind when the call ends while another microphone is opened', async () => {
    await begin();
    const change = agent.setInputDevice(other((await agent.devices()).inputs).deviceId);
    await agent.stop();
    await change;
    await seconds(0.5);
    expect(trackStates().every((state) => state === 'ended')).to.be.true;
  });

  it('tell of a device that was plugged in', async () => {
    await begin();
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    const told = await staged.seen('vla-device', ({ kind }) => kind === 'input');
    expect(told.reason).to.equal('changed');
    await staged.seen('vla-device', ({ kind }) => kind === 'output');
    const count = staged.details('vla-device').length;
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    await seconds(0.5);
    expect(staged.details('vla-device')).to.have.lengthOf(count); // nothing has changed
  });

  it('change the speaker in mid-call, and keep it when another refuses', async () => {
    await begin();
    const wanted = other((await agent.devices()).outputs);
    const { deviceId, label } = wanted;
    await agent.setOutputDevice(deviceId);
    expect((contexts[0] as { sinkId?: string }).sinkId).to.equal(deviceId);
    expect(staged.details('vla-device')).to.deep.equal([{ kind: 'output', deviceId, label, reason: 'chosen' }]);
    expect((await faultOf(agent.setOutputDevice('gone'))).cause).to.contain('NotFoundError');
    expect(agent.outputDevice).to.equal(deviceId);
    await agent.sendText('hello');
    await staged.seen('vla-state', ({ state }) => state === 'speaking');
    await staged.seen('vla-state', ({ previous }) => previous === 'speaking'); // it was played to its end
    expect(contexts).to.have.lengthOf(1);
  });

  it('give way to the default speaker when the one in use is unplugged', async () => {
    await begin({ 'output-device': 'ear' }); // the device does not exist, and the call begins nevertheless
    expect((await staged.seen('vla-error')).cause).to.contain('NotFoundError');
    const { deviceId } = other((await agent.devices()).outputs);
    await agent.setOutputDevice(deviceId);
    const { enumerateDevices } = navigator.mediaDevices;
    navigator.mediaDevices.enumerateDevices = async () =>
      (await enumerateDevices.call(navigator.mediaDevices)).filter((device) => device.deviceId !== deviceId);
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    await staged.seen('vla-device', ({ kind, reason }) => kind === 'output' && reason === 'unplugged');
    navigator.mediaDevices.enumerateDevices = enumerateDevices;
    expect((contexts.at(-1) as { sinkId?: string }).sinkId).to.equal('');
  });

  it('that cannot be opened are reported once, and not again with every other change', async () => {
    await begin({ 'output-device': 'ear' });
    await staged.seen('vla-error');
    agent.setAttribute('input-device', 'mouth');
    await until('both are told', () => staged.details('vla-error').length === 2);
    for (const volume of [0.5, 0.4, 0.3]) {
      agent.volume = volume;
      await seconds(0.2);
    }
    expect(staged.details('vla-error').map(({ code }) => code)).to.deep.equal(['audio-blocked', 'mic-missing']);
    expect(trackStates()).to.deep.equal(['live']);
  });

  it('are louder than 1 with a limiter, from the start and later', async () => {
    const made: string[] = [];
    const { connect } = AudioNode.prototype;
    AudioNode.prototype.connect = function (this: AudioNode, ...args: unknown[]): unknown {
      if (args[0] instanceof AudioDestinationNode) made.push(this.constructor.name);
      return Reflect.apply(connect, this, args);
    } as typeof connect;
    await begin({ volume: '1.5' });
    await until('there is a limiter', () => made.includes('WaveShaperNode'));
    const count = made.length;
    agent.volume = 0.5;
    await until('it is gone', () => made.length > count);
    expect(made.at(-1)).to.equal('GainNode');
    AudioNode.prototype.connect = connect;
  });

  it('rest while a phone call interrupts, and go on after it', async () => {
    await begin();
    const context = contexts[0]!;
    let resumed = 0;
    const back = pretend(context, { state: 'interrupted', resume: () => Promise.resolve(void resumed++) });
    stateChanges(context);
    await seconds(0.7);
    expect(resumed).to.equal(0);
    back();
    pretend(context, { state: 'suspended', resume: () => (resumed++, Reflect.deleteProperty(context, 'state')) });
    stateChanges(context);
    await until('it is resumed', () => resumed > 0);
    await seconds(0.7);
    expect(contexts).to.have.lengthOf(1);
    expect(staged.details('vla-error')).to.be.empty;
    await goesOn(staged);
  });

  it('are made anew when the clock stands still, in the same session', async () => {
    await begin();
    const { sessionId } = agent;
    const old = contexts[0]!;
    pretend(old, { currentTime: old.currentTime });
    document.dispatchEvent(new Event('visibilitychange'));
    await until('another context', () => contexts.length === 2);
    await until('the old one is closed', () => old.state === 'closed');
    await goesOn(staged);
    await agent.sendText('hello');
    await staged.seen('vla-state', ({ state }) => state === 'speaking');
    expect(agent.sessionId).to.equal(sessionId);
    expect(watching.workers).to.have.lengthOf(1);
    expect(trackStates()[0]).to.equal('ended');
    expect(staged.details('vla-error')).to.be.empty;
  });

  it('that are made anew during an answer report how much of it was heard', async () => {
    await begin();
    await agent.sendText('tell me a long story');
    await staged.seen('vla-state', ({ state }) => state === 'speaking');
    await seconds(1);
    const old = contexts[0]!;
    pretend(old, { currentTime: old.currentTime });
    document.dispatchEvent(new Event('visibilitychange'));
    const { itemId, heardMs, heardText } = await staged.seen('vla-interrupt');
    expect(heardMs).to.be.within(500, 6000);
    const truncated = async () =>
      (await staged.service()).received.find(({ type }) => type === 'conversation.item.truncate')?.event;
    await until('the service knows', async () => (await truncated()) !== undefined);
    expect(await truncated()).to.deep.include({ item_id: itemId, audio_end_ms: heardMs });
    expect(agent.messages.find((message) => message.itemId === itemId)).to.deep.include({ text: heardText });
    expect(staged.details('vla-metrics').every(({ bargeInMs }) => bargeInMs === undefined)).to.be.true;
    // The rest of the answer is not played; the next one is.
    await staged.seen('vla-state', ({ previous }) => previous === 'speaking');
    await agent.sendText('hello');
    const spoken = () => staged.details('vla-state').filter(({ state }) => state === 'speaking').length;
    await until('the next answer is heard', () => spoken() === 2);
  });

  it('are made anew once for two agents of a page', async () => {
    await begin();
    const second = await stage({ 'turn-detection': 'none' });
    await second.agent.start();
    const old = contexts[0]!;
    pretend(old, { currentTime: old.currentTime });
    document.dispatchEvent(new Event('visibilitychange'));
    await until('the old one is closed', () => old.state === 'closed');
    await Promise.all([goesOn(staged), goesOn(second)]);
    expect(contexts).to.have.lengthOf(2);
    second.agent.remove();
    await seconds(0.1);
    expect(contexts[1]!.state).to.equal('running');
    await goesOn(staged);
    agent.remove();
    await until('given back', () => contexts[1]!.state === 'suspended');
  });

  it('wait for the next tap where an autoplay rule holds the sound back, and the fault is cleared', async () => {
    const { resume } = AudioContext.prototype;
    const { state } = Object.getOwnPropertyDescriptors(BaseAudioContext.prototype);
    const refuse = (): Promise<void> => new Promise(() => undefined);
    AudioContext.prototype.resume = refuse;
    Object.defineProperty(BaseAudioContext.prototype, 'state', {
      configurable: true,
      get(this: BaseAudioContext): unknown {
        const real: unknown = state.get!.call(this);
        return real === 'closed' ? real : 'suspended';
      },
    });
    await begin();
    expect((await staged.seen('vla-error')).code).to.equal('audio-blocked');
    expect(agent.fault?.code).to.equal('audio-blocked');
    expect(agent.state).to.equal('listening');
    AudioContext.prototype.resume = resume;
    Object.defineProperty(BaseAudioContext.prototype, 'state', state);
    await seconds(1.2);
    expect(agent.fault?.code).to.equal('audio-blocked'); // nobody has tapped
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    await until('the fault is cleared', () => agent.fault === undefined);
    expect(staged.details('vla-error')).to.have.lengthOf(1);
    await goesOn(staged);
  });
});
