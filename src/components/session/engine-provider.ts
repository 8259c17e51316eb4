/** Engines: one for each conversation, the next one started as soon as the visitor turns to the widget. */
import { preloadWorklets } from '../../audio/io/load-worklet.js';
import { startEngine, type EngineClient } from '../../worker/client/engine-client.js';
import type { Notice } from '../../worker/contract/conversation.js';
import type { Problem } from '../../worker/contract/faults.js';
import type { SessionHost } from './session-host.js';

/** An engine, and everything that ends with it. */
export interface Supply {
  readonly lifetime: AbortController;
  readonly engine: Promise<EngineClient | Problem>;
  /** Its credential is on its way. */
  asked?: boolean;
}

export class EngineProvider {
  readonly #agent: SessionHost;
  readonly #hear: (notice: Notice) => void;
  readonly #died: () => void;
  /** The engine started ahead of time, when the visitor turned to the widget. */
  #next: Supply | undefined;

  /** `hear` and `died` are of an engine that was taken, while it lives. */
  constructor(agent: SessionHost, hear: (notice: Notice) => void, died: () => void) {
    this.#agent = agent;
    this.#hear = hear;
    this.#died = died;
  }

  /** Worker, worklets and, where it may be, the credential are on their way before they are asked for. */
  prepare(): void {
    const settings = this.#agent.engineSettings('voice');
    if ('code' in settings) return;
    if (!this.#next) preloadWorklets(this.#agent.assets('capture.worklet'), this.#agent.assets('playback.worklet'));
    const next = (this.#next ??= this.#start());
    const ask = !next.asked && this.#agent.asksEarly;
    if (ask) next.asked = true;
    void next.engine.then((client) => {
      if ('code' in client) {
        if (this.#next === next) this.#next = undefined; // whoever wants one tries again, and is told
      } else if (ask) void client.engine.prepare(settings.connection);
    });
  }

  take(): Supply {
    const next = this.#next ?? this.#start();
    this.#next = undefined;
    return next;
  }

  drop(): void {
    const next = this.#next;
    this.#next = undefined;
    next?.lifetime.abort();
    void next?.engine.then((client) => 'code' in client || client.end());
  }

  #start(): Supply {
    const lifetime = new AbortController();
    return { lifetime, engine: this.#engine(lifetime.signal) };
  }

  async #engine(signal: AbortSignal): Promise<EngineClient | Problem> {
    const started = await startEngine(this.#agent.assets('engine.worker'), {
      notify: (notices) => {
        for (const notice of notices) if (!signal.aborted) this.#hear(notice);
      },
      credential: () => this.#agent.credential(),
    });
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
