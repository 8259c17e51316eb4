/** A turn that the visitor holds: the microphone is heard only while it lasts, and its end asks for the answer. */
import type { CallAudioHandle } from '../../contract/call-audio.js';
import type { ConversationHandle } from '../../contract/conversation.js';

/** What is shorter is a slip of the finger; the service refuses an empty turn. */
const SHORTEST_MS = 200;

export class HeldTurn {
  readonly #conversation: ConversationHandle;
  /** Whose microphone is open. */
  #held: CallAudioHandle | undefined;

  constructor(conversation: ConversationHandle) {
    this.#conversation = conversation;
  }

  /** Speaking breaks into an answer, as it does without a button. */
  begin(): void {
    const { audio, status } = this.#conversation;
    if (!audio || this.#held === audio) return;
    this.#held = audio;
    this.#conversation.tell('interrupt');
    this.#conversation.tell('setHeld', true);
    // While the session is being set up the first words wait here, and an event to clear would come after them.
    if (status !== 'connecting') this.#clear();
    audio.microphone?.setGate(true);
  }

  /** Whether there was enough to be answered. */
  async end(): Promise<boolean> {
    const passedMs = await this.#release();
    if (passedMs === undefined) return false;
    const isTurn = passedMs >= SHORTEST_MS;
    if (isTurn) {
      this.#conversation.tell('sendEvent', { type: 'input_audio_buffer.commit' });
      this.#conversation.tell('sendEvent', { type: 'response.create' });
    } else this.#clear();
    this.#letGo(); // after the request, so that the state goes from hearing to thinking
    return isTurn;
  }

  async cancel(): Promise<void> {
    if ((await this.#release()) === undefined) return;
    this.#clear();
    this.#letGo();
  }

  /** Settles when the last sound is on its way, with how much there was; undefined when nothing was held. */
  async #release(): Promise<number | undefined> {
    const audio = this.#held;
    this.#held = undefined;
    if (!audio || audio !== this.#conversation.audio) return undefined;
    const { microphone, signal } = audio;
    if (!microphone) return 0;
    return new Promise((resolve) => {
      const answered = new AbortController();
      const answer = (passedMs?: number): void => {
        answered.abort();
        resolve(passedMs);
      };
      microphone.setGate(false, answer);
      // a microphone that is closed never answers
      signal.addEventListener('abort', () => answer(), { signal: answered.signal });
    });
  }

  #clear(): void {
    this.#conversation.tell('sendEvent', { type: 'input_audio_buffer.clear' });
  }

  #letGo(): void {
    this.#conversation.tell('setHeld', false);
  }
}
