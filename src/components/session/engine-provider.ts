/** Gives each conversation an engine of its own. It starts the next one as soon as the visitor turns to the widget. */
import { preloadWorklets } from '../../audio/io/load-worklet.js';
import { startEngine, type EngineClient } from '../../worker/client/engine-client.js';
import type { EngineHost } from '../../worker/contract/engine-api.js';
import { isFile } from '../../thread-scripts/script.js';
import type { Notice } from '../../worker/contract/conversation.js';
import { isProblem, type Problem } from '../../worker/contract/faults.js';
import type { SessionHost } from './session-host.js';

/** An engine and its lifetime. Once the lifetime is aborted, notices of the engine are dropped. */
export interface Supply {
  readonly lifetime: AbortController;
  readonly engine: Promise<EngineClient | Problem>;
  /** True once its credential was requested ahead of the conversation. */
  asked?: boolean;
}

export class EngineProvider {
  readonly #agent: SessionHost;
  readonly #hear: (notice: Notice) => void;
  readonly #died: () => void;
  /** The engine started ahead of time, when the visitor turned to the widget. */
  #next: Supply | undefined;

  /** `hear` gets the notices of an engine. `died` is called when the worker of an engine in use ends by itself. */
  constructor(agent: SessionHost, hear: (notice: Notice) => void, died: () => void) {
    this.#agent = agent;
    this.#hear = hear;
    this.#died = died;
  }

  /** Starts the worker, loads the worklets and, where allowed, requests the credential, all before a conversation begins. */
  prepare(): void {
    const settings = this.#agent.engineSettings('voice');
    if (isProblem(settings)) return;
    void this.#agent.settled();
    if (!this.#next) preloadWorklets(this.#agent.assets('capture.worklet'), this.#agent.assets('playback.worklet'));
    const next = (this.#next ??= this.#start());
    const ask = !next.asked && this.#agent.asksEarly;
    if (ask) next.asked = true;
    void next.engine.then((client) => {
      if (isProblem(client)) {
        if (this.#next === next) this.#next = undefined; // the next conversation tries again and reports the problem
      } else if (ask) void client.engine.prepare(settings.connection);
    });
  }

  /** Hands over the engine started ahead of time, or a new one. It is there once the settings are complete, too. */
  take(): Supply {
    const next = this.#next ?? this.#start();
    this.#next = undefined;
    const ready = this.#agent.settled();
    return { ...next, engine: next.engine.then((client) => ready.then(() => client)) };
  }

  /** Ends the engine started ahead of time. */
  drop(): void {
    const next = this.#next;
    this.#next = undefined;
    next?.lifetime.abort();
    void next?.engine.then((client) => isProblem(client) || client.end());
  }

  #start(): Supply {
    const lifetime = new AbortController();
    return { lifetime, engine: this.#engine(lifetime.signal) };
  }

  async #engine(signal: AbortSignal): Promise<EngineClient | Problem> {
    const { assets } = this.#agent;
    const later = assets('engine.later');
    const host: EngineHost = {
      notify: (notices) => {
        for (const notice of notices) if (!signal.aborted) this.#hear(notice);
      },
      credential: () => this.#agent.credential(),
    };
    const started = await startEngine(assets('engine.worker'), host, isFile(later) ? later.url : undefined);
    if (!started.ok) return started.problem;
    const { client } = started;
    if (signal.aborted) client.end();
    void client.died.then(() => {
      if (this.#next?.lifetime.signal === signal) this.#next = undefined;
      else if (!signal.aborted) this.#died();
    });
    return client;
  }
}
