/**
 * `idle-prompt`: asks a visitor who has said nothing for long whether they are still there. It asks aloud, and once: again
 * only after a sign of the visitor.
 */
import type { FeatureContext } from '../../contract/feature.js';
import { responseThatSays } from '../../session/response-that-says.js';

/** Without `idle-timeout`. With it, the question comes after half of that time. */
const SILENCE_MS = 30_000;

/** Values without words: the agent finds them itself. Frameworks set a bare attribute to true. */
const OWN_WORDS = /^(auto|true)$/;

const INSTRUCTIONS =
  'The visitor has said nothing for a while. Ask in one short sentence, in the language of the conversation, whether they are still there.';

export class IdlePrompt {
  readonly #agent: Pick<FeatureContext, 'host' | 'conversation'>;
  /** The visitor was asked, and has given no sign since. */
  asked = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(agent: Pick<FeatureContext, 'host' | 'conversation'>) {
    this.#agent = agent;
  }

  /** The visitor is there. */
  heard(): void {
    this.asked = false;
  }

  /** @param since when both sides fell silent, by `performance.now()`; undefined while one is at work, or there is no line */
  follow(since: number | undefined): void {
    clearTimeout(this.#timer);
    const { host, conversation } = this.#agent;
    if (since === undefined || this.asked || !host.idlePrompt || !conversation.inCall) return;
    const silenceMs = host.idleTimeout === undefined ? SILENCE_MS : host.idleTimeout * 500;
    this.#timer = setTimeout(() => this.#ask(), since + silenceMs - performance.now());
  }

  #ask(): void {
    const { host, conversation } = this.#agent;
    const words = host.idlePrompt;
    if (!words || words === 'false') return;
    this.asked = true;
    const response = OWN_WORDS.test(String(words))
      ? { instructions: INSTRUCTIONS }
      : responseThatSays(words, conversation.session);
    conversation.tell('sendEvent', { type: 'response.create', response });
  }
}
