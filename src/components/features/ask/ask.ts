/**
 * `ask()` asks the model for a text outside the conversation. Its answer is neither played nor written, and later answers know
 * nothing of it. Loaded when a page calls it.
 */
import type { AskOptions } from '../../contract/agent.js';
import type { EventHandlers, Feature, FeatureContext } from '../../contract/feature.js';
import { isOver } from '../../contract/status.js';
import type { Notice } from '../../../worker/contract/conversation.js';
import type { FaultCode, Problem } from '../../../worker/contract/faults.js';

/** How long an answer may take, with the answers before it. Our choice: more than the engine waits for any of them. */
const ANSWER_WITHIN_MS = 60_000;

type Wire = Readonly<Record<string, unknown>>;

/** A request that waits for its answer. */
interface Question {
  resolve(text: string): void;
  reject(problem: Problem): void;
  /** The words so far, by item and part. The end of the response may come without them. */
  readonly words: Map<string, string>;
  responseId?: string;
}

export const create = (agent: FeatureContext): Ask => new Ask(agent);

class Ask implements Feature {
  readonly #agent: FeatureContext;
  readonly #questions = new Map<string, Question>();
  #asked = 0;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
  }

  readonly on: EventHandlers = {
    'vla-state': ({ state }) => {
      if (!isOver(state)) return;
      for (const { reject } of this.#questions.values()) reject(problem('connection-lost', 'the conversation ended'));
    },
  };

  onNotice(notice: Notice): void {
    if (notice.kind !== 'aside') return;
    const question = this.#questions.get(notice.requestId);
    if (question) hear(question, notice.event);
  }

  /** Rejects with a `Fault`, or with the reason of `signal` when that aborts. */
  async ask(instructions: string, { schema, signal }: AskOptions = {}): Promise<string> {
    signal?.throwIfAborted();
    await this.#agent.ready();
    signal?.throwIfAborted();
    const text = await this.#put(schema ? withSchema(instructions, schema) : instructions, signal);
    return schema ? this.#json(text) : text;
  }

  #put(instructions: string, signal: AbortSignal | undefined): Promise<string> {
    const eventId = `vla_ask_${++this.#asked}`;
    const tell = this.#agent.conversation.tell.bind(this.#agent.conversation);
    return new Promise<string>((resolve, reject) => {
      const over = new AbortController();
      const timer = setTimeout(() => fail(problem('server-error', 'no answer within 60 s')), ANSWER_WITHIN_MS);
      const settle = (): void => {
        clearTimeout(timer);
        over.abort();
        this.#questions.delete(eventId);
      };
      const fail = (what: Problem): void => {
        settle();
        void this.#agent.faultOf(what).then(reject);
      };
      const question: Question = {
        resolve: (text) => {
          settle();
          resolve(text);
        },
        reject: fail,
        words: new Map(),
      };
      this.#questions.set(eventId, question);
      signal?.addEventListener(
        'abort',
        () => {
          settle();
          const { responseId } = question;
          if (responseId) tell('sendEvent', { type: 'response.cancel', response_id: responseId });
          reject(signal.reason as Error);
        },
        { signal: over.signal },
      );
      tell('sendEvent', {
        type: 'response.create',
        event_id: eventId,
        response: {
          conversation: 'none',
          modalities: ['text'],
          instructions,
          tool_choice: 'none',
          metadata: { vla_ask: eventId },
        },
      });
    });
  }

  async #json(text: string): Promise<string> {
    // Models like to put JSON into a fence.
    const bare = text.replace(/^\s*```(?:json)?\s*|\s*```\s*$/g, '').trim();
    try {
      JSON.parse(bare);
      return bare;
    } catch {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- the contract: a Fault, plain data
      throw await this.#agent.faultOf(problem('server-error', 'the answer is not JSON'));
    }
  }
}

const problem = (code: FaultCode, cause: string): Problem => ({ code, cause });

const withSchema = (instructions: string, schema: object): string =>
  `${instructions}\n\nAnswer with JSON alone, without any other words. It must fit this JSON Schema: ${JSON.stringify(schema)}`;

const isObject = (value: unknown): value is Wire => typeof value === 'object' && value !== null;
const listOf = (value: unknown): readonly Wire[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Takes one event of the answer. */
function hear(question: Question, event: Wire): void {
  const { type, item_id, content_index, delta, text, transcript, error, response } = event;
  const place = `${item_id as string} ${content_index as number}`;
  if (type === 'error') return question.reject(refusal(error));
  const answer = isObject(response) ? response : {};
  if (type === 'response.created') {
    question.responseId = String(answer['id']);
  } else if (type === 'response.done') {
    end(question, answer);
  } else if (typeof delta === 'string') {
    question.words.set(place, (question.words.get(place) ?? '') + delta);
  } else {
    const whole = text ?? transcript;
    if (typeof whole === 'string') question.words.set(place, whole);
  }
}

function end(question: Question, { status, status_details, output }: Wire): void {
  const { error, reason } = isObject(status_details) ? status_details : {};
  if (status === 'failed') return question.reject(refusal(error));
  if (status === 'incomplete' || status === 'cancelled') {
    return question.reject(
      problem('server-error', `response ${status}: ${typeof reason === 'string' ? reason : 'unknown'}`),
    );
  }
  const parts = listOf(output).flatMap(({ content }) => listOf(content));
  const told = parts.map(({ text, transcript }) => text || transcript).filter((each) => typeof each === 'string');
  question.resolve((told.length > 0 ? told : [...question.words.values()]).filter(Boolean).join('\n'));
}

function refusal(error: unknown): Problem {
  const { code, type, message } = isObject(error) ? error : {};
  const cause = [code ?? type, message].filter(Boolean).join(': ') || 'response failed';
  return problem(/rate.?limit|too.?many.?requests/i.test(cause) ? 'throttled' : 'server-error', cause);
}
