/** Runs one response at a time. It does not know what a response contains. */
import type { Entry } from '../conversation/conversation.js';
import { newId } from '../shared/ids.js';
import type { ResponseSettings } from './response-settings.js';
import { runResponse } from './run-response.js';
import type { CancelReason, ResponseServices } from './response-run.js';

interface Running {
  readonly id: string;
  readonly abort: AbortController;
  readonly finished: Promise<void>;
}

/** Lets one response run at a time. */
export class Responder {
  readonly #services: ResponseServices;
  #running: Running | undefined;
  #closed = false;

  constructor(services: ResponseServices) {
    this.#services = services;
  }

  /** The response that can be cancelled; one that is being cancelled does not count. */
  get activeId(): string | undefined {
    return this.#running?.abort.signal.aborted ? undefined : this.#running?.id;
  }

  /** Resolves when nothing runs. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running.finished;
  }

  /** Starts at once, or as soon as nothing else runs. */
  async start(settings: ResponseSettings, context: readonly Entry[]): Promise<void> {
    await this.idle();
    if (this.#closed) return;
    const id = newId('resp');
    const abort = new AbortController();
    const run = { services: this.#services, responseId: id, settings, signal: abort.signal, output: [] };
    // entered in the next microtask, when `#running` already tells that it runs
    const finished = Promise.resolve()
      .then(() => runResponse(run, context))
      .finally(() => (this.#running = undefined));
    this.#running = { id, abort, finished };
    await finished;
  }

  /** Ends the running response; resolves after its `response.done`. */
  async cancel(reason: CancelReason): Promise<void> {
    const running = this.#running;
    running?.abort.abort(reason);
    await running?.finished;
  }

  /** Ends what runs and starts nothing more. */
  close(): void {
    this.#closed = true;
    void this.cancel('client_cancelled');
  }
}
