/** The trigger `call`, and the answer after a tool. It knows the declared functions, not what they do. */
import type { Tool } from '../session/session-types.js';
import { isObject } from '../shared/json.js';
import { type Answer, say } from './answer.js';

export const findFunction = (tools: readonly Tool[], matches: (name: string) => boolean): string | undefined =>
  tools.find((tool) => tool.type === 'function' && matches(tool.name ?? ''))?.name;

/** `call add_to_cart {"sku": "b1"}`: any declared function can be tried out. */
export function callTool(tools: readonly Tool[], wanted: string, argsText: string): Answer {
  const name = findFunction(tools, (candidate) => candidate.toLowerCase() === wanted.toLowerCase());
  if (name === undefined) return say(`There is no tool named ${wanted}.`);
  const args = parseArgs(argsText);
  return args ? { kind: 'call', calls: [{ name, args }] } : say('The arguments must be a JSON object.');
}

function parseArgs(argsText: string): Readonly<Record<string, unknown>> | undefined {
  if (argsText.trim() === '') return {};
  try {
    const args: unknown = JSON.parse(argsText);
    return isObject(args) ? args : undefined;
  } catch {
    return undefined;
  }
}

/** Puts the outputs of tools into words. */
export const tellOutputs = (outputs: readonly string[]): string =>
  `The tool answered: ${outputs.map((output) => `${tellOutput(output)}.`).join(' ')}`;

function tellOutput(output: string): string {
  try {
    return tellValue(JSON.parse(output));
  } catch {
    return output === '' ? 'nothing' : output.replace(/\.$/, '');
  }
}

function tellValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(tellValue).join(', ');
  if (!isObject(value)) return String(value);
  return Object.entries(value)
    .map(([key, entry]) => `${key} ${tellValue(entry)}`)
    .join(', ');
}
