/**
 * Audio that was taken away and comes back: a device that is gone, a context that stands still. It mends the call where it
 * can, and else waits for the visitor's next tap.
 */
import type { DeviceManager } from './device-manager.js';
import { abandonContext } from '../../../audio/io/audio-context.js';
import { contextHealth, nextGesture } from '../../../audio/io/context-recovery.js';
import type { AudioTrouble, CallAudioHandle } from '../../contract/call-audio.js';
import type { FeatureContext } from '../../contract/feature.js';
import { toWorker } from '../../session/call-audio.js';

/** A clock that does not move within this time stands still. */
const CLOCK_MS = 500;
/** A headset that comes or goes may hold the clock for a while. */
const SETTLE_MS = 2000;

export class AudioRecovery {
  readonly #agent: FeatureContext;
  readonly #devices: DeviceManager;
  readonly #inCare = new WeakSet<CallAudioHandle>();

  constructor(agent: FeatureContext, devices: DeviceManager) {
    this.#agent = agent;
    this.#devices = devices;
    devices.onUnsettled = (audio) => void this.#careFor(audio, SETTLE_MS);
  }

  /** May be a false alarm: the clock of the audio tells. */
  mend(audio: CallAudioHandle, trouble: AudioTrouble): void {
    if (trouble === 'microphone') void this.#replug(audio);
    else if (trouble === 'devices') void this.#devices.inTurn(audio, () => this.#devices.changed());
    else void this.#careFor(audio, CLOCK_MS);
  }

  /** The device is gone: the default takes its place. */
  async #replug(audio: CallAudioHandle): Promise<void> {
    const gone = audio.microphone?.track;
    const outcome = await this.#devices.inTurn(audio, async () => {
      if (audio.microphone?.track !== gone) return; // replaced meanwhile
      await this.#devices.switch(audio, undefined);
      await this.#devices.tell('input', 'unplugged');
    });
    if (!outcome.ok) this.#agent.conversation.fail(outcome.problem);
  }

  /** One at a time, and not before the call is complete. */
  async #careFor(audio: CallAudioHandle, clockMs: number): Promise<void> {
    if (!audio.speaker || this.#inCare.has(audio)) return;
    this.#inCare.add(audio);
    try {
      await this.#revive(audio, clockMs);
    } catch {
      // the call was ended meanwhile
    } finally {
      this.#inCare.delete(audio);
    }
  }

  /** Returns when the context plays. Where nothing else helps the visitor's next tap is waited for. */
  async #revive(audio: CallAudioHandle, clockMs: number): Promise<void> {
    let told = false;
    let renewed = false;
    for (;;) {
      const health = await contextHealth(audio.held, audio.signal, clockMs);
      if (health === 'running') {
        if (this.#agent.conversation.problem?.code === 'audio-blocked') this.#agent.conversation.dismissProblem();
        return;
      }
      if (health === 'stalled' && !renewed) {
        const outcome = await this.#devices.inTurn(audio, () => this.#renew(audio));
        if (!outcome.ok) return void this.#agent.conversation.fail(outcome.problem);
        renewed = true;
        continue;
      }
      if (!told) this.#agent.conversation.note({ code: 'audio-blocked', cause: `the AudioContext is ${health}` });
      told = true;
      await nextGesture(audio.held, audio.signal);
      renewed = false;
    }
  }

  /** The same conversation with a context, a microphone and a speaker made anew. */
  async #renew(audio: CallAudioHandle): Promise<void> {
    abandonContext(audio.held.context);
    audio.hold();
    const { microphone: old, speaker: silent } = audio;
    // a track that still runs need not be asked for again
    const alive = old && old.track.readyState === 'live' && !old.track.muted;
    const microphone = await audio.openMicrophone(alive ? Promise.resolve(old.stream.clone()) : undefined);
    old?.close();
    const speaker = await audio.openSpeaker();
    silent?.close();
    if (silent) this.#devices.closeRoute(silent);
    const { conversation } = this.#agent;
    conversation.tell('attachMicrophone', toWorker(microphone));
    conversation.tell('detachSpeaker'); // what was under way there will not be heard
    conversation.tell('attachSpeaker', toWorker(speaker), speaker.latencyMs);
    this.#devices.adjust(audio);
  }
}
