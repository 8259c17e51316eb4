/** Real calls: with the emulator as the service, and a microphone into which a recording is played. */
import { expect } from '@open-wc/testing';
import type { Device } from '../../src/index.js';
import { heardBy, seconds, stage, until, type Stage } from '../helpers/page/live-agent.js';
import { tapOutput } from '../helpers/page/record-output.js';
import { watch } from '../helpers/page/resource-watch.js';
import { deepFind } from '../helpers/page/shadow-dom.js';
import { feature, speak } from '../helpers/page/smoke.js';
import { bursts } from '../helpers/page/tone-bursts.js';

/** The recording's two tones, and the time between their onsets. */
const LOW_HZ = 1000;
const HIGH_HZ = 1500;
const APART_S = 3.88;

/** Until then the service has heard some room, and nothing of what follows is taken for it. */
const SILENCE_S = 0.5;

/** The device of this name, by browser-desk.mjs. */
const named = (name: string, devices: readonly Device[]): Device => {
  const found = devices.find(({ label }) => label === name);
  if (!found) throw new Error(`${name} is not among ${devices.map(({ label }) => label).join(', ')}`);
  return found;
};

/** Waits until the agent has spoken and has been silent again. */
const answered = ({ seen }: Stage): Promise<unknown> => seen('vla-state', ({ previous }) => previous === 'speaking');

describe('calls', () => {
  feature('a call with a microphone', async () => {
    const tap = tapOutput();
    const staged = await stage();
    const { agent, details } = staged;
    await agent.start();
    await seconds(SILENCE_S);
    await speak();
    await answered(staged);
    const states = details('vla-state').map(({ state }) => state);
    expect(states.slice(-4)).to.deep.equal(['hearing', 'thinking', 'speaking', 'listening']);

    // The emulator repeats what it heard. So the tones are found on both ways, as far apart as they were said.
    const sent = await heardBy(await staged.service());
    const played = await tap.recording();
    tap.restore();
    for (const [what, { samples, rate }] of Object.entries({ sent, played })) {
      const [low, high] = [LOW_HZ, HIGH_HZ].map((hz) => bursts(samples, rate, hz).at(-1) ?? NaN);
      expect(high! - low!, `seconds between the tones that were ${what}`).to.be.closeTo(APART_S, 0.15);
    }
    expect(agent.messages.map(({ role }) => role)).to.deep.equal(['user', 'agent']);
    expect(details('vla-error')).to.be.empty;
  });

  feature('barge-in', async () => {
    const tap = tapOutput();
    const { agent, seen, service } = await stage();
    await agent.start();
    await agent.sendText('tone 20');
    await seen('vla-state', ({ state }) => state === 'speaking');
    await seconds(2);
    await speak();
    const { itemId, heardMs } = await seen('vla-interrupt');
    await seconds(0.4);
    const { samples, rate } = await tap.recording();
    tap.restore();
    expect(heardMs, 'ms that were heard').to.be.within(500, 15_000);
    const last = samples.subarray(-Math.round(rate / 5));
    expect(Math.max(...last.map(Math.abs)), 'loudness of the last 200 ms').to.be.below(1e-3);
    const truncation = async () =>
      (await service()).received.find(({ type }) => type === 'conversation.item.truncate')?.event;
    await until('the service is told', async () => (await truncation()) !== undefined);
    expect(await truncation()).to.deep.include({ item_id: itemId, audio_end_ms: heardMs });
  });

  feature('mute', async () => {
    const { agent, seen, service } = await stage();
    await agent.start();
    await speak();
    await seen('vla-state', ({ state }) => state === 'hearing');
    agent.muted = true;
    await until('the turn is closed', () => agent.state !== 'hearing');
    await seen('vla-mute', ({ muted }) => muted);
    agent.interrupt();
    const heard = async () => {
      const { samples } = await heardBy(await service());
      return samples.subarray(-4800).some((sample) => sample !== 0);
    };
    await until('nothing is heard any more', async () => !(await heard()));
    agent.muted = false;
    await speak();
    await until('the visitor is heard again', heard);
  });

  feature('the end of a call', async () => {
    const watching = watch();
    const { agent, details, seen } = await stage({ 'turn-detection': 'none' });
    await agent.start();
    await agent.sendText('hello');
    await seen('vla-state', ({ state }) => state === 'speaking');
    await agent.stop();
    watching.restore();
    expect(agent.state).to.equal('ended');
    expect(watching.tracks.map(({ readyState }) => readyState)).to.deep.equal(['ended']);
    await until('the sound rests', () => watching.contexts.every(({ state }) => state !== 'running'));
    expect(details('vla-error')).to.be.empty;
  });

  feature('push to talk', async () => {
    const staged = await stage({ 'push-to-talk': '' });
    const { agent, seen } = staged;
    agent.show();
    // Until the feature is loaded, the panel has a plain button of the same part, which does not take keys.
    const inHold = () => deepFind(agent, 'vla-hold')?.shadowRoot?.querySelector('[part=mic]');
    await until('the button is there', () => Boolean(inHold()));
    const button = inHold()!;
    const key = (type: string): boolean =>
      button.dispatchEvent(new KeyboardEvent(type, { key: ' ', bubbles: true, cancelable: true, composed: true }));
    key('keydown');
    await seen('vla-state', ({ state }) => state === 'listening');
    await seconds(SILENCE_S);
    await speak();
    await seconds(2);
    key('keyup');
    await answered(staged);
    expect(agent.messages[0]!.text).to.match(/seconds of speech/);
  });

  feature('choice of a microphone', async () => {
    const { agent, seen, service } = await stage({ 'turn-detection': 'none' });
    await agent.start();
    const wanted = named('spare-microphone', (await agent.devices()).inputs);
    expect(wanted.current).to.be.false;
    await agent.setInputDevice(wanted.deviceId);
    expect((await seen('vla-device')).label).to.equal(wanted.label);
    expect(named('spare-microphone', (await agent.devices()).inputs).current).to.be.true;
    const heard = async () => (await heardBy(await service())).samples.length;
    const before = await heard();
    await until('it is heard', async () => (await heard()) > before + 4800);
  });

  feature(
    'choice of a speaker',
    async () => {
      const staged = await stage({ 'turn-detection': 'none' });
      const { agent, seen, details } = staged;
      await agent.start();
      const wanted = named('spare-ear', (await agent.devices()).outputs);
      await agent.setOutputDevice(wanted.deviceId);
      expect((await seen('vla-device')).label).to.equal(wanted.label);
      await agent.sendText('hello');
      await answered(staged);
      expect(details('vla-error')).to.be.empty;
    },
    () => 'setSinkId' in HTMLMediaElement.prototype,
  );

  feature('volume above 1', async () => {
    const tap = tapOutput();
    const staged = await stage({ 'turn-detection': 'none', volume: '2' });
    const { agent } = staged;
    await agent.start();
    await agent.sendText('hello');
    await answered(staged);
    const { samples } = await tap.recording();
    tap.restore();
    const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(loudest, 'the limiter keeps it within its range').to.be.within(0.05, 1);
  });
});
