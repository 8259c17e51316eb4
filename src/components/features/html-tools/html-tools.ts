/**
 * Registers the tools in the page's HTML: `<voice-tool>` inside an agent, and `<form voice-tool>` anywhere in the agent's
 * document or shadow root. Loaded when there is one. From then on it follows tools that are added, changed or removed.
 */
import type { TemplateResult } from 'lit';
import type { AgentHost } from '../../contract/agent.js';
import type { EventHandlers, Feature, FeatureContext } from '../../contract/feature.js';
import { isOver } from '../../contract/status.js';
import { warnOnce } from '../../base/warn-once.js';
import type { ToolDefinition, ToolHandler } from '../../contract/tools.js';
import { schemaOf } from './form-schema.js';
import { FormTools } from './form-tools.js';

const HTML_TOOLS = 'voice-tool,form[voice-tool]';
const AGENT = 'voice-live-agent';

interface Known {
  /** The registered definition as JSON, to detect a change. */
  readonly text: string;
  readonly unregister: () => void;
}

export const create = (agent: FeatureContext): Feature => new HtmlTools(agent);

class HtmlTools implements Feature {
  readonly #element: AgentHost;
  readonly #forms: FormTools;
  readonly #known = new Map<Element, Known>();

  constructor(agent: FeatureContext) {
    this.#element = agent.host;
    this.#forms = new FormTools(agent);
    const changes = new MutationObserver((records) => records.some(concernsTools) && this.#read());
    const attributeFilter = [
      'voice-tool',
      'name',
      'description',
      'for',
      'id',
      'required',
      'disabled',
      'min',
      'max',
      'value',
    ];
    const root = this.#element.getRootNode();
    changes.observe(root, { subtree: true, childList: true, characterData: true, attributeFilter });
    this.#read();
  }

  readonly on: EventHandlers = {
    'vla-state': ({ state }) => {
      if (isOver(state)) this.#forms.forgetAll();
    },
  };

  card(): TemplateResult | undefined {
    return this.#forms.card();
  }

  #read(): void {
    const root = this.#element.getRootNode() as ParentNode;
    const found = new Map<Element, ToolDefinition>();
    for (const source of root.querySelectorAll(HTML_TOOLS)) {
      const definition = this.#isOurs(source) && definitionOf(source);
      if (definition) found.set(source, definition);
    }
    for (const [source, { text, unregister }] of this.#known) {
      if (text === JSON.stringify(found.get(source))) continue;
      this.#known.delete(source);
      unregister();
      if (!found.has(source) && source instanceof HTMLFormElement) this.#forms.forget(source);
    }
    for (const [source, definition] of found) if (!this.#known.has(source)) this.#add(source, definition);
  }

  /**
   * True when the tool belongs to this agent. A tool inside an agent belongs to that agent. A form elsewhere names its
   * agent's id in `for`, or belongs to every agent in the same document or shadow root.
   */
  #isOurs(source: Element): boolean {
    const owner = source.closest(AGENT);
    if (owner) return owner === this.#element;
    const id = source.getAttribute('for');
    if (source instanceof HTMLFormElement) return id === null || id === this.#element.id;
    warnOnce(`<voice-tool name="${nameOf(source)}"> must stand inside a <voice-live-agent>.`);
    return false;
  }

  #add(source: Element, definition: ToolDefinition): void {
    const { name } = definition;
    const handler: ToolHandler =
      source instanceof HTMLFormElement ? (args) => this.#forms.fill(source, name, args) : () => unanswered(name);
    // `vla-tool-call` of a `<voice-tool>` is dispatched on the tag itself and bubbles to the agent.
    const from = source instanceof HTMLFormElement ? {} : { source };
    const unregister = this.#element.registerTool({ ...definition, ...from }, handler);
    this.#known.set(source, { text: JSON.stringify(definition), unregister });
  }
}

function unanswered(name: string): never {
  throw new Error(`the page did not answer: it has to use respondWith() of vla-tool-call for ${name}`);
}

function concernsTools({ target, addedNodes, removedNodes }: MutationRecord): boolean {
  const element = target instanceof Element ? target : target.parentElement;
  if (element?.closest(HTML_TOOLS)) return true;
  return [...addedNodes, ...removedNodes].some(
    (node) => node instanceof Element && (node.matches(HTML_TOOLS) || node.querySelector(HTML_TOOLS)),
  );
}

const nameOf = (source: Element): string =>
  (source instanceof HTMLFormElement ? source.getAttribute('voice-tool') : source.getAttribute('name'))?.trim() ?? '';

function definitionOf(source: Element): ToolDefinition | undefined {
  const name = nameOf(source);
  if (!/^[\w-]{1,64}$/.test(name)) {
    warnOnce(`a tool in HTML needs a name of letters, digits, _ and -, not "${name}"; it is left out.`);
    return undefined;
  }
  const description = source.getAttribute('description') ?? source.ariaLabel ?? undefined;
  const parameters = source instanceof HTMLFormElement ? schemaOf(source) : writtenSchema(source, name);
  return parameters && { name, ...(description && { description }), parameters };
}

/** The JSON Schema inside a `<voice-tool>`. Undefined when it cannot be read: without it, the model would guess arguments. */
function writtenSchema(source: Element, name: string): object | undefined {
  const text = source.querySelector('script[type="application/json"]')?.textContent.trim();
  if (!text) return { type: 'object', properties: {} };
  let why = 'it is not an object';
  try {
    const schema: unknown = JSON.parse(text);
    if (typeof schema === 'object' && schema !== null && !Array.isArray(schema)) return schema;
  } catch (error) {
    why = (error as Error).message;
  }
  warnOnce(`the JSON Schema of <voice-tool name="${name}"> cannot be read (${why}); the tool is left out.`);
  return undefined;
}
