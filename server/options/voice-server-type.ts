/** What `voiceServer` gives. It imports only Node's types. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

export interface VoiceServer {
  /**
   * Answers `/voice/token`, `/voice/health` and `/voice/ready`; false when the request is for none of them.
   * @param raw what `authorize` gets as `request.raw`; `request` itself unless it is given
   */
  handle(request: IncomingMessage, response: ServerResponse, raw?: unknown): boolean;
  /** Answers as the token route, whatever the path. */
  token(request: IncomingMessage, response: ServerResponse, raw?: unknown): Promise<void>;
  /**
   * As `handle`, for whatever speaks fetch; undefined when the request is for none of the routes.
   * @param extra `address` of the visitor, where the framework tells it; `raw` for `authorize`
   */
  fetch(
    request: Request,
    extra?: { readonly address?: string | undefined; readonly raw?: unknown },
  ): Promise<Response | undefined>;
  /** Answers as the token route, whatever the path, for whatever speaks fetch. */
  tokenResponse(
    request: Request,
    extra?: { readonly address?: string | undefined; readonly raw?: unknown },
  ): Promise<Response>;
  /** Takes upgrades of `/voice/relay`; false when the request is for something else. For `server.on('upgrade', …)`. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
  /**
   * Takes upgrades of `/voice/relay` on this server before any other listener sees them. Those of other paths go on to the
   * others; where there is none, they are refused.
   * @throws VoiceServerError when the package `ws` is missing
   */
  attach(server: Server): VoiceServer;
  /** Calls of this process. */
  readonly calls: number;
  /** Whether it takes new calls: the store can be reached, and it does not drain. */
  readonly ready: boolean;
  /** The option `path`. */
  readonly path: string;
  /** Metrics in the text format of Prometheus: for a port of your own, not for visitors. */
  metrics(): string;
  /** No more tickets; running calls are asked to go elsewhere and end within 25 seconds. Resolves when none is left. */
  drain(): Promise<void>;
  /** Ends everything at once. */
  close(): Promise<void>;
}
