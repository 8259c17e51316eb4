/** The details of events about what the service does for the agent: servers, searches, sources, other agents. */

/** `vla-mcp`: an MCP server lists its tools or runs one, or an agent of the service is asked. */
export interface McpDetail {
  /** `list`: the tools of a server are listed. `call`: a tool runs. `agent`: an agent of the service is asked. */
  readonly kind: 'list' | 'call' | 'agent';
  /** How far it is. */
  readonly status: 'in_progress' | 'completed' | 'failed';
  /** Id of the item in the conversation. */
  readonly itemId: string;
  /** Name of the server in the session; empty for an agent. */
  readonly serverLabel: string;
  /** Name of the tool or of the agent; empty while tools are listed. */
  readonly name: string;
  /** Names of the tools, once they are listed. */
  readonly tools?: readonly string[];
  /** Output of a call. If it arrives after the call completed, the event is dispatched again with it. */
  readonly output?: string;
  /** What the service says of a failure, as it came. */
  readonly error?: unknown;
}

/** `vla-approval`: an MCP tool needs approval. Cancelable, for a page that asks the visitor itself. */
export interface ApprovalDetail {
  /** Id of the request, for `approve()`. */
  readonly requestId: string;
  /** Name of the server in the session. */
  readonly serverLabel: string;
  /** Name of the tool. */
  readonly name: string;
  /** The arguments that the model chose, parsed; a text when they are no JSON. */
  readonly arguments: unknown;
  /** With true the tool runs once, with false it does not run. */
  respondWith(yes: boolean): void;
}

/** `vla-search`: the progress of a search of the web or of files. */
export interface SearchDetail {
  /** Where it searches. */
  readonly kind: 'web' | 'file';
  /** How far it is. */
  readonly status: 'in_progress' | 'searching' | 'completed' | 'failed';
  /** Id of the item in the conversation. */
  readonly itemId: string;
}

/** `vla-annotation`: a source of the words in an answer. */
export interface AnnotationDetail {
  /** Id of the message that has this source. */
  readonly itemId: string;
  /** The service's name for the kind of source, such as `url_citation`. */
  readonly kind: string;
  /** Title of the source; may be empty. */
  readonly title: string;
  /** Address of the source. Absent unless it is an https address. */
  readonly url?: string;
  /** Host of `url`. */
  readonly host?: string;
  /** Index of the part of the message's content. */
  readonly contentIndex?: number;
  /** Index of the source among those of its part. */
  readonly annotationIndex?: number;
  /** Where the words begin that have this source, in characters of the part. */
  readonly startIndex?: number;
  /** Where they end. */
  readonly endIndex?: number;
}

/** `vla-handoff`: a voice agent hands the conversation over to another behaviour of its own. */
export interface HandoffDetail {
  /** How far it is. */
  readonly status: 'started' | 'completed' | 'aborted';
  /** Id of this handoff, the same in all its events. */
  readonly handoffId: string;
  /** Ids of the behaviours in the agent's definition; `$entrypoint` is the first. */
  readonly from: string;
  /** Id of the behaviour that takes over. */
  readonly to: string;
  /** What the definition says of the behaviour `to`, for people. Absent when it says nothing. */
  readonly description?: string;
  /** Why it was aborted, such as `user_interruption`; `timeout` when the service did not tell its end within 30 s. */
  readonly reason?: string;
  /** How long it took, in ms. */
  readonly durationMs?: number;
}

/** `vla-subagent`: a voice agent asks another agent, while the conversation goes on. */
export interface SubagentDetail {
  /** How far it is. */
  readonly status: 'started' | 'completed' | 'aborted';
  /** Id of this question, the same in all its events. */
  readonly consultationId: string;
  /** Name of the agent that is asked. */
  readonly name: string;
  /** Why it was aborted, such as `timeout`. */
  readonly reason?: string;
}
