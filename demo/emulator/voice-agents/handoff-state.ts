/** Where a session stands in the graph of its agent's behaviours. Pure, but for the moves that are committed to it. */
import { isRealtimeModel } from '../session/session-rules.js';
import type { Session } from '../session/session-types.js';
import type { JsonObject } from '../shared/json.js';
import { ENTRYPOINT } from './definition-schema.js';
import type { HandoffEdge, HandoffGraph, NodeConfig } from './definition-types.js';

export const TRANSFER_TOOL = 'handoff';
const MAX_TRANSFERS = 16;

export class HandoffState {
  readonly #graph: HandoffGraph;
  /** the session as it was at first: what a node leaves out is taken from it */
  readonly #base: Session;
  #active = ENTRYPOINT;
  #generation = 1;
  #transfers = 0;
  #attempts = 0;

  constructor(graph: HandoffGraph, base: Session) {
    this.#graph = graph;
    this.#base = base;
  }

  get active(): string {
    return this.#active;
  }

  get generation(): number {
    return this.#generation;
  }

  get available(): readonly HandoffEdge[] {
    const { edges, max_transfers = MAX_TRANSFERS, max_attempts = max_transfers } = this.#graph;
    const spent = this.#transfers >= max_transfers || this.#attempts >= max_attempts;
    return spent ? [] : edges.filter(({ source }) => source === this.#active);
  }

  /** The edge that leads to a node from here. */
  edgeTo(target: string): HandoffEdge | undefined {
    return this.available.find((edge) => edge.target === target);
  }

  attempt(): void {
    this.#attempts++;
  }

  /** Moves along an edge. Returns the session with the behaviour of its target. */
  commit({ target }: HandoffEdge, session: Session): Session {
    this.#active = target;
    this.#generation++;
    this.#transfers++;
    const node = this.#graph.nodes.find(({ id }) => id === target);
    const moved = node ? this.#behaviour(node.config) : pick(this.#base);
    return { ...session, ...moved, handoff: this.describe() };
  }

  /** `session.handoff` */
  describe(): JsonObject {
    const { nodes, edges } = this.#graph;
    const shown = nodes.map(({ id, description }) => ({ id, description, implicit: false }));
    const implicit = { id: ENTRYPOINT, description: 'The beginning', implicit: true };
    const available = this.available;
    return {
      pipeline_family: isRealtimeModel(this.#base.model) ? 'realtime' : 'cascaded',
      active_node_id: this.#active,
      node_generation: this.#generation,
      transfer_count: this.#transfers,
      attempt_count: this.#attempts,
      available_edge_ids: available.map(({ id }) => id),
      transfer_tool: available.length === 0 ? null : transferTool(available),
      nodes: shown.some(({ id }) => id === ENTRYPOINT) ? shown : [implicit, ...shown],
      edges: edges.map(({ description: _, ...edge }) => edge),
    };
  }

  #behaviour(config: NodeConfig): ReturnType<typeof pick> {
    const base = pick(this.#base);
    const own = config.instructions === undefined ? base.instructions : (config.instructions ?? '');
    const inherits = config.inherit_from_base_instructions === true && config.instructions !== undefined;
    return {
      ...base,
      model: config.model ?? base.model,
      instructions: inherits ? `${base.instructions}\n${own}`.trim() : own,
      tools: config.tools ?? [],
      tool_choice: config.tool_choice ?? 'auto',
      voice: config.voice ?? base.voice,
      parallel_tool_calls: config.parallel_tool_calls ?? false,
      ...(config.temperature != null && { temperature: config.temperature }),
      ...(config.max_response_output_tokens != null && {
        max_response_output_tokens: config.max_response_output_tokens,
      }),
      ...(config.reasoning_effort != null && { reasoning_effort: config.reasoning_effort }),
      ...(config.interim_response != null && { interim_response: config.interim_response }),
    };
  }
}

/** The settings that belong to a node. */
const pick = ({ model, instructions, tools, tool_choice, voice, parallel_tool_calls, ...rest }: Session) => ({
  ...{ model, instructions, tools, voice, max_response_output_tokens: rest.max_response_output_tokens },
  ...(tool_choice !== undefined && { tool_choice }),
  ...(parallel_tool_calls !== undefined && { parallel_tool_calls }),
  ...(rest.temperature !== undefined && { temperature: rest.temperature }),
  ...(rest.interim_response !== undefined && { interim_response: rest.interim_response }),
});

const transferTool = (available: readonly HandoffEdge[]): JsonObject => ({
  type: 'function',
  name: TRANSFER_TOOL,
  description: available.map(({ target, description }) => `${target}: ${description}`).join('\n'),
  parameters: {
    type: 'object',
    properties: { target: { type: 'string', enum: available.map(({ target }) => target) } },
    required: ['target'],
  },
});
