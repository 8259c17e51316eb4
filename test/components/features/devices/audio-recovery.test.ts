import { expect } from '@open-wc/testing';
import { AudioRecovery } from '../../../../src/components/features/devices/audio-recovery.js';
import { DeviceManager } from '../../../../src/components/features/devices/device-manager.js';
import type { CallAudioHandle } from '../../../../src/components/contract/call-audio.js';
import { fakeContext } from '../../../helpers/page/feature-context.js';
import { until } from '../../../helpers/page/live-agent.js';

const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A microphone's track, which the system may take away and give back. */
class Track extends EventTarget {
  muted = false;
  readyState = 'live';
  getSettings(): object {
    return { deviceId: 'built-in' };
  }
  become(muted: boolean): void {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }
}

class Context extends EventTarget {
  state = 'running';
  sampleRate = new AudioContext().sampleRate;
  #time = 0;
  get currentTime(): number {
    return (this.#time += 0.1);
  }
  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

/** A call whose microphone and context the test sets. */
function call() {
  const lifetime = new AbortController();
  const context = new Context();
  const track = new Track();
  const used: MediaStream[] = [];
  let renewed = 0;
  const held = {
    context,
    resume: async () => {
      context.become('running');
      return 'running';
    },
  };
  const audio = {
    inputDevice: 'built-in',
    held,
    microphone: { track, stream: new MediaStream(), use: (stream: MediaStream) => void used.push(stream), close() {} },
    speaker: { close() {} },
    signal: lifetime.signal,
    microphoneOptions: { signal: lifetime.signal },
    hold: () => {
      renewed++;
      context.sampleRate = new AudioContext().sampleRate;
    },
    openMicrophone: () => Promise.reject(new DOMException('as far as this test goes', 'NotFoundError')),
  };
  const agent = fakeContext({}, { audio: audio as unknown as CallAudioHandle });
  const recovery = new AudioRecovery(agent, new DeviceManager(agent));
  const troubled = (): void => recovery.mend(audio as unknown as CallAudioHandle, 'context');
  return { agent, context, track, used, lifetime, troubled, renewals: () => renewed };
}

describe('after an interruption', () => {
  const { mediaDevices } = navigator;
  let asked: unknown[];

  beforeEach(() => {
    asked = [];
    mediaDevices.getUserMedia = async (constraints) => {
      asked.push((constraints!.audio as MediaTrackConstraints).deviceId);
      return new MediaStream();
    };
  });

  afterEach(() => {
    delete (mediaDevices as Partial<MediaDevices>).getUserMedia;
    Reflect.deleteProperty(navigator, 'audioSession');
  });

  it('the same microphone is asked for anew when the system keeps it muted', async () => {
    const { context, track, used, troubled, lifetime } = call();
    track.become(true);
    context.become('interrupted');
    troubled();
    await soon(50);
    expect(asked).to.be.empty;
    context.become('suspended');
    await until('it is asked for', () => used.length === 1);
    expect(asked).to.deep.equal([{ exact: 'built-in' }]);
    lifetime.abort();
  });

  it('a microphone that comes back is kept', async () => {
    const { context, track, troubled, lifetime } = call();
    track.become(true);
    context.become('interrupted');
    troubled();
    context.become('suspended');
    await soon(700);
    track.become(false);
    await soon(1500);
    expect(asked).to.be.empty;
    lifetime.abort();
  });

  it('one that the visitor muted in the browser stays so: nothing was interrupted', async () => {
    const { track, troubled, lifetime } = call();
    track.become(true);
    troubled(); // the visitor has looked at another page meanwhile
    await soon(2000);
    expect(asked).to.be.empty;
    lifetime.abort();
  });

  for (const [system, session, times] of [
    ['Safari, which does not convert', { type: 'auto' }, 1],
    ['a browser that converts', undefined, 0],
  ] as const) {
    it(`a context of another rate than the device is made anew ${times} times in ${system}`, async () => {
      if (session) Object.defineProperty(navigator, 'audioSession', { configurable: true, value: session });
      const { context, troubled, renewals, lifetime } = call();
      context.sampleRate = 16_000;
      troubled();
      await soon(1000);
      expect(renewals()).to.equal(times);
      lifetime.abort();
    });
  }
});
