/**
 * What few calls need, and all of them together: pickers, other devices in mid-call, a sound that was taken away and
 * comes back. Loaded when one of it is wanted.
 */
import type { ReactiveController } from 'lit';
import { abandonContext } from '../../../audio/io/audio-context.js';
import { nextGesture, contextHealth } from '../../../audio/io/context-recovery.js';
import { listDevices, plainId, type DeviceList } from '../../../audio/io/device-list.js';
import { openStream } from '../../../audio/io/microphone.js';
import { OutputRoute } from '../../../audio/io/output-route.js';
import type { Speaker } from '../../../audio/io/speaker.js';
import type { EngineClient } from '../../../worker/client/engine-client.js';
import type { Outcome } from '../../../worker/contract/engine-api.js';
import type { Problem } from '../../../worker/contract/faults.js';
import type { DeviceDetail } from '../../contract/events.js';
import type { SessionHost } from '../../session/session-host.js';
import { soundProblem, toWorker, type CallSound, type Trouble } from '../../session/call-audio.js';

export type { Device, DeviceList } from '../../../audio/io/device-list.js';
export type DeviceKind = DeviceDetail['kind'];

/** What it needs of the controller. */
export interface DeviceSeat {
  readonly host: SessionHost;
  /** Of the call there is. */
  readonly sound: CallSound | undefined;
  readonly problem: Problem | undefined;
  command(run: (client: EngineClient) => unknown): void;
  /** Something is wrong, and the call goes on. */
  note(problem: Problem): void;
  dismissProblem(): void;
  /** The call is over. */
  fail(problem: Problem): unknown;
}

/** A clock that does not move within this time stands still. */
const CLOCK_MS = 500;
/** A headset that comes or goes may hold the clock for a while. */
const SETTLE_MS = 2000;
const DONE: Outcome = { ok: true };

export class CallDevices implements ReactiveController {
  readonly #seat: DeviceSeat;
  readonly #routes = new WeakMap<Speaker, OutputRoute>();
  readonly #inCare = new WeakSet<CallSound>();
  /** One change at a time, in the order they were asked for: the last one holds. */
  #queue: Promise<unknown> = Promise.resolve();
  #known: DeviceList = { inputs: [], outputs: [] };

  constructor(seat: DeviceSeat) {
    (this.#seat = seat).host.addController(this);
  }

  hostConnected(): void {
    mediaDevices()?.addEventListener('devicechange', this.#onDevices);
  }

  hostDisconnected(): void {
    mediaDevices()?.removeEventListener('devicechange', this.#onDevices);
  }

  /** Who once asked for the devices has a picker to keep; a call tells by itself. */
  readonly #onDevices = (): unknown => this.#seat.sound ?? this.#changed();

  async list(): Promise<DeviceList> {
    const { sound, host } = this.#seat;
    const { inputDevice, outputDevice } = host.wishes;
    const input = sound?.microphone ? sound.microphone.track.getSettings().deviceId : inputDevice;
    const output = (sound && this.#route(sound)?.sink) ?? outputDevice;
    return (this.#known = await listDevices(input, output));
  }

  /** The visitor's choice. A device that cannot be had changes nothing; without a call nothing is to be done yet. */
  async use(kind: DeviceKind, deviceId: string): Promise<Outcome> {
    const { sound } = this.#seat;
    if (!sound) return DONE;
    return this.#inTurn(sound, () => (kind === 'input' ? this.#hear(sound, deviceId) : this.#play(sound, deviceId)));
  }

  /** Makes the call what the attributes say. */
  adjust(sound: CallSound): void {
    const settle = async (change: () => Promise<void>): Promise<void> => {
      const outcome = await this.#inTurn(sound, change);
      if (!outcome.ok) this.#seat.note(outcome.problem);
    };
    void settle(async () => {
      const { volume, outputDevice } = this.#seat.host.wishes;
      const route = this.#route(sound);
      route?.setVolume(volume);
      if (!route || plainId(outputDevice) === route.asked) return;
      route.asked = plainId(outputDevice); // before: what fails is told once, not with every later change
      await this.#play(sound, outputDevice);
    });
    void settle(async () => {
      const { inputDevice } = this.#seat.host.wishes;
      if (!sound.microphone || plainId(inputDevice) === plainId(sound.inputDevice)) return;
      sound.inputDevice = inputDevice;
      await this.#hear(sound, inputDevice);
    });
  }

  /** `devicechange`: something was plugged in or out, on this machine. */
  async #changed(): Promise<void> {
    const before = this.#known;
    const { sound } = this.#seat;
    const { inputs, outputs } = await this.list();
    if (!isSame(before.inputs, inputs)) await this.#tell('input', 'changed');
    const route = sound && this.#route(sound);
    const gone = route?.sink && outputs[0] && !outputs.some(({ current }) => current);
    if (gone) await route.setSink('').catch(() => undefined);
    if (gone || !isSame(before.outputs, outputs)) await this.#tell('output', gone ? 'unplugged' : 'changed');
    if (sound) void this.#careFor(sound, SETTLE_MS); // the clock may have stood on what is gone
  }

  mend(sound: CallSound, trouble: Trouble): void {
    if (trouble === 'microphone') void this.#replug(sound);
    else if (trouble === 'devices') void this.#inTurn(sound, () => this.#changed());
    else void this.#careFor(sound, CLOCK_MS);
  }

  /** The device is gone: the default takes its place. */
  async #replug(sound: CallSound): Promise<void> {
    const gone = sound.microphone?.track;
    const outcome = await this.#inTurn(sound, async () => {
      if (sound.microphone?.track !== gone) return; // replaced meanwhile
      await this.#switch(sound, undefined);
      await this.#tell('input', 'unplugged');
    });
    if (!outcome.ok) this.#seat.fail(outcome.problem);
  }

  /** One at a time, and not before the call is complete. */
  async #careFor(sound: CallSound, clockMs: number): Promise<void> {
    if (!sound.speaker || this.#inCare.has(sound)) return;
    this.#inCare.add(sound);
    try {
      await this.#revive(sound, clockMs);
    } catch {
      // the call was ended meanwhile
    } finally {
      this.#inCare.delete(sound);
    }
  }

  /** Returns when the context plays. Where nothing else helps the visitor's next tap is waited for. */
  async #revive(sound: CallSound, clockMs: number): Promise<void> {
    let told = false;
    let renewed = false;
    for (;;) {
      const health = await contextHealth(sound.held, sound.signal, clockMs);
      if (health === 'running') {
        if (this.#seat.problem?.code === 'audio-blocked') this.#seat.dismissProblem();
        return;
      }
      if (health === 'stalled' && !renewed) {
        const outcome = await this.#inTurn(sound, () => this.#renew(sound));
        if (!outcome.ok) return void this.#seat.fail(outcome.problem);
        renewed = true;
        continue;
      }
      if (!told) this.#seat.note({ code: 'audio-blocked', cause: `the AudioContext is ${health}` });
      told = true;
      await nextGesture(sound.held, sound.signal);
      renewed = false;
    }
  }

  /** The same conversation with a context, a microphone and a speaker made anew. */
  async #renew(sound: CallSound): Promise<void> {
    abandonContext(sound.held.context);
    sound.hold();
    const { microphone: old, speaker: silent } = sound;
    // a track that still runs need not be asked for again
    const alive = old && old.track.readyState === 'live' && !old.track.muted;
    const microphone = await sound.openMicrophone(alive ? Promise.resolve(old.stream.clone()) : undefined);
    old?.close();
    const speaker = await sound.openSpeaker();
    silent?.close();
    if (silent) this.#routes.get(silent)?.close();
    this.#seat.command(({ engine }) => {
      void engine.attachMicrophone(toWorker(microphone));
      void engine.detachSpeaker(); // what was under way there will not be heard
      void engine.attachSpeaker(toWorker(speaker), speaker.latencyMs);
    });
    this.adjust(sound);
  }

  /** Before the microphone is open there is nothing to do: its opening ends with a look at the attributes. */
  async #hear(sound: CallSound, deviceId: string | undefined): Promise<void> {
    if (!sound.microphone) return;
    await this.#switch(sound, deviceId);
    sound.inputDevice = deviceId;
    await this.#tell('input', 'chosen');
  }

  /** The stream before is released when the new one is heard. */
  async #switch(sound: CallSound, deviceId: string | undefined): Promise<void> {
    const stream = await openStream({ ...sound.microphoneOptions, deviceId: plainId(deviceId), exact: true });
    try {
      sound.signal.throwIfAborted();
      sound.microphone?.use(stream);
    } catch (error) {
      for (const track of stream.getTracks()) track.stop();
      throw error;
    }
  }

  async #play(sound: CallSound, deviceId: string | undefined): Promise<void> {
    const route = this.#route(sound);
    if (!route) return;
    await route.setSink(deviceId);
    route.asked = plainId(deviceId);
    await this.#tell('output', 'chosen');
  }

  #route({ speaker, held, signal }: CallSound): OutputRoute | undefined {
    if (!speaker) return undefined;
    let route = this.#routes.get(speaker);
    if (!route) this.#routes.set(speaker, (route = new OutputRoute(held.context, speaker, signal)));
    return route;
  }

  /** Runs a change when those before it are done, if the call still goes on then. */
  #inTurn(sound: CallSound, change: () => Promise<void>): Promise<Outcome> {
    const turn = this.#queue.then(async (): Promise<Outcome> => {
      if (sound.signal.aborted) return DONE;
      try {
        await change();
      } catch (error) {
        if (!sound.signal.aborted) return { ok: false, problem: soundProblem(error) };
      }
      return DONE;
    });
    this.#queue = turn;
    return turn;
  }

  async #tell(kind: DeviceKind, reason: DeviceDetail['reason']): Promise<void> {
    const { inputs, outputs } = await this.list();
    const { sound, host } = this.#seat;
    const device = (kind === 'input' ? inputs : outputs).find(({ current }) => current);
    const unlisted = (kind === 'output' && sound && this.#route(sound)?.sink) || '';
    host.onDevice({ kind, deviceId: device?.deviceId ?? unlisted, label: device?.label ?? '', reason });
  }
}

/** Absent in an insecure page. */
const mediaDevices = (): MediaDevices | undefined => (navigator as Partial<Navigator>).mediaDevices;

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
