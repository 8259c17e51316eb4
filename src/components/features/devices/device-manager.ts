/**
 * Decides which microphone and speaker a call uses, by the visitor's choice, the attributes, and the devices that are
 * there. It does not revive a context that stands still; audio-recovery.ts does.
 */
import type { ReactiveController } from 'lit';
import { listDevices, plainId, type DeviceList } from '../../../audio/io/device-list.js';
import { openStream } from '../../../audio/io/microphone.js';
import { OutputRoute } from '../../../audio/io/output-route.js';
import type { Speaker } from '../../../audio/io/speaker.js';
import type { Outcome } from '../../../worker/contract/engine-api.js';
import type { DeviceDetail } from '../../contract/events.js';
import type { CallAudioHandle } from '../../contract/call-audio.js';
import type { FeatureContext } from '../../contract/feature.js';
import { audioProblem } from '../../session/call-audio.js';

export type DeviceKind = DeviceDetail['kind'];

const DONE: Outcome = { ok: true };

export class DeviceManager implements ReactiveController {
  readonly #agent: FeatureContext;
  readonly #routes = new WeakMap<Speaker, OutputRoute>();
  /** Runs changes one at a time, in the order of the requests, so that the last one wins. */
  #queue: Promise<unknown> = Promise.resolve();
  /** The devices as they were listed last. */
  known: DeviceList = { inputs: [], outputs: [] };
  /** Called after devices have changed in a call, because that may stop the clock of its context. */
  onUnsettled: ((audio: CallAudioHandle) => void) | undefined;

  constructor(agent: FeatureContext) {
    (this.#agent = agent).host.addController(this);
  }

  hostConnected(): void {
    mediaDevices()?.addEventListener('devicechange', this.#onDevices);
  }

  hostDisconnected(): void {
    mediaDevices()?.removeEventListener('devicechange', this.#onDevices);
  }

  /** Keeps the list of a picker up to date while there is no call. In a call, the trouble `devices` does that. */
  readonly #onDevices = (): unknown => this.#agent.conversation.audio ?? this.changed();

  async list(): Promise<DeviceList> {
    const { inputDevice, outputDevice } = this.#agent.host;
    const { audio } = this.#agent.conversation;
    const input = audio?.microphone ? audio.microphone.track.getSettings().deviceId : inputDevice;
    const output = (audio && this.route(audio)?.sink) ?? outputDevice;
    this.known = await listDevices(input, output);
    this.#agent.requestUpdate();
    return this.known;
  }

  /** Switches to the visitor's choice. A device that cannot be opened changes nothing. Without a call, it does nothing. */
  async use(kind: DeviceKind, deviceId: string): Promise<Outcome> {
    const { audio } = this.#agent.conversation;
    if (!audio) return DONE;
    return this.inTurn(audio, () => (kind === 'input' ? this.#hear(audio, deviceId) : this.#play(audio, deviceId)));
  }

  /** Adjusts the volume, the speaker and the microphone of a call to the attributes. */
  adjust(audio: CallAudioHandle): void {
    const settle = async (change: () => Promise<void>): Promise<void> => {
      const outcome = await this.inTurn(audio, change);
      if (!outcome.ok) this.#agent.conversation.note(outcome.problem);
    };
    void settle(async () => {
      const { volume, outputDevice } = this.#agent.host;
      const route = this.route(audio);
      route?.setVolume(volume);
      if (!route || plainId(outputDevice) === route.asked) return;
      route.asked = plainId(outputDevice); // set first, so that a failure is reported once and not with every update
      await this.#play(audio, outputDevice);
    });
    void settle(async () => {
      const { inputDevice } = this.#agent.host;
      if (!audio.microphone || plainId(inputDevice) === plainId(audio.inputDevice)) return;
      audio.inputDevice = inputDevice;
      await this.#hear(audio, inputDevice);
    });
  }

  /** Handles `devicechange`: lists the devices, reports changes, and leaves a speaker that is gone for the default one. */
  async changed(): Promise<void> {
    const before = this.known;
    const { audio } = this.#agent.conversation;
    const { inputs, outputs } = await this.list();
    if (!isSame(before.inputs, inputs)) await this.tell('input', 'changed');
    const route = audio && this.route(audio);
    const gone = route?.sink && outputs[0] && !outputs.some(({ current }) => current);
    if (gone) await route.setSink('').catch(() => undefined);
    if (gone || !isSame(before.outputs, outputs)) await this.tell('output', gone ? 'unplugged' : 'changed');
    if (audio) this.onUnsettled?.(audio); // the clock may have depended on a device that is gone
  }

  /** Does nothing before the microphone is open, because the attributes are read again once it is. */
  async #hear(audio: CallAudioHandle, deviceId: string | undefined): Promise<void> {
    if (!audio.microphone) return;
    await this.switch(audio, deviceId);
    audio.inputDevice = deviceId;
    await this.tell('input', 'chosen');
  }

  /** Gives the microphone the stream of another device. The old stream is released only when the new one is in use. */
  async switch(audio: CallAudioHandle, deviceId: string | undefined): Promise<void> {
    const stream = await openStream({ ...audio.microphoneOptions, deviceId: plainId(deviceId), exact: true });
    try {
      audio.signal.throwIfAborted();
      audio.microphone?.use(stream);
    } catch (error) {
      for (const track of stream.getTracks()) track.stop();
      throw error;
    }
  }

  async #play(audio: CallAudioHandle, deviceId: string | undefined): Promise<void> {
    const route = this.route(audio);
    if (!route) return;
    await route.setSink(deviceId);
    route.asked = plainId(deviceId);
    await this.tell('output', 'chosen');
  }

  closeRoute(speaker: Speaker): void {
    this.#routes.get(speaker)?.close();
  }

  route({ speaker, held, signal }: CallAudioHandle): OutputRoute | undefined {
    if (!speaker) return undefined;
    let route = this.#routes.get(speaker);
    if (!route) this.#routes.set(speaker, (route = new OutputRoute(held.context, speaker, signal)));
    return route;
  }

  /** Runs a change after those before it, unless the call has ended by then. */
  inTurn(audio: CallAudioHandle, change: () => Promise<void>): Promise<Outcome> {
    const turn = this.#queue.then(async (): Promise<Outcome> => {
      if (audio.signal.aborted) return DONE;
      try {
        await change();
      } catch (error) {
        if (!audio.signal.aborted) return { ok: false, problem: audioProblem(error) };
      }
      return DONE;
    });
    this.#queue = turn;
    return turn;
  }

  async tell(kind: DeviceKind, reason: DeviceDetail['reason']): Promise<void> {
    const { inputs, outputs } = await this.list();
    const { audio } = this.#agent.conversation;
    const device = (kind === 'input' ? inputs : outputs).find(({ current }) => current);
    const unlisted = (kind === 'output' && audio && this.route(audio)?.sink) || '';
    this.#agent.emit('vla-device', {
      kind,
      deviceId: device?.deviceId ?? unlisted,
      label: device?.label ?? '',
      reason,
    });
  }
}

/** Absent in an insecure page. */
const mediaDevices = (): MediaDevices | undefined => (navigator as Partial<Navigator>).mediaDevices;

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
