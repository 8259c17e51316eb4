/**
 * What a page gets. Sound passes as bytes; of the rest the relay learns which calls and approvals are open and what was spent,
 * and takes out what a page has no business with: instructions, and what opens a site's own servers.
 */
import { redact } from '../observe/redact.js';
import { isObject, parseObject, type JsonObject } from '../options/json.js';
import { RELAY_EVENT } from './clean.js';
import type { ConversationState } from './conversation-state.js';

/** The service writes these first in a frame; in any other order the frame is parsed. */
const SOUND = /^\{(?:"event_id":"[^"\\]*",)?"type":"response\.(?:output_)?(?:audio|video)\.delta"/;
const HEAD_BYTES = 160;

/**
 * Keys of a session or a tool that stay on this side, unless the rules of the profile show them. With `thread_id` a page
 * would leave it to the service to remember the conversation of an agent; but the relay continues no thread, since it cannot
 * know whose thread a page names. Without it the widget tells what was said before.
 */
const HIDDEN = new Set([
  ...['instructions', 'authorization', 'headers', 'server_url', 'project_connection_id', 'ice_servers', 'thread_id'],
  'prompt', // of a greeting that an agent words itself
]);

export interface Watch {
  readonly usage: (usage: JsonObject) => void;
  /** An error that answers the relay's own first update: the profile's session was refused. */
  readonly profileRefused: (code: string) => void;
  readonly secrets: () => readonly string[];
}

/** The id of the relay's own `session.update`. */
export const PROFILE_EVENT = `${RELAY_EVENT}profile`;

type Rewrite = JsonObject | 'as-it-came' | 'swallow';

export class ServerPolicy {
  readonly #state: ConversationState;
  readonly #watch: Watch;
  readonly #shown: ReadonlySet<string>;
  /** The confirmation of the profile's session is still to come. */
  #swallowUpdated: boolean;

  constructor(state: ConversationState, watch: Watch, shown: ReadonlySet<string>, sentProfile: boolean) {
    this.#state = state;
    this.#watch = watch;
    this.#shown = shown;
    this.#swallowUpdated = sentProfile;
  }

  /** What the page gets in place of the frame; undefined for nothing. */
  pass(frame: Buffer, now: number): Buffer | string | undefined {
    if (SOUND.test(frame.toString('latin1', 0, HEAD_BYTES))) return frame;
    const event = parseObject(frame.toString('utf8'));
    if (!event) return frame;
    const rewrite = this.#read(event, now);
    if (rewrite === 'swallow') return undefined;
    return rewrite === 'as-it-came' ? frame : JSON.stringify(rewrite);
  }

  #read(event: JsonObject, now: number): Rewrite {
    switch (event['type']) {
      case 'session.updated':
        this.#state.sessionSeen(event['session']);
        if (this.#swallowUpdated) {
          this.#swallowUpdated = false;
          return 'swallow';
        }
        this.#state.setUpAt ??= now;
        return this.#withoutHidden(event);
      case 'session.created':
        this.#state.sessionSeen(event['session']);
        return this.#withoutHidden(event);
      case 'response.created':
        this.#state.answering = true;
        return this.#withoutHidden(event);
      case 'response.done':
        return this.#responseDone(event);
      case 'error':
        return this.#error(event);
      case 'warning':
        return this.#withoutSecrets(event);
      default:
        return this.#learn(event);
    }
  }

  #responseDone(event: JsonObject): Rewrite {
    const { response } = event;
    this.#state.answering = false;
    const usage = isObject(response) ? response['usage'] : undefined;
    if (isObject(usage)) this.#watch.usage(usage);
    return this.#withoutHidden(event);
  }

  #error(event: JsonObject): Rewrite {
    const { error } = event;
    if (isObject(error) && error['event_id'] === PROFILE_EVENT) {
      const { code, param } = error;
      this.#watch.profileRefused([code, param].filter((word) => typeof word === 'string').join(' '));
      return 'swallow';
    }
    return this.#withoutSecrets(event);
  }

  /** Which calls and approvals are open, from items wherever they are named. */
  #learn(event: JsonObject): Rewrite {
    const { type, item, call_id, name, session, response } = event;
    if (type === 'response.function_call_arguments.done') this.#state.callSeen(call_id, name);
    // Of events that nobody knows yet, too.
    if (isObject(session) || isObject(response)) return this.#withoutHidden(event);
    if (!isObject(item)) return 'as-it-came';
    if (item['type'] === 'function_call') this.#state.callSeen(item['call_id'], item['name']);
    if (item['type'] === 'mcp_approval_request') this.#state.approvalSeen(item['id']);
    // What went wrong at a tool's server may quote what it was sent.
    return isObject(item['error'])
      ? { ...event, item: { ...item, error: this.#withoutSecrets(item['error']) } }
      : 'as-it-came';
  }

  #withoutSecrets(event: JsonObject): JsonObject {
    const secrets = this.#watch.secrets();
    const clean = (value: unknown): unknown => {
      if (typeof value === 'string') return redact(value, secrets);
      if (Array.isArray(value)) return value.map(clean);
      if (!isObject(value)) return value;
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)]));
    };
    return clean(event) as JsonObject;
  }

  #withoutHidden(event: JsonObject): Rewrite {
    let found = false;
    const strip = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(strip);
      if (!isObject(value)) return value;
      const kept = Object.entries(value).filter(([key]) => !this.#isHidden(key));
      found ||= kept.length < Object.keys(value).length;
      return Object.fromEntries(kept.map(([key, inner]) => [key, strip(inner)]));
    };
    const stripped = strip(event) as JsonObject;
    return found ? stripped : 'as-it-came';
  }

  #isHidden(key: string): boolean {
    return HIDDEN.has(key) && !this.#shown.has(key);
  }
}
