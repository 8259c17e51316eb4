/** Checks a saved voice agent: each field, then what the fields say of each other. */
import {
  anything,
  boolean,
  type Check,
  integer,
  listOf,
  mapOf,
  number,
  object,
  oneOf,
  orNull,
  text,
} from '../session/check.js';
import { interimResponseSchema, reasoningSchema, tokenCapSchema } from '../session/session-schema.js';
import { toolChoiceSchema } from '../session/tool-schema.js';
import { failure, invalidValue, type RequestFault, type Result, success } from '../shared/result.js';
import type { Definition, HandoffGraph } from './definition-types.js';
import { nodeVoiceSchema, sessionFields, toolSchema } from './wire-schemas.js';

/** The behaviour that a session begins with. */
export const ENTRYPOINT = '$entrypoint';
const ID = /^[a-z][a-z0-9_-]{0,63}$/;
const MAX_NODES = 32;
const MAX_EDGES = 128;
const limit = integer({ min: 1, max: 100 });

const id: Check = (value, path) =>
  text()(value, path) ??
  (ID.test(value as string) ? undefined : invalidValue(path, `'${path}' must be like billing or to_billing.`));
const nodeId: Check = (value, path) => (value === ENTRYPOINT ? undefined : id(value, path));

const nodeConfig = object({
  model: text({ min: 1 }),
  ...{ instructions: orNull(text()), inherit_from_base_instructions: boolean, voice: orNull(nodeVoiceSchema) },
  ...{ tools: orNull(listOf(toolSchema)), tool_choice: orNull(toolChoiceSchema), parallel_tool_calls: boolean },
  ...{ temperature: orNull(number({ min: 0, max: 2 })), max_response_output_tokens: orNull(tokenCapSchema) },
  ...{ reasoning_effort: orNull(reasoningSchema), interim_response: orNull(interimResponseSchema) },
  voice_adaptation: orNull(object({ type: oneOf('auto') })),
});
const node = object({ id: nodeId, description: text({ min: 1 }), config: nodeConfig }, ['id', 'description', 'config']);
const edge = object(
  {
    ...{ id, source: nodeId, target: nodeId, description: text({ min: 1, max: 500 }), cancel_on_interruption: boolean },
    ...{ delay_ms: integer({ min: 0, max: 10_000 }), transfer_message: orNull(text({ max: 500 })) },
    target_response: oneOf('auto', 'none'),
  },
  ['id', 'source', 'target', 'description'],
);
const subagent = object(
  {
    ...{ agent_name: text({ min: 1 }), agent_version: text(), agent_capabilities: text({ min: 1 }) },
    ...{ response_policy: mapOf(anything), invoke_timeout_seconds: number({ min: 0 }) },
  },
  ['agent_name', 'agent_capabilities'],
);
const structuredInput = object({
  ...{ description: text(), default_value: anything, schema: mapOf(anything), required: boolean },
});

const schema = object({
  ...sessionFields,
  ...{ kind: oneOf('voice'), model: text({ min: 1 }), model_type: text() },
  structured_inputs: mapOf(structuredInput),
  handoff: object({ nodes: listOf(node), edges: listOf(edge), max_transfers: limit, max_attempts: limit }, [
    'nodes',
    'edges',
  ]),
  subagent_config: object({ subagents: listOf(subagent) }, ['subagents']),
  ...{ store: boolean, enabled: boolean },
});

/** Reads a definition. The fault of a wrong one names the field. */
export function readDefinition(value: unknown): Result<Definition> {
  const fault = schema(value, '');
  // the name of the whole definition is empty
  if (fault) return failure({ ...fault, message: fault.message.replace("''", 'the definition') });
  const definition = value as Definition;
  const broken = checkTools(definition) ?? (definition.handoff && checkGraph(definition.handoff));
  return broken ? failure(broken) : success(definition);
}

function checkTools({ tools = [] }: Definition): RequestFault | undefined {
  const kinds = tools.map(({ type }) => type);
  return kinds.includes('toolbox') && kinds.some((kind) => kind === 'mcp' || kind === 'function')
    ? invalidValue('tools', "'tools' has a toolbox, which stands instead of single tools and not beside them.")
    : undefined;
}

function checkGraph({ nodes, edges }: HandoffGraph): RequestFault | undefined {
  const at = 'handoff';
  const wrong = (path: string, message: string): RequestFault => invalidValue(`${at}.${path}`, message);
  if (nodes.length > MAX_NODES) return wrong('nodes', `'handoff.nodes' may have ${MAX_NODES} nodes at most.`);
  if (edges.length > MAX_EDGES) return wrong('edges', `'handoff.edges' may have ${MAX_EDGES} edges at most.`);
  const repeated = repeatedId(nodes) ?? repeatedId(edges);
  if (repeated !== undefined) return wrong('nodes', `'handoff' has the id '${repeated}' twice.`);
  if (nodes.findIndex((each) => each.id === ENTRYPOINT) > 0)
    return wrong('nodes', `'${ENTRYPOINT}' must be the first node.`);
  const known = [ENTRYPOINT, ...nodes.map((each) => each.id).filter((each) => each !== ENTRYPOINT)];
  for (const [index, each] of edges.entries()) {
    for (const end of ['source', 'target'] as const) {
      if (!known.includes(each[end])) {
        const path = `edges[${index}].${end}`;
        return wrong(path, `'${at}.${path}' is '${each[end]}', which is no node. There are ${known.join(', ')}.`);
      }
    }
  }
  return edges.some(({ source }) => source === ENTRYPOINT)
    ? undefined
    : wrong('edges', `'handoff.edges' needs an edge whose source is '${ENTRYPOINT}'.`);
}

const repeatedId = (list: readonly { readonly id: string }[]): string | undefined =>
  list.map((each) => each.id).find((each, index, all) => all.indexOf(each) !== index);
