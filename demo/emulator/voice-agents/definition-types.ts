/** A saved voice agent that has passed its schema. Types only. */
import type { VoiceAgentDefinition } from '../public-types.js';
import type { InterimResponse, Tool, ToolChoice, Voice } from '../session/session-types.js';
import type { AgentSession } from './session-words.js';

/** What the agent does while a node of the graph is active. */
export interface NodeConfig {
  readonly model?: string;
  readonly instructions?: string | null;
  readonly inherit_from_base_instructions?: boolean;
  readonly tools?: readonly Tool[] | null;
  readonly tool_choice?: ToolChoice | null;
  readonly voice?: Voice | null;
  readonly temperature?: number | null;
  readonly max_response_output_tokens?: number | 'inf' | null;
  readonly reasoning_effort?: string | null;
  readonly interim_response?: InterimResponse | null;
  readonly parallel_tool_calls?: boolean;
}

export interface HandoffNode {
  readonly id: string;
  readonly description: string;
  readonly config: NodeConfig;
}

export interface HandoffEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly description: string;
  readonly cancel_on_interruption?: boolean;
  readonly delay_ms?: number;
  readonly transfer_message?: string | null;
  readonly target_response?: 'auto' | 'none';
}

export interface HandoffGraph {
  readonly nodes: readonly HandoffNode[];
  readonly edges: readonly HandoffEdge[];
  readonly max_transfers?: number;
  readonly max_attempts?: number;
}

export interface Subagent {
  readonly agent_name: string;
  readonly agent_capabilities: string;
}

export interface Definition
  extends
    Omit<VoiceAgentDefinition, keyof AgentSession | 'handoff' | 'subagent_config'>,
    Omit<AgentSession, 'type' | 'greeting'> {
  readonly greeting?: VoiceAgentDefinition['greeting'];
  readonly handoff?: HandoffGraph;
  readonly subagent_config?: { readonly subagents: readonly Subagent[] };
}
