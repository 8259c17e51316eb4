/** The saved voice agents. */
import type { EmulatorAgents, VoiceAgentDefinition } from '../public-types.js';
import type { Result } from '../shared/result.js';
import { readDefinition } from './definition-schema.js';
import type { Definition } from './definition-types.js';
import { KEPT_AGENTS } from './kept-agents.js';

export class AgentStore implements EmulatorAgents {
  readonly #agents = new Map<string, Definition>();

  constructor() {
    for (const [name, definition] of Object.entries(KEPT_AGENTS)) this.set(name, definition);
  }

  get(name: string): Definition | undefined {
    return this.#agents.get(name);
  }

  set(name: string, definition: VoiceAgentDefinition): void {
    if (typeof name !== 'string' || name === '') throw new TypeError('agents.set(): the name of the agent is missing.');
    const saved = this.save(name, definition);
    if (!saved.ok) throw new TypeError(`agents.set('${name}'): ${saved.fault.message}`);
  }

  /** Saves a definition that may be anything. A wrong one changes nothing. */
  save(name: string, definition: unknown): Result<Definition> {
    // a copy as it would travel: the caller's object may change, and may hold undefined
    const read = readDefinition(JSON.parse(JSON.stringify(definition ?? null)));
    if (read.ok) this.#agents.set(name, read.value);
    return read;
  }
}
