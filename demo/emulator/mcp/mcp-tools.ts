/** The made-up tools of MCP servers. No server is contacted. */
import type { McpServer, ToolNames } from '../session/session-types.js';
import type { JsonObject } from '../shared/json.js';

export interface McpTool {
  readonly name: string;
  readonly description: string;
  readonly input_schema: JsonObject;
  /** Throws when the tool fails. */
  readonly run: (args: JsonObject) => string;
}

const takes = (properties: JsonObject): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

/** The tools of every MCP server, whatever its address. */
const MCP_TOOLS: readonly McpTool[] = [
  {
    name: 'lookup',
    description: 'Looks something up.',
    input_schema: takes({ query: { type: 'string' } }),
    run: ({ query }) => `nothing is known about ${String(query)}`,
  },
  {
    name: 'add',
    description: 'Adds two numbers.',
    input_schema: takes({ a: { type: 'number' }, b: { type: 'number' } }),
    run: ({ a, b }) => String(Number(a) + Number(b)),
  },
  {
    name: 'broken',
    description: 'Fails.',
    input_schema: takes({}),
    run: () => {
      throw new Error('This tool fails whenever it is called.');
    },
  },
];

export const allowedTools = ({ allowed_tools: allowed }: McpServer): readonly McpTool[] =>
  MCP_TOOLS.filter(({ name }) => namesOf(allowed)?.includes(name) ?? true);

/** Whether a call needs an approval. Without a rule it does; a map lists the tools that always or never need one. */
export function needsApproval({ require_approval: rule = 'always' }: McpServer, toolName: string): boolean {
  if (typeof rule === 'string') return rule === 'always';
  return namesOf(rule.always)?.includes(toolName) === true || namesOf(rule.never)?.includes(toolName) !== true;
}

const namesOf = (names: ToolNames | undefined): readonly string[] | undefined =>
  names === undefined || 'includes' in names ? names : (names.tool_names ?? []);

/** False for an invalid address, and for a host whose name begins with "broken" or "unreachable". */
export const isReachable = ({ server_url: url }: McpServer): boolean =>
  url === undefined ||
  (URL.canParse(url) &&
    /^https?:$/.test(new URL(url).protocol) &&
    !/^(broken|unreachable)\b/.test(new URL(url).hostname));
