/**
 * Recovers the audio of a call when its microphone is gone or its AudioContext stands still. When nothing else helps, it
 * waits for the visitor's next tap, since browsers let audio start there.
 */
import type { DeviceManager } from './device-manager.js';
import { abandonContext } from '../../../audio/io/audio-context.js';
import { contextHealth, nextGesture } from '../../../audio/io/context-recovery.js';
import type { AudioTrouble, CallAudioHandle } from '../../contract/call-audio.js';
import type { FeatureContext } from '../../contract/feature.js';
import { toWorker } from '../../session/call-audio.js';

/** A context whose clock does not move within this time stands still. */
const CLOCK_MS = 500;
/** The same time after devices have changed: a headset that comes or goes may stop the clock for a while. */
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

  /** Recovers from this trouble. It may be a false alarm, so the clock of the context is checked first. */
  mend(audio: CallAudioHandle, trouble: AudioTrouble): void {
    if (trouble === 'microphone') void this.#replug(audio);
    else if (trouble === 'devices') void this.#devices.inTurn(audio, () => this.#devices.changed());
    else void this.#careFor(audio, CLOCK_MS);
  }

  /** Replaces a microphone that is gone by the default one. */
  async #replug(audio: CallAudioHandle): Promise<void> {
    const gone = audio.microphone?.track;
    const outcome = await this.#devices.inTurn(audio, async () => {
      if (audio.microphone?.track !== gone) return; // replaced meanwhile
      await this.#devices.switch(audio, undefined);
      await this.#devices.tell('input', 'unplugged');
    });
    if (!outcome.ok) this.#agent.conversation.fail(outcome.problem);
  }

  /** Revives the context, unless that is under way already, or the call has no speaker yet. */
  async #careFor(audio: CallAudioHandle, clockMs: number): Promise<void> {
    if (!audio.speaker || this.#inCare.has(audio)) return;
    this.#inCare.add(audio);
    try {
      await this.#revive(audio, clockMs);
    } catch {
      // The call has ended meanwhile.
    } finally {
      this.#inCare.delete(audio);
    }
  }

  /** Returns when the context runs. A stalled one is renewed once; if that does not help, the visitor's next tap may. */
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

  /** Gives the same conversation a new context, microphone and speaker. */
  async #renew(audio: CallAudioHandle): Promise<void> {
    abandonContext(audio.held.context);
    audio.hold();
    const { microphone: old, speaker: silent } = audio;
    // A track that still runs is used again, so that the visitor is not asked for the microphone.
    const alive = old && old.track.readyState === 'live' && !old.track.muted;
    const microphone = await audio.openMicrophone(alive ? Promise.resolve(old.stream.clone()) : undefined);
    old?.close();
    const speaker = await audio.openSpeaker();
    silent?.close();
    if (silent) this.#devices.closeRoute(silent);
    const { conversation } = this.#agent;
    conversation.tell('attachMicrophone', toWorker(microphone));
    conversation.tell('detachSpeaker'); // audio that the old speaker still has will not be heard
    conversation.tell('attachSpeaker', toWorker(speaker), speaker.latencyMs);
    this.#devices.adjust(audio);
  }
}
