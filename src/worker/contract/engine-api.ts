/**
 * What the engine in the worker promises the main thread, and what it needs from it. Comlink carries these calls. Only
 * commands and state pass here, never samples.
 */
import type { Message, Mode, Notice } from './conversation.js';
import type { Problem } from './faults.js';
import type { ClientEvent } from '../protocol/client-events.js';
import type { DialectName } from '../protocol/dialects/dialect.js';
import type { RequestSession } from '../protocol/objects/index.js';

/** How the credential travels. @see README, "The token endpoint" */
export type CredentialScheme = 'entra' | 'api-key' | 'subprotocol' | 'none';

/** The answer of the token endpoint or of `tokenProvider`. README, "The token endpoint", explains each field. */
export interface Credential {
  readonly token?: string;
  readonly access_token?: string;
  readonly expiresAt?: string | number;
  readonly expiresIn?: number;
  readonly expires_in?: number;
  readonly expiresOnTimestamp?: number;
  readonly scheme?: CredentialScheme;
  /** Address of the resource. It wins over the attribute. */
  readonly endpoint?: string;
  /** A complete wss:// address, used as it is. */
  readonly url?: string;
  /** The id of this call at the server kit's relay. The next connection's ticket is asked for with it. */
  readonly call?: string;
  /** Subprotocols to offer with `url`. None by default: where a server chooses none of them, the browser closes the socket. */
  readonly protocols?: readonly string[];
  /** How the service at this address speaks. It wins over the attribute `agent-kind`. */
  readonly dialect?: DialectName;
  /** Values for the placeholders of a voice agent's instructions. They win over those of the page. */
  readonly structuredInputs?: Readonly<Record<string, unknown>>;
  /** Session settings that the host pins. They win over those of the page. */
  readonly session?: RequestSession;
}

/** Where to connect, as the attributes say. */
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
  readonly agentAuthenticationIdentityClientId?: string | undefined;
  readonly foundryResourceOverride?: string | undefined;
  /** `voice-agent` for a Foundry agent of the kind `voice`. */
  readonly dialect?: DialectName | undefined;
  /** Whether the service keeps the conversation with a voice agent; undefined when the agent decides. */
  readonly store?: boolean | undefined;
  /** Values for the placeholders of a voice agent's instructions. */
  readonly structuredInputs?: Readonly<Record<string, unknown>> | undefined;
  /** What the page's property `session` says. It has the modalities of a call, where the page names them. */
  readonly ownSession?: RequestSession | undefined;
  /** The session goes on with a conversation that another one began. */
  readonly renews?: boolean | undefined;
  /** Preview switches: `name:value`, separated by commas. */
  readonly features: string | undefined;
  /** Tells the page what travels on the connection, for a recording: `none`, or as the attribute `record` says. */
  readonly record?: string | undefined;
  /** The `call` of the connection before this one. */
  readonly follows?: string | undefined;
}

export interface EngineSettings {
  readonly connection: ConnectionSettings;
  /** The wire session as the page wants it. The worker adds the settings that the host pinned. */
  readonly session: RequestSession;
  /** The agent's first sentence. */
  readonly greeting: string | undefined;
  readonly mode: Mode;
  /** What was said in the conversation before, which broke off. The agent is told, and does not greet again. */
  readonly earlier?: readonly Pick<Message, 'role' | 'text'>[] | undefined;
  /** Sends every server event as a notice, too. */
  readonly rawEvents: boolean;
  /** Lowers playback as soon as the visitor seems to speak, before the service confirms it. */
  readonly ducking: boolean;
}

/** What the engine needs from the main thread. */
export interface EngineHost {
  /** Called in order. Only the outcome of `open` waits for its promise. */
  notify(notices: readonly Notice[]): void | Promise<void>;
  /** Calls the page's `tokenProvider`. Undefined when it failed, or when there is none. */
  credential(): Promise<Credential | undefined>;
}

export type Outcome = { readonly ok: true } | { readonly ok: false; readonly problem: Problem };

/** The worker's port to a worklet. The port is transferred, and samples travel on it alone. */
export interface AudioPort {
  readonly port: MessagePort;
  /** The context's rate, in Hz. */
  readonly sampleRate: number;
}

export interface EngineApi {
  /**
   * The first call.
   * @param lifeLock the worker holds the lock of this name while it lives, so that the page learns of its death; undefined
   *   where there are no locks
   * @param later the address of `engine.later.js`, which is loaded once a session stands; a worker with everything inside
   *   does not need it
   * @returns the id of the worker's build
   */
  meet(host: EngineHost, lifeLock: string | undefined, later: string | undefined): Promise<string>;
  /** Fetches a credential in advance because a conversation is likely. `open` uses it when it is called soon. */
  prepare(settings: ConnectionSettings): void;
  /** Connects and sets the session up. Resolves when `session.updated` has come, or with the problem. */
  open(settings: EngineSettings): Promise<Outcome>;
  /** Speech that is captured before the session is ready is kept and sent first. */
  attachMicrophone(audio: AudioPort): void;
  detachMicrophone(): void;
  /** `latencyMs`: the time from the graph's output to the ear. */
  attachSpeaker(audio: AudioPort, latencyMs: number): void;
  /** The latency becomes known when the device runs, and changes with the device. */
  setSpeakerLatency(latencyMs: number): void;
  detachSpeaker(): void;
  /** Changes between written and spoken answers, within one session. Resolves when the page has heard of the new state. */
  setMode(mode: Mode): Promise<unknown>;
  sendText(text: string): void;
  /** Push to talk: the visitor holds the button, or released it. Other events say what happens to the recorded audio. */
  setHeld(on: boolean): void;
  /** Stops the answer: playback is silent, the response is cancelled, its item is truncated to what was heard. */
  interrupt(): void;
  /** The result of a tool call. `output` is the text that the model reads. */
  sendToolOutput(callId: string, output: string): void;
  sendEvent(event: ClientEvent | Readonly<Record<string, unknown>>): void;
  /** Changes the session by what the page's settings are now. What the host pinned stays. */
  changeSession(session: RequestSession): void;
  setRawEvents(on: boolean): void;
  /** The page is seen again, or (`online`) its network came or went: the connection may be gone. */
  wake(online?: boolean): void;
  /** Ends the conversation. The socket closes with code 1000. */
  close(): void;
}
