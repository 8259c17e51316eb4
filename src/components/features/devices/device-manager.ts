/** Which microphone and speaker a call uses: the visitor's choice, the attributes, and devices that come and go. */
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
  /** One change at a time, in the order they were asked for: the last one holds. */
  #queue: Promise<unknown> = Promise.resolve();
  /** As they were listed last. */
  known: DeviceList = { inputs: [], outputs: [] };
  /** A headset that comes or goes may hold the clock of the audio for a while. */
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

  /** Who once asked for the devices has a picker to keep; a call tells by itself. */
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

  /** The visitor's choice. A device that cannot be had changes nothing; without a call nothing is to be done yet. */
  async use(kind: DeviceKind, deviceId: string): Promise<Outcome> {
    const { audio } = this.#agent.conversation;
    if (!audio) return DONE;
    return this.inTurn(audio, () => (kind === 'input' ? this.#hear(audio, deviceId) : this.#play(audio, deviceId)));
  }

  /** Makes the call what the attributes say. */
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
      route.asked = plainId(outputDevice); // before: what fails is told once, not with every later change
      await this.#play(audio, outputDevice);
    });
    void settle(async () => {
      const { inputDevice } = this.#agent.host;
      if (!audio.microphone || plainId(inputDevice) === plainId(audio.inputDevice)) return;
      audio.inputDevice = inputDevice;
      await this.#hear(audio, inputDevice);
    });
  }

  /** `devicechange`: something was plugged in or out, on this machine. */
  async changed(): Promise<void> {
    const before = this.known;
    const { audio } = this.#agent.conversation;
    const { inputs, outputs } = await this.list();
    if (!isSame(before.inputs, inputs)) await this.tell('input', 'changed');
    const route = audio && this.route(audio);
    const gone = route?.sink && outputs[0] && !outputs.some(({ current }) => current);
    if (gone) await route.setSink('').catch(() => undefined);
    if (gone || !isSame(before.outputs, outputs)) await this.tell('output', gone ? 'unplugged' : 'changed');
    if (audio) this.onUnsettled?.(audio); // the clock may have stood on what is gone
  }

  /** Before the microphone is open there is nothing to do: its opening ends with a look at the attributes. */
  async #hear(audio: CallAudioHandle, deviceId: string | undefined): Promise<void> {
    if (!audio.microphone) return;
    await this.switch(audio, deviceId);
    audio.inputDevice = deviceId;
    await this.tell('input', 'chosen');
  }

  /** The stream before is released when the new one is heard. */
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

  /** Runs a change when those before it are done, if the call still goes on then. */
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
