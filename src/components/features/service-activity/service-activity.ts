/** What MCP servers, agents and searches do, told to the page and the visitor. Loaded when the first of it comes. */
import type { AgentSession } from '../../session/agent-runtime.js';
import type { Approvals } from './approvals.js';
import { warnOnce } from '../../contract/attributes.js';
import { takeNotes } from '../activity-notes/activity-notes.js';
import { vlaEvent, type ApprovalDetail, type McpDetail, type SearchDetail } from '../../contract/events.js';
import type { WireEvent } from '../../../worker/protocol/forwarded-events.js';

/** What is read of them may be anything: the documents of the service disagree. */
type Wire = Readonly<Record<string, unknown>>;

const STAGE = /^(?:response\.)?(mcp_list_tools|mcp_call|foundry_agent_call|web_search_call|file_search_call)\.(\w+)$/;
const KINDS: Readonly<Record<string, McpDetail['kind']>> = {
  mcp_list_tools: 'list',
  mcp_call: 'call',
  foundry_agent_call: 'agent',
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function parsed(value: unknown): unknown {
  try {
    return JSON.parse(text(value) || '{}');
  } catch {
    return value;
  }
}

/** Only of https: what a page may make a link of. */
function linkOf(address: unknown): { readonly url?: string; readonly host?: string } {
  const url = URL.canParse(text(address)) ? new URL(text(address)) : undefined;
  return url?.protocol === 'https:' ? { url: url.href, host: url.host } : {};
}

/** Without its card a question is still the page's to answer. */
const ignore = (): void => undefined;

/** Of those that are remembered; nobody waits for the word on an older one. */
const MOST_ITEMS = 500;

export class AgentWire {
  readonly #session: AgentSession;
  /** By the id of their item: stages name nothing else. */
  readonly #items = new Map<string, Wire>();
  readonly #open = new Set<string>();
  #cards: Promise<Approvals> | undefined;

  constructor(session: AgentSession) {
    this.#session = session;
    takeNotes(session.element);
  }

  hear(event: WireEvent): void {
    const wire = event as unknown as Wire;
    const [, what = '', stage = ''] = STAGE.exec(event.type) ?? [];
    if (KINDS[what]) this.#tellMcp(KINDS[what], stage as McpDetail['status'], text(wire['item_id']));
    else if (what) this.#tellSearch(what, stage as SearchDetail['status'], wire);
    else if (event.type === 'response.audio_transcript.annotation.added') this.#tellAnnotation(wire);
    else if ('item' in event && event.item) this.#note(event.item as unknown as Wire);
  }

  /** The visitor's word, or the page's. It is given once. */
  approve(requestId: string, approve: boolean): void {
    if (!this.#open.delete(requestId)) return warnOnce(`approve(): nothing waits for an answer to ${requestId}.`);
    void this.#cards?.then((cards) => cards.settle(requestId), ignore);
    const item = { type: 'mcp_approval_response', approval_request_id: requestId, approve } as const;
    this.#session.controller.tell('sendEvent', { type: 'conversation.item.create', item });
  }

  /** The conversation is over, and nobody waits for an answer. */
  forget(): void {
    this.#items.clear();
    this.#open.clear();
    void this.#cards?.then((cards) => cards.clear(), ignore);
  }

  #note(item: Wire): void {
    const id = text(item['id']);
    const before = this.#items.get(id);
    this.#items.set(id, { ...before, ...item });
    const [oldest = ''] = this.#items.keys();
    if (this.#items.size > MOST_ITEMS) {
      this.#items.delete(oldest);
      if (this.#open.delete(oldest)) void this.#cards?.then((cards) => cards.settle(oldest), ignore);
    }
    if (item['type'] === 'mcp_approval_request' && !before) this.#askFor(id, item);
    // What a call gave may be told after its end.
    if (
      item['type'] === 'mcp_call' &&
      (item['output'] ?? item['error']) &&
      !(before?.['output'] ?? before?.['error'])
    ) {
      this.#tellMcp('call', item['error'] ? 'failed' : 'completed', id);
    }
  }

  #askFor(requestId: string, item: Wire): void {
    this.#open.add(requestId);
    const detail = {
      requestId,
      serverLabel: text(item['server_label']),
      name: text(item['name']),
      arguments: parsed(item['arguments']),
      respondWith: (yes: boolean) => this.approve(requestId, yes),
    };
    const left = this.#session.element.dispatchEvent(vlaEvent('vla-approval', detail, true));
    if (left) void this.#show(detail).catch(ignore);
  }

  /** The visitor is asked, unless the page has answered by now, or there is nowhere to ask. */
  async #show(request: ApprovalDetail): Promise<void> {
    if (!this.#open.has(request.requestId) || this.#session.element.variant === 'headless') return;
    this.#cards ??= import('./approvals.js').then(({ Approvals }) => new Approvals(this.#session));
    const cards = await this.#cards;
    if (this.#open.has(request.requestId)) cards.ask(request);
  }

  #tellMcp(kind: McpDetail['kind'], status: McpDetail['status'], itemId: string): void {
    const { server_label, name, tools, output, error } = this.#items.get(itemId) ?? {};
    const detail: McpDetail = { kind, status, itemId, serverLabel: text(server_label), name: text(name) };
    const more = {
      ...(Array.isArray(tools) && { tools: tools.map((tool: Wire) => text(tool['name'])) }),
      ...(typeof output === 'string' && { output }),
      ...(error ? { error } : {}),
    };
    this.#session.element.dispatchEvent(vlaEvent('vla-mcp', { ...detail, ...more }));
  }

  #tellSearch(what: string, status: SearchDetail['status'], wire: Wire): void {
    const kind = what.startsWith('web') ? 'web' : 'file';
    this.#session.element.dispatchEvent(vlaEvent('vla-search', { kind, status, itemId: text(wire['item_id']) }));
  }

  #tellAnnotation({ item_id, annotation }: Wire): void {
    const told = (annotation ?? {}) as Wire;
    const detail = {
      itemId: text(item_id),
      kind: text(told['type']),
      title: text(told['title']) || text(told['filename']),
      ...linkOf(told['url']),
    };
    this.#session.element.dispatchEvent(vlaEvent('vla-annotation', detail));
  }
}
