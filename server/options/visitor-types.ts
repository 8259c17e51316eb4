/** Who asks, as the site's own code sees and names them. It imports only what stands beside it. */
import type { WireObject } from './profile-types.js';

/** A request for a ticket, the same from every framework. */
export interface VoiceRequest {
  readonly method: string;
  /** Path and query, such as `/voice/token?lang=de`. */
  readonly url: string;
  /** Names in lower case; a header that came more than once is joined by commas. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Address of the visitor, from the connection or, with `trustProxy`, from `X-Forwarded-For`. */
  readonly address: string;
  /** The request as the framework has it (Express's, Fastify's, a `Request`): cast it to read your own session. */
  readonly raw: unknown;
}

/** What `authorize` makes of a request. */
export interface Visitor {
  /** Names the person or the browser session, such as a user's or a session's id. Limits count by it; logs hold a hash. */
  readonly visitor: string;
  /** A key of `profiles`. */
  readonly profile: string;
  /**
   * Values for the placeholders of a voice agent, such as this visitor's name. They win over those of the profile, and go to
   * the service in a header. Until the call begins the store holds them, for 30 seconds at most.
   */
  readonly structuredInputs?: WireObject;
}

/** Decides who may talk: undefined is a refusal with 403, a throw is one with 503. */
export type Authorize = (request: VoiceRequest) => Visitor | undefined | Promise<Visitor | undefined>;
