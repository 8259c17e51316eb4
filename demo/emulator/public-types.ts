/** The public types of `voice-live-agent/emulator`. They import nothing, so that they work without the emulator's sources. */

export interface EmulatorOptions {
  /** The port on localhost; a free one by default. */
  readonly port?: number;
  /** Origins beside those of this machine whose pages may ask for a token. */
  readonly origins?: readonly string[];
  /** Answers that replace the emulator's own. */
  readonly answers?: Answers;
  /** Session settings that the token endpoint pins. */
  readonly session?: Readonly<Record<string, unknown>>;
  /** How long a token is valid; 600 by default. */
  readonly tokenSeconds?: number;
  /** How much faster than real time speech is sent; 6 by default. */
  readonly speed?: number;
  /** Called with one line for each connection that is opened, refused or closed. No line holds a credential. */
  readonly log?: (line: string) => void;
}

/**
 * The answer to a visitor: words, or a call of one of the page's tools. With undefined the emulator answers by itself; its
 * README lists what it understands.
 */
export type Answers = (turn: VisitorTurn) => string | ToolCall | undefined;

export interface VisitorTurn {
  /** The typed text. Empty for speech, because no word is recognised. */
  readonly text: string;
  readonly spoken: boolean;
}

export interface ToolCall {
  readonly call: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
}

export interface RunningEmulator {
  /** `http://localhost:8787` */
  readonly url: string;
  /**
   * For the attribute `token-url`. A page on another port of this machine may ask it too. With `?agent=front-desk` it answers for
   * that voice agent.
   */
  readonly tokenUrl: string;
  /** The address of the service, as the token endpoint names it. */
  readonly endpoint: string;
  /** The number of tokens that it has issued. */
  readonly tokensGiven: number;
  readonly agents: EmulatorAgents;
  /** The open connections and the last few closed ones, oldest first. */
  connections(): readonly EmulatorConnection[];
  /** Sets faults for the next connections: for all of them by default, or for this number. */
  fail(faults: EmulatorFaults, connections?: number): void;
  /** Makes the token endpoint fail: every time by default, or this number of times. */
  failToken(answer: TokenFailure, times?: number): void;
  /** Ends all faults. */
  recover(): void;
  /** Ends every connection, and the server. */
  close(): Promise<void>;
}

/** The saved voice agents of the emulator. `plain`, `front-desk`, `disabled` and `broken-tool` are there at first. */
export interface EmulatorAgents {
  /**
   * Saves a voice agent for the sessions to come, in place of one of the same name. Throws a TypeError that names the field
   * when the definition cannot be right.
   */
  set(name: string, definition: VoiceAgentDefinition): void;
}

type Fields = Readonly<Record<string, unknown>>;

/** A saved voice agent, in the words of the service. All of it is optional. */
export interface VoiceAgentDefinition {
  readonly kind?: 'voice';
  /** `gpt-realtime` by default */
  readonly model?: string;
  readonly model_type?: string;
  /** may hold placeholders such as `{{visitor_name}}` */
  readonly instructions?: string;
  /** what the agent says first: these words, or an answer to this prompt */
  readonly greeting?:
    | { readonly type: 'template'; readonly text: string }
    | { readonly type: 'llm_generated'; readonly prompt: string; readonly tool_choice?: string | Fields };
  /** as in a session: formats, turn detection, transcription; voice */
  readonly audio?: { readonly input?: Fields; readonly output?: Fields };
  readonly output_modalities?: readonly string[];
  readonly max_output_tokens?: number | 'inf';
  readonly temperature?: number;
  readonly reasoning?: Fields;
  readonly include?: readonly string[];
  readonly interim_response?: Fields;
  readonly animation?: Fields;
  readonly metadata?: Readonly<Record<string, string>>;
  /** `function`, `mcp`, `toolbox` and `system` */
  readonly tools?: readonly Fields[];
  readonly tool_choice?: string | Fields;
  readonly parallel_tool_calls?: boolean;
  /** the values of the placeholders */
  readonly structured_inputs?: Readonly<
    Record<
      string,
      {
        readonly description?: string;
        readonly default_value?: unknown;
        readonly schema?: Fields;
        readonly required?: boolean;
      }
    >
  >;
  /** behaviours that the agent can move to */
  readonly handoff?: {
    readonly nodes: readonly Fields[];
    readonly edges: readonly Fields[];
    readonly max_transfers?: number;
    readonly max_attempts?: number;
  };
  /** text agents that it can ask */
  readonly subagent_config?: { readonly subagents: readonly Fields[] };
  /** whether conversations are stored; `store` in the address says otherwise for one of them */
  readonly store?: boolean;
  /** false refuses sessions with 409 */
  readonly enabled?: boolean;
}

export interface TokenFailure {
  readonly status: number;
  /** The header `Retry-After`: seconds, or a date. */
  readonly retryAfter?: number | string;
  readonly body?: string;
}

/** One client, at the moment of the call. */
export interface EmulatorConnection {
  readonly id: string;
  readonly open: boolean;
  readonly closeCode: number | undefined;
  /** The query of its address, without credentials. */
  readonly query: Readonly<Record<string, string>>;
  /** The session in force, in the words of the protocol. */
  readonly session: Readonly<Record<string, unknown>>;
  /** What the client sent, in order and without its audio. */
  readonly received: readonly ReceivedEvent[];
  /** What was said, in order. Speech of the visitor has no words. */
  readonly messages: readonly SaidMessage[];
  /** The newest two minutes that the client sent, as WAV. */
  heard(): Uint8Array;
  /** Sends any event of the protocol. */
  send(event: { readonly type: string; readonly [field: string]: unknown }): void;
  /** Without a code the connection is torn down, and the client sees 1006. */
  close(code?: number): void;
}

export interface ReceivedEvent {
  readonly type: string;
  /** Unix milliseconds. */
  readonly atMs: number;
  readonly event: Readonly<Record<string, unknown>>;
}

export interface SaidMessage {
  readonly role: string;
  readonly text: string;
}

/** Faults of one connection. Times count from its opening. */
export interface EmulatorFaults {
  /** an HTTP status instead of the upgrade */
  readonly refuseUpgrade?: 400 | 401 | 403 | 404 | 429 | 500 | 503;
  /** leaves the upgrade request without an answer */
  readonly neverAnswer?: boolean;
  /** delay of every event sent */
  readonly latencyMs?: number;
  /** up to this much on top of it, random; the order of events stays */
  readonly jitterMs?: number;
  /** after this time nothing is sent for `stallMs`; then everything at once */
  readonly stallAfterMs?: number;
  readonly stallMs?: number;
  readonly closeAfterMs?: number;
  readonly closeCode?: number;
  /** tears the connection down without a close frame, so that the client sees 1006 */
  readonly destroyAfterMs?: number;
  /** sends text that is no JSON */
  readonly malformedAfterMs?: number;
  readonly binaryAfterMs?: number;
  /** the session ends this early, as at its maximum age */
  readonly expireAfterMs?: number;
  /** transcription of what the visitor says fails */
  readonly failTranscription?: boolean;
  /** an `error` about something else comes before the first `session.updated` */
  readonly foreignError?: boolean;
  /** no `error` names the event that it answers */
  readonly namelessErrors?: boolean;
  /** each response comes with `rate_limits.updated` */
  readonly rateLimits?: boolean;
  /** after an approval of an MCP call the service answers by itself */
  readonly mcpGoesOn?: boolean;
  /** voice agents: how a new item is announced; `added` by default */
  readonly itemEvents?: 'created' | 'added' | 'both';
  /** voice agents: the first `session.updated` does not come, or comes after 4 seconds */
  readonly sessionUpdated?: 'never' | 'late';
  /** the reason of the close that `closeAfterMs` asks for, and of the one with which a voice agent ends the conversation */
  readonly closeReason?: string;
  /** voice agents: refuses `structured_input` in the address, as the deployed service does; the header stays good */
  readonly structuredInput?: 'refuse';
  /** audio is sent at this multiple of real time, in place of the usual one */
  readonly speed?: number;
  /** length of one piece of audio */
  readonly pieceMs?: number;
}
