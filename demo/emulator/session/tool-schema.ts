import { boolean, either, listOf, mapOf, object, oneOf, text, union } from './check.js';

const type = text();
const name = text({ min: 1 });

export const toolSchema = union('type', {
  function: object({ type, name, description: text(), parameters: mapOf((): undefined => undefined) }, ['name']),
  mcp: object(
    {
      type,
      server_label: name,
      server_url: name,
      authorization: text(),
      headers: mapOf(text()),
      allowed_tools: listOf(text()),
      require_approval: either(oneOf('never', 'always'), mapOf(listOf(text()))),
    },
    ['server_label', 'server_url'],
  ),
  foundry_agent: object(
    {
      type,
      agent_name: name,
      agent_version: text(),
      project_name: name,
      client_id: text(),
      description: text(),
      foundry_resource_override: text(),
      agent_context_type: oneOf('no_context', 'agent_context'),
      return_agent_response_directly: boolean,
    },
    ['agent_name', 'project_name'],
  ),
});

/** A bare string may also be the name of a function: one example in the documentation has it so. */
export const toolChoiceSchema = either(name, object({ type: oneOf('function'), name }, ['type', 'name']));
