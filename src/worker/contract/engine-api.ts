/**
 * What the engine in the worker promises the main thread. Comlink carries these calls; only commands and state pass,
 * never samples.
 */
import type { Mode, Notice } from './conversation.js';
import type { Problem } from './faults.js';
import type { ClientEvent } from '../protocol/client-events.js';
import type { RequestSession } from '../protocol/objects/index.js';

/** How the credential travels. @see README, "The token endpoint" */
export type CredentialScheme = 'entra' | 'api-key' | 'subprotocol' | 'none';

/** The answer of the token endpoint or of `tokenProvider`. */
export interface Credential {
  readonly token?: string;
  readonly access_token?: string;
  readonly expiresAt?: string | number;
  readonly expiresIn?: number;
  readonly expires_in?: number;
  readonly expiresOnTimestamp?: number;
  readonly scheme?: CredentialScheme;
  /** Resource address; wins over the attribute. */
  readonly endpoint?: string;
  /** A complete wss:// address, used as it is. */
  readonly url?: string;
  /** Session settings the host pins; they win over everything the page says. */
  readonly session?: RequestSession;
}

/** Where to connect: what the attributes say. */
export interface ConnectionSettings {
  /** Absolute address of the token endpoint; undefined when the page gave a provider. */
  readonly tokenUrl: string | undefined;
  readonly endpoint: string | undefined;
  readonly apiVersion: string;
  readonly model: string;
  readonly profile: string | undefined;
  readonly agentName: string | undefined;
  readonly agentProjectName: string | undefined;
  readonly agentVersion: string | undefined;
  readonly conversationId: string | undefined;
  /** Preview switches, `name:value` with commas between. */
  readonly features: string | undefined;
}

export interface EngineSettings {
  readonly connection: ConnectionSettings;
  /** The wire session as the page wants it; what the host pinned is added by the worker. */
  readonly session: RequestSession;
  /** What the agent says first, when the conversation begins with a call. */
  readonly greeting: string | undefined;
  readonly mode: Mode;
  /** Also notify every server event as it came. */
  readonly rawEvents: boolean;
  /** Play softer as soon as the visitor seems to speak, before the service confirms it. */
  readonly ducking: boolean;
}

/** What the engine asks of the main thread. */
export interface EngineHost {
  /** Called in order; only the outcome of `open` waits for it. */
  notify(notices: readonly Notice[]): void | Promise<void>;
  /** The page's `tokenProvider`; undefined when it failed or there is none. */
  credential(): Promise<Credential | undefined>;
}

export type Outcome = { readonly ok: true } | { readonly ok: false; readonly problem: Problem };

/** A worklet's end of the sound: the port is transferred, samples flow on it alone. */
export interface SoundPort {
  readonly port: MessagePort;
  /** The context's rate, in Hz. */
  readonly sampleRate: number;
}

export interface EngineApi {
  /**
   * The first call: whom to tell. While the worker lives it holds the lock of this name, so that the page learns of
   * its death; undefined where there are no locks. Answers which build the worker is of.
   */
  meet(host: EngineHost, lifeLock: string | undefined): Promise<string>;
  /** A conversation is likely: fetches its credential, which `open` uses if it comes soon. */
  prepare(settings: ConnectionSettings): void;
  /** Connects and sets the session up. Resolves when `session.updated` has come, or with what went wrong. */
  open(settings: EngineSettings): Promise<Outcome>;
  /** Speech captured before the session is ready is kept and sent first. */
  attachMicrophone(sound: SoundPort): void;
  detachMicrophone(): void;
  /** `latencyMs`: from the graph's output to the ear. */
  attachSpeaker(sound: SoundPort, latencyMs: number): void;
  /** It becomes known when the device runs, and changes with the device. */
  setSpeakerLatency(latencyMs: number): void;
  detachSpeaker(): void;
  /** From written to spoken answers and back, within one session. */
  setMode(mode: Mode): void;
  sendText(text: string): void;
  /** Push to talk: the visitor holds a turn, or let it go. What becomes of its sound is said by events. */
  setHeld(on: boolean): void;
  /** Silence now, cancel, truncate to what was heard. */
  interrupt(): void;
  /** The answer to a tool call; `output` is what the model reads. */
  sendToolOutput(callId: string, output: string): void;
  sendEvent(event: ClientEvent | Readonly<Record<string, unknown>>): void;
  setRawEvents(on: boolean): void;
  /** Ends the conversation; the socket closes with 1000. */
  close(): void;
}
