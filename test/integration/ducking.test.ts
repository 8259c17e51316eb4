import { expect } from '@open-wc/testing';
import { seconds, stage, until } from '../helpers/page/live-agent.js';
import { tapOutput, type Recording } from '../helpers/page/record-output.js';

/** Replaces the microphone of the page by one that hums. Returns a function that restores it. */
function hummingMicrophone(): () => void {
  const devices = navigator.mediaDevices;
  const getUserMedia = devices.getUserMedia;
  const context = new AudioContext();
  const hum = new OscillatorNode(context, { frequency: 200 });
  const loudness = new GainNode(context, { gain: 0.3 });
  hum.connect(loudness);
  hum.start();
  devices.getUserMedia = async () => {
    await context.resume();
    const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    loudness.connect(destination);
    return destination.stream;
  };
  return () => {
    devices.getUserMedia = getUserMedia;
    void context.close();
  };
}

const STEP_MS = 2.5; // longer than half a wave of the tone

/** Loudness over time of the last continuous sound without its first and last 100 ms; 1 is the normal loudness. */
function loudness({ samples, rate }: Recording): number[] {
  const step = Math.round((STEP_MS * rate) / 1000);
  const peaks: number[] = [];
  for (let at = 0; at + step <= samples.length; at += step) {
    peaks.push(samples.subarray(at, at + step).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0));
  }
  const end = peaks.findLastIndex((peak) => peak > 0.01);
  const heard = peaks.slice(peaks.findLastIndex((peak, i) => i < end && peak < 0.01) + 1, end);
  const full = [...heard].sort((a, b) => a - b)[Math.floor(heard.length / 2)]!;
  return heard.slice(100 / STEP_MS, -100 / STEP_MS).map((peak) => peak / full);
}

/** The visitor begins to speak during the tone, which follows a sentence. The service does not react. */
async function speakInto(attributes: Readonly<Record<string, string>>): Promise<number[]> {
  const tap = tapOutput();
  const restore = hummingMicrophone();
  const { agent, seen, details } = await stage({ 'turn-detection': 'none', muted: '', ...attributes });
  await agent.start();
  await agent.sendText('tone 3');
  await seen('vla-state', ({ state }) => state === 'speaking');
  await seconds(2);
  agent.muted = false;
  await until('the tone is over', () =>
    details('vla-speech').some(({ who, speaking }) => who === 'agent' && !speaking),
  );
  const recording = await tap.recording();
  tap.restore();
  restore();
  agent.remove();
  return loudness(recording);
}

describe('local ducking', function () {
  it('plays 12 dB softer when the visitor begins to speak, and comes back when nobody confirms it', async () => {
    const heard = await speakInto({});
    expect(heard.length * STEP_MS, 'a tone without a gap').to.be.greaterThan(2500);
    const down = heard.findIndex((gain) => gain < 0.95);
    const lowest = heard.findIndex((gain) => gain < 0.27);
    const up = heard.findLastIndex((gain) => gain < 0.27);
    const back = heard.findLastIndex((gain) => gain < 0.95);
    expect(down).to.be.greaterThan(0);
    expect(20 * Math.log10(Math.min(...heard))).to.be.closeTo(-12, 1);
    expect((lowest - down) * STEP_MS, 'the way down').to.be.at.most(30);
    expect((back - up) * STEP_MS, 'the way back').to.be.within(60, 110);
    // The time is counted in chunks of the microphone (300 ms). They arrive in bursts, so the end is not exact.
    expect((up - down) * STEP_MS, 'the time it is softer').to.be.within(200, 500);
    expect(heard.filter((gain, i) => (i < down || i > back) && gain < 0.95)).to.be.empty;
  });

  it('leaves the playback alone with ducking="false"', async () => {
    const heard = await speakInto({ ducking: 'false' });
    expect(heard.length * STEP_MS, 'a tone without a gap').to.be.greaterThan(2500);
    expect(Math.min(...heard)).to.be.greaterThan(0.95);
  });
});
