/** The trigger `mcp`. It chooses an answer; the call itself is in responding/call-mcp-tool.ts. */
import { allowedTools } from '../mcp/mcp-tools.js';
import { isMcpServer, type McpServer, type Tool } from '../session/session-types.js';
import { isObject } from '../shared/json.js';
import { type Answer, say } from './answer.js';

/** `mcp add {"a": 2, "b": 3}`: any tool of the session's MCP servers; `mcp lookup trains` has words in place of JSON. */
export function callMcp(tools: readonly Tool[], wanted: string, rest: string): Answer {
  const servers = tools.filter(isMcpServer);
  if (servers.length === 0) return say('There is no MCP server in this session.');
  const server = servers.find((candidate) => offers(candidate, wanted)) ?? servers[0]!;
  const [first] = allowedTools(server);
  if (wanted !== '' && !offers(server, wanted)) return say(`There is no MCP tool named ${wanted}.`);
  if (!first) return say(`The server ${server.server_label} allows no tool.`);
  return { kind: 'mcp', server, call: { name: wanted || first.name, args: readArgs(rest.trim()) } };
}

const offers = (server: McpServer, wanted: string): boolean => allowedTools(server).some(({ name }) => name === wanted);

function readArgs(rest: string): Readonly<Record<string, unknown>> {
  try {
    const args: unknown = JSON.parse(rest);
    if (isObject(args)) return args;
  } catch {
    // not JSON: the text becomes the query
  }
  return { query: rest || 'bicycles' };
}
