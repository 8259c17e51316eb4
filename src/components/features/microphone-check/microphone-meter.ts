/** Opens the microphone only to measure its level. The audio does not leave the page. */
import { acquireContext } from '../../../audio/io/audio-context.js';
import { openStream } from '../../../audio/io/microphone.js';
import type { Problem } from '../../../worker/contract/faults.js';
import type { AssetLocator } from '../../contract/asset.js';
import { audioProblem } from '../../session/call-audio.js';

export interface Meter {
  /** The name of the device, as the browser tells it. */
  readonly label: string;
  /** Loudness now, RMS 0 to 1. */
  level(): number;
}

/** Asks for the microphone that a call would use. It is released when `signal` is aborted, and when opening fails. */
export async function openMeter(
  assets: AssetLocator,
  deviceId: string | undefined,
  signal: AbortSignal,
): Promise<Meter | Problem> {
  const open: (() => void)[] = [];
  const close = (): void => open.forEach((end) => end());
  try {
    const stream = await openStream({
      worklet: assets('capture.worklet'), // required by the type; a stream alone does not load it
      deviceId,
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
      signal,
    });
    open.push(() => stream.getTracks().forEach((track) => track.stop()));
    signal.throwIfAborted();
    const held = acquireContext();
    open.push(() => held.release());
    const source = held.context.createMediaStreamSource(stream);
    open.push(() => source.disconnect());
    const analyser = new AnalyserNode(held.context, { fftSize: 2048 });
    source.connect(analyser);
    signal.addEventListener('abort', close);
    const samples = new Float32Array(analyser.fftSize);
    return {
      label: stream.getAudioTracks()[0]?.label ?? '',
      level: () => {
        analyser.getFloatTimeDomainData(samples);
        return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
      },
    };
  } catch (error) {
    close();
    return audioProblem(error);
  }
}
