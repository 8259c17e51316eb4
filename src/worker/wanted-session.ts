/** The session that the page wants, under what the host pinned. It knows no event but `session.update`, and sends nothing. */
import type { EngineSettings } from './contract/engine-api.js';
import type { RequestSession } from './protocol/objects/index.js';
import { modalities, withPinned } from './protocol/session-defaults.js';
import { CHANGE_ID } from './session/session-handlers.js';

export class WantedSession {
  #session: RequestSession;
  /** Undefined until the token endpoint has answered. */
  #pinned: RequestSession | undefined;
  readonly #settings: EngineSettings;

  constructor(settings: EngineSettings) {
    this.#settings = settings;
    this.#session = settings.session;
  }

  /** The whole session, for the first update. */
  pin(pinned: RequestSession | undefined): RequestSession {
    this.#pinned = pinned ?? {};
    return withPinned(this.#session, this.#pinned);
  }

  /** The event that tells a change; undefined when the first update will have it, or when the host pinned all of it. */
  change(wanted: RequestSession): Readonly<Record<string, unknown>> | undefined {
    const pinned = this.#pinned;
    this.#session = { ...this.#session, ...wanted };
    const free = Object.entries(wanted).filter(([name]) => pinned && !Object.hasOwn(pinned, name));
    return free[0] && { type: 'session.update', event_id: CHANGE_ID, session: Object.fromEntries(free) };
  }

  /** The modalities of a call, where the host or the page chose them: by `session`, or before the start. */
  get callModalities(): readonly string[] | undefined {
    const { connection, mode, session } = this.#settings;
    const own = String(session.modalities) === String(modalities(mode)) ? undefined : session.modalities;
    return this.#pinned?.modalities ?? connection.ownSession?.modalities ?? own;
  }
}
