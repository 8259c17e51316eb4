/** The path from an agent's last gain to a speaker, when it is not just the context's destination. It knows no samples and no call. */
import type { SinkContext } from './audio-context.js';
import { plainId } from './device-list.js';
import { softLimiter, type Limiter } from './soft-limiter.js';
import type { Speaker } from './speaker.js';

/**
 * The output path of one agent. A context has one sink for all its users. In browsers whose contexts can choose a sink
 * (Chromium), the newest choice holds for every agent of the page. In others the audio goes to an `<audio>` element of this
 * agent alone.
 */
export class OutputRoute {
  /** The speaker that this agent chose last. Another agent's choice may have replaced it. */
  asked = '';
  readonly #context: SinkContext;
  readonly #speaker: Speaker;
  readonly #signal: AbortSignal;
  #element: HTMLAudioElement | undefined;
  #end: AudioNode;
  #limiter: Limiter | undefined;

  constructor(context: AudioContext, speaker: Speaker, signal: AbortSignal) {
    this.#context = context;
    this.#speaker = speaker;
    this.#signal = signal;
    this.#end = context.destination;
    signal.addEventListener('abort', () => this.close());
  }

  /** The id of the speaker in use; '' is the default. */
  get sink(): string {
    return this.#element?.sinkId ?? this.#context.sinkId ?? '';
  }

  /** Plays on this speaker from now on. When it throws, nothing has changed. */
  async setSink(deviceId: string | undefined): Promise<void> {
    const id = plainId(deviceId);
    if (id === this.sink) return;
    if (this.#context.setSinkId) return this.#context.setSinkId(id);
    if (id) await this.#openElement(id);
    else this.close();
    this.#connect();
  }

  /** 0 to 2. The limiter exists only while the volume is above 1. */
  setVolume(volume: number): void {
    if (volume > 1 !== Boolean(this.#limiter)) {
      this.#limiter?.output.disconnect();
      this.#limiter = volume > 1 ? softLimiter(this.#context) : undefined;
      this.#connect();
    }
    this.#speaker.volume = volume;
  }

  #connect(): void {
    this.#limiter?.output.disconnect();
    this.#limiter?.output.connect(this.#end);
    this.#speaker.leadTo(this.#limiter?.input ?? this.#end, this.#limiter?.output);
  }

  async #openElement(id: string): Promise<void> {
    const element = this.#element ?? new Audio(); // it is not put into the document
    if (!('setSinkId' in element)) throw new DOMException('the browser cannot choose a speaker', 'NotSupportedError');
    await element.setSinkId(id);
    if (this.#element) return;
    const end = new MediaStreamAudioDestinationNode(this.#context);
    element.srcObject = end.stream;
    await element.play();
    this.#element = element;
    this.#end = end;
    if (this.#signal.aborted) this.close();
  }

  /** Goes back to the context's destination. */
  close(): void {
    this.#element?.pause();
    if (this.#element) this.#element.srcObject = null;
    this.#element = undefined;
    this.#end = this.#context.destination;
  }
}
