/**
 * Devices other than the default, volumes above 1, and recovery of audio that was lost. Loaded when one of these is needed,
 * which few calls do.
 */
import { AudioRecovery } from './audio-recovery.js';
import { DeviceManager, type DeviceKind } from './device-manager.js';
import type { DeviceList } from '../../../audio/io/device-list.js';
import type { AudioTrouble } from '../../contract/call-audio.js';
import type { Feature, FeatureContext } from '../../contract/feature.js';
import type { View } from '../../contract/view.js';

export const create = (agent: FeatureContext): Devices => new Devices(agent);

class Devices implements Feature {
  readonly #agent: FeatureContext;
  readonly #manager: DeviceManager;
  readonly #recovery: AudioRecovery;
  /** The settings to which the call was adjusted last. */
  #wanted: readonly unknown[] = [];

  constructor(agent: FeatureContext) {
    this.#agent = agent;
    this.#manager = new DeviceManager(agent);
    this.#recovery = new AudioRecovery(agent, this.#manager);
  }

  onUpdate(): void {
    const { host, conversation } = this.#agent;
    const { audio } = conversation;
    const wanted = [audio, audio?.speaker, host.volume, host.inputDevice, host.outputDevice];
    if (wanted.every((each, at) => each === this.#wanted[at])) return;
    this.#wanted = wanted;
    if (audio) this.#manager.adjust(audio);
  }

  onAudioTrouble(trouble: AudioTrouble): void {
    const { audio } = this.#agent.conversation;
    if (audio) this.#recovery.mend(audio, trouble);
  }

  view(): Partial<View> {
    const { known } = this.#manager;
    return known.inputs.length + known.outputs.length > 0 ? { devices: known } : {};
  }

  list(): Promise<DeviceList> {
    return this.#manager.list();
  }

  /** Switches to this device. Rejects with a `Fault` when it cannot be used; then the one before stays in use. */
  async use(kind: DeviceKind, deviceId: string): Promise<void> {
    await this.#agent.mustHaveWorked(await this.#manager.use(kind, deviceId));
  }
}
