/** What a visitor may talk to, and how far their page may shape it. It imports nothing. */

/** An object of the wire, in the words of the service (snake_case). */
export type WireObject = Readonly<Record<string, unknown>>;

/** A text agent of a Foundry project, on the route of Voice Live. */
export interface AgentTarget {
  readonly name: string;
  readonly project: string;
  /** The newest unless it is given. */
  readonly version?: string;
  /** Client id of the managed identity that the service uses towards the agent. */
  readonly authenticationIdentityClientId?: string;
  /** Name of the Foundry resource, where it is not the one of `endpoint`. */
  readonly foundryResourceOverride?: string;
}

/** A Foundry voice agent (`kind: voice`), on its own route. Entra only. */
export interface VoiceAgentTarget {
  readonly name: string;
  readonly project: string;
  /** The newest unless it is given. */
  readonly version?: string;
  /** Whether the conversation is kept by the service; the agent's own setting unless it is given. */
  readonly store?: boolean;
  /**
   * Values for the placeholders of its instructions, the same for all visitors; `authorize` gives those of one. They travel in
   * a header, never in an address.
   */
  readonly structuredInputs?: WireObject;
}

/** Prices for one million tokens, in euros. What is left out costs nothing. */
export interface Prices {
  readonly textIn?: number;
  readonly cachedTextIn?: number;
  readonly audioIn?: number;
  readonly cachedAudioIn?: number;
  readonly imageIn?: number;
  readonly textOut?: number;
  readonly audioOut?: number;
}

/**
 * One way to talk. Exactly one of `model`, `agent` and `voiceAgent` is given. The page cannot change what stands here, and
 * never reads `session.instructions` or the secrets of its tools.
 */
export interface Profile {
  /** Name of a model, such as `gpt-realtime`, or of your deployment with `bringYourOwn`. */
  readonly model?: string;
  /** Bring your own model: `byom-azure-openai-realtime` or `byom-azure-openai-chat-completion`. */
  readonly bringYourOwn?: string;
  readonly agent?: AgentTarget;
  readonly voiceAgent?: VoiceAgentTarget;
  /** `2026-07-15`; `v1` for voice agents, and for models where the page speaks that dialect. */
  readonly apiVersion?: string;
  /** Preview switches: `name:value` in the address, or the header `VoiceLive-Features` with `v1`. */
  readonly features?: string;
  /** Settings that hold for the whole call, sent by the relay before anything of the page. */
  readonly session?: WireObject;
  /**
   * Keys of `session.update` that the page may set where `session` does not. Keys of nested objects are joined by dots
   * (`audio.input.format`). Without it: what concerns sound and not what is said (`DEFAULT_ALLOW`). With `tools`, functions
   * pass; any other tool only where `session.tools` has one of the same type and label, and then that one is sent.
   */
  readonly allow?: readonly string[];
  /**
   * Fields of `response.create` that the page may set beside `modalities`, `output_modalities`, token limits, `metadata` and
   * `cancel_previous`: any of `instructions`, `tools`, `tool_choice`, `voice`, `conversation`, `temperature`, `input_items`,
   * `append_input_items`, `pre_generated_assistant_message` (500 characters at most). None by default.
   */
  readonly allowResponse?: readonly string[];
  /** Sentences that the page may have spoken as they are written, such as its greeting. None by default. */
  readonly phrases?: readonly string[];
  /**
   * What becomes of a system item, which anybody could write who has the page: `rewrite` (default) makes it a visitor's item
   * that begins "About the page:", `allow` lets it through, `drop` drops it.
   */
  readonly systemItems?: 'rewrite' | 'allow' | 'drop';
  /** Whether a page that connects again may tell what was said before, within bounds. True by default. */
  readonly replay?: boolean;
  /** Most tokens that the page may ask for in one answer; 4096 by default. */
  readonly maxOutputTokens?: number;
  /** Without them the spend guard (`limits.eurosPerDay`) does not see this profile. */
  readonly prices?: Prices;
}
