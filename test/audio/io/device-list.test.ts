import { expect } from '@open-wc/testing';
import { listDevices } from '../../../src/audio/io/device-list.js';

const device = (kind: MediaDeviceKind, deviceId: string, label = deviceId) => ({ kind, deviceId, label });

const pretend = (...devices: ReturnType<typeof device>[]): void => {
  navigator.mediaDevices.enumerateDevices = () => Promise.resolve(devices as unknown as MediaDeviceInfo[]);
};
const currents = (devices: readonly { deviceId: string; current: boolean }[]): string[] =>
  devices.filter(({ current }) => current).map(({ deviceId }) => deviceId);

describe('listDevices', () => {
  afterEach(() => {
    delete (navigator.mediaDevices as Partial<MediaDevices>).enumerateDevices; // the stub; the browser's is inherited
  });

  it('lists what this browser has, as plain data', async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const { inputs } = await listDevices(stream.getAudioTracks()[0]!.getSettings().deviceId, undefined);
    for (const track of stream.getTracks()) track.stop();
    expect(inputs).not.to.be.empty;
    expect(Object.keys(inputs[0]!)).to.deep.equal(['deviceId', 'label', 'current']);
    expect(inputs[0]!.label).not.to.equal('');
    expect(currents(inputs)).to.have.lengthOf(1);
  });

  it('parts microphones from speakers, and leaves cameras out', async () => {
    pretend(device('audioinput', 'a'), device('videoinput', 'v'), device('audiooutput', 'b'));
    const { inputs, outputs } = await listDevices('a', 'b');
    expect(inputs).to.deep.equal([{ deviceId: 'a', label: 'a', current: true }]);
    expect(outputs).to.deep.equal([{ deviceId: 'b', label: 'b', current: true }]);
  });

  it('takes the first for the default, as browsers order them', async () => {
    pretend(device('audioinput', 'default'), device('audioinput', 'desk'));
    for (const id of [undefined, '', 'default']) {
      expect(currents((await listDevices(id, undefined)).inputs)).to.deep.equal(['default']);
    }
  });

  it('calls none current when the one in use is not in the list', async () => {
    pretend(device('audioinput', 'default'));
    expect(currents((await listDevices('gone', undefined)).inputs)).to.be.empty;
  });

  it('leaves ids and labels empty until the visitor has allowed the microphone', async () => {
    pretend(device('audioinput', ''));
    expect((await listDevices(undefined, undefined)).inputs).to.deep.equal([
      { deviceId: '', label: '', current: true },
    ]);
  });

  it('lists nothing where the page may not ask', async () => {
    navigator.mediaDevices.enumerateDevices = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    expect(await listDevices(undefined, undefined)).to.deep.equal({ inputs: [], outputs: [] });
  });
});
