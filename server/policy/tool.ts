/** A function that a page offers to the agent, put together anew. It runs in the page, so its site's servers are not at stake. */
import { isObject, type JsonObject } from '../options/json.js';

const NAME = /^[\w.-]{1,64}$/;
const MOST_DESCRIPTION = 1024;
const MOST_PARAMETERS = 16_384;

/** Undefined for any other kind of tool, and for one that is too large. */
export function functionTool(tool: unknown): JsonObject | undefined {
  if (!isObject(tool) || tool['type'] !== 'function') return undefined;
  const { name, description, parameters } = tool;
  if (typeof name !== 'string' || !NAME.test(name)) return undefined;
  if (parameters !== undefined && JSON.stringify(parameters).length > MOST_PARAMETERS) return undefined;
  return {
    type: 'function',
    name,
    ...(typeof description === 'string' && { description: description.slice(0, MOST_DESCRIPTION) }),
    ...(isObject(parameters) && { parameters }),
  };
}
