/** The way to call-devices.ts, which few calls need: loaded for those. */
import type { CallDevices, DeviceSeat } from './device-manager.js';
import type { CallSound, Trouble } from '../../session/call-audio.js';
import { Lazy } from '../../base/lazy.js';

export class SoundCare {
  readonly #seat: DeviceSeat;
  readonly #devices = new Lazy(async () => new (await import('./device-manager.js')).CallDevices(this.#seat));

  constructor(seat: DeviceSeat) {
    this.#seat = seat;
  }

  devices(): Promise<CallDevices> {
    return this.#devices.get();
  }

  /** Makes the call what the attributes say. */
  adjust(): void {
    const { sound, host } = this.#seat;
    const { volume, inputDevice, outputDevice } = host.wishes;
    if (!sound) return;
    sound.setVolume(volume);
    // plain volumes, and the devices that the call began with, need no more
    if (this.#devices.loading || volume > 1 || outputDevice || inputDevice !== sound.inputDevice) {
      this.#run((devices) => devices.adjust(sound));
    }
  }

  /** A context that was just made knows nothing of it yet; and devices change. */
  tellLatency(): void {
    const { speaker } = this.#seat.sound ?? {};
    if (speaker) this.#seat.command(({ engine }) => engine.setSpeakerLatency(speaker.latencyMs));
  }

  mend(sound: CallSound, trouble: Trouble): void {
    this.#run((devices) => devices.mend(sound, trouble));
  }

  #run(task: (devices: CallDevices) => unknown): void {
    void this.devices().then(task, (error: unknown) =>
      this.#seat.note({ code: 'audio-blocked', cause: String(error) }),
    );
  }
}
