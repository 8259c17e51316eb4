/**
 * A turn that the visitor holds. The microphone is heard only during the turn, and the end of the turn requests an answer.
 * It knows no button and no key.
 */
import type { CallAudioHandle } from '../../contract/call-audio.js';
import type { ConversationHandle } from '../../contract/conversation.js';

/** A turn with less audio than this counts as a slip and is dropped. The service refuses an empty turn. */
const SHORTEST_MS = 200;

export class HeldTurn {
  readonly #conversation: ConversationHandle;
  /** The audio of the call whose microphone is open for the turn. */
  #held: CallAudioHandle | undefined;

  constructor(conversation: ConversationHandle) {
    this.#conversation = conversation;
  }

  /** Begins a turn. It interrupts an answer that is playing, as speaking does without push to talk. */
  begin(): void {
    const { audio, status } = this.#conversation;
    if (!audio || this.#held === audio) return;
    this.#held = audio;
    this.#conversation.tell('interrupt');
    this.#conversation.tell('setHeld', true);
    // While the session is being set up, the first words wait on this side. A clear event would be sent after them.
    if (status !== 'connecting') this.#clear();
    audio.microphone?.setGate(true);
  }

  /** Ends the turn and requests an answer. Resolves with false when the turn was too short and was dropped. */
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

  /** Ends the turn and drops what was said. */
  async cancel(): Promise<void> {
    if ((await this.#release()) === undefined) return;
    this.#clear();
    this.#letGo();
  }

  /**
   * Closes the microphone and resolves after its last chunk, with the length of the turn's audio in ms. Resolves with
   * undefined when no turn was held.
   */
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
