import { expect } from '@open-wc/testing';
import { create } from '../../../../src/components/features/devices/devices.js';
import type { CallAudioHandle } from '../../../../src/components/contract/call-audio.js';
import { fakeContext } from '../../../helpers/page/feature-context.js';

const device = (kind: MediaDeviceKind, deviceId: string) => ({ kind, deviceId, label: `the ${deviceId}` });
const DEVICES = [device('audioinput', 'built-in'), device('audioinput', 'headset'), device('audiooutput', 'speakers')];

/** A call on the built-in microphone, without a speaker yet. */
function call(lifetime = new AbortController()) {
  const used: MediaStream[] = [];
  const track = { getSettings: () => ({ deviceId: used.length > 0 ? 'headset' : 'built-in' }) };
  const microphone = { track, use: (stream: MediaStream) => void used.push(stream) };
  const audio = {
    inputDevice: undefined,
    microphone,
    signal: lifetime.signal,
    microphoneOptions: { signal: lifetime.signal },
  };
  return { audio: audio as unknown as CallAudioHandle, used };
}

describe('the feature devices', () => {
  const { mediaDevices } = navigator;
  const { getUserMedia } = mediaDevices;
  let asked: (string | undefined)[];

  beforeEach(() => {
    asked = [];
    mediaDevices.enumerateDevices = async () => DEVICES as unknown as MediaDeviceInfo[];
    mediaDevices.getUserMedia = async (constraints) => {
      const { deviceId } = constraints!.audio as { readonly deviceId?: { readonly exact?: string } };
      asked.push(deviceId?.exact);
      return new MediaStream();
    };
  });

  afterEach(() => {
    delete (mediaDevices as Partial<MediaDevices>).enumerateDevices; // the browser's own is inherited
    mediaDevices.getUserMedia = getUserMedia;
  });

  it('lists what there is, and shows it from then on', async () => {
    const feature = create(fakeContext({ inputDevice: 'headset' }));
    expect(feature.view()).to.deep.equal({});
    const { inputs, outputs } = await feature.list();
    expect(inputs.filter(({ current }) => current).map(({ deviceId }) => deviceId)).to.deep.equal(['headset']);
    expect(outputs).to.have.lengthOf(1);
    expect(feature.view()).to.deep.equal({ devices: { inputs, outputs } });
  });

  it('changes the microphone of a call, and tells the page which it is now', async () => {
    const { audio, used } = call();
    const agent = fakeContext({}, { audio });
    await create(agent).use('input', 'headset');
    expect(asked).to.deep.equal(['headset']);
    expect(used).to.have.lengthOf(1);
    expect(audio.inputDevice).to.equal('headset');
    expect(agent.told).to.deep.equal([
      { name: 'vla-device', detail: { kind: 'input', deviceId: 'headset', label: 'the headset', reason: 'chosen' } },
    ]);
  });

  it('keeps the microphone when the other one cannot be had, and rejects with a fault', async () => {
    const { audio, used } = call();
    const agent = fakeContext({}, { audio });
    mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotReadableError'));
    const code = await create(agent)
      .use('input', 'headset')
      .catch((fault: { readonly code: string }) => fault.code);
    expect(code).to.equal('mic-busy');
    expect(used).to.be.empty;
    expect(agent.told).to.be.empty;
  });

  it('makes a call what the attributes say, once for each change', async () => {
    const { audio } = call();
    const agent = fakeContext({ inputDevice: 'headset' }, { audio });
    const feature = create(agent);
    feature.onUpdate();
    feature.onUpdate();
    while (agent.told.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(asked).to.deep.equal(['headset']);
  });

  it('opens no microphone without a call', async () => {
    await create(fakeContext()).use('input', 'headset');
    expect(asked).to.be.empty;
  });
});
