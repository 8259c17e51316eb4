/**
 * Reports to the page what MCP servers, agents and searches do, and asks the visitor for approvals. Loaded with the first
 * notice about any of them.
 */
import type { Approvals } from './approvals.js';
import { parseUrl } from '../../base/parse-url.js';
import { warnOnce } from '../../base/warn-once.js';
import type { EventHandlers, Feature, FeatureContext } from '../../contract/feature.js';
import { isOver } from '../../contract/status.js';
import type { ApprovalDetail, McpDetail, SearchDetail } from '../../contract/events.js';
import type { Notice } from '../../../worker/contract/conversation.js';
import type { ActivityEvent } from '../../../worker/protocol/forwarded-events.js';

/** An event or item with unknown content. The service's documents disagree about the fields, so each one is checked. */
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

/** The address and the host of a link. Only https addresses become links. */
function linkOf(address: unknown): { readonly url?: string; readonly host?: string } {
  const url = parseUrl(text(address));
  return url?.protocol === 'https:' ? { url: url.href, host: url.host } : {};
}

/** How long the tools of a list may take to come before it is told without them. Our choice. */
const LISTED_WITHIN_MS = 5000;

/** Items that are remembered. A request for approval that is older than these is dropped. */
const MOST_ITEMS = 500;

export const create = (agent: FeatureContext): ServiceActivity => new ServiceActivity(agent);

class ServiceActivity implements Feature {
  readonly #agent: FeatureContext;
  /** Items by their id. Events about the stages of a call carry only this id. */
  readonly #items = new Map<string, Wire>();
  readonly #open = new Set<string>();
  /** Requests that were answered, and whose answers the service has not confirmed. */
  readonly #answered = new Set<string>();
  /** Lists that are complete, and whose tools were asked for. */
  readonly #lists = new Set<string>();
  #loadingApprovals: Promise<Approvals> | undefined;
  #approvals: Approvals | undefined;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
  }

  readonly on: EventHandlers = {
    'vla-state': ({ state }) => {
      if (isOver(state)) this.#forget();
    },
  };

  onNotice(notice: Notice): void {
    if (notice.kind === 'activity') this.#hear(notice.event);
    if (notice.kind === 'reconnect') this.#lose();
  }

  card(): ReturnType<Approvals['card']> {
    return this.#approvals?.card();
  }

  #hear(event: ActivityEvent): void {
    const wire = event as unknown as Wire;
    const [, what = '', stage = ''] = STAGE.exec(event.type) ?? [];
    if (what === 'mcp_list_tools' && stage === 'completed') this.#tellList(text(wire['item_id']));
    else if (KINDS[what]) this.#tellMcp(KINDS[what], stage as McpDetail['status'], text(wire['item_id']));
    else if (what) this.#tellSearch(what, stage as SearchDetail['status'], wire);
    else if (event.type === 'response.audio_transcript.annotation.added') this.#tellAnnotation(wire);
    else if (Object.hasOwn(wire, 'item') && wire['item']) this.#note(wire['item'] as Wire);
    if (event.type === 'conversation.item.retrieved') this.#endList(text(event.item?.id));
  }

  /** A list is told with its tools. Its item may still be empty: then it is asked for, once. */
  #tellList(itemId: string): void {
    if (this.#toolsOf(itemId)[0] || !itemId) return this.#tellMcp('list', 'completed', itemId);
    this.#lists.add(itemId);
    this.#agent.conversation.tell('sendEvent', { type: 'conversation.item.retrieve', item_id: itemId });
    setTimeout(() => this.#endList(itemId), LISTED_WITHIN_MS);
  }

  /** Tells a list that waited for its tools. */
  #endList(itemId: string): void {
    if (this.#lists.delete(itemId)) this.#tellMcp('list', 'completed', itemId);
  }

  #toolsOf(itemId: string): readonly unknown[] {
    const tools = this.#items.get(itemId)?.['tools'];
    return Array.isArray(tools) ? tools : [];
  }

  /** Sends the answer of the visitor or the page. A second answer to the same request only warns. */
  approve(requestId: string, approve: boolean): void {
    if (!this.#open.delete(requestId)) return warnOnce(`approve(): nothing waits for an answer to ${requestId}.`);
    this.#approvals?.settle(requestId);
    this.#answered.add(requestId);
    const item = { type: 'mcp_approval_response', approval_request_id: requestId, approve } as const;
    this.#agent.conversation.tell('sendEvent', { type: 'conversation.item.create', item });
  }

  /** Forgets all items and requests, because the conversation is over. */
  #forget(): void {
    this.#items.clear();
    this.#open.clear();
    this.#answered.clear();
    this.#lists.clear();
    this.#approvals?.clear();
  }

  /** There is another session, or none. It knows no request of the one before, and takes no answer to it. */
  #lose(): void {
    if (this.#open.size + this.#answered.size === 0) return;
    this.#open.clear();
    this.#answered.clear();
    this.#approvals?.clear(true);
  }

  #note(item: Wire): void {
    const id = text(item['id']);
    const before = this.#items.get(id);
    this.#items.set(id, { ...before, ...item });
    const [oldest = ''] = this.#items.keys();
    if (this.#items.size > MOST_ITEMS) {
      this.#items.delete(oldest);
      if (this.#open.delete(oldest)) this.#approvals?.settle(oldest);
    }
    if (this.#toolsOf(id)[0]) this.#endList(id);
    this.#answered.delete(text(item['approval_request_id']));
    if (item['type'] === 'mcp_approval_request' && !before) this.#askFor(id, item);
    // A search that failed may have no event of its own.
    if (/_search_call$/.test(text(item['type'])) && item['status'] === 'failed' && before?.['status'] !== 'failed') {
      this.#tellSearch(text(item['type']), 'failed', { item_id: id });
    }
    // The result of a call may arrive after the event that reported its end.
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
    const left = this.#agent.emit('vla-approval', detail, { cancelable: true });
    // Without its card nobody can answer, and the service would wait.
    if (left) void this.#show(detail).catch(() => this.approve(requestId, false));
  }

  /** Asks the visitor, unless the page has answered by now, or the variant is headless and can show no card. */
  async #show(request: ApprovalDetail): Promise<void> {
    if (!this.#open.has(request.requestId) || this.#agent.host.variant === 'headless') return;
    this.#loadingApprovals ??= import('./approvals.js').then(({ Approvals }) => new Approvals(this.#agent));
    this.#loadingApprovals.catch(() => (this.#loadingApprovals = undefined)); // the next request tries again
    const approvals = (this.#approvals = await this.#loadingApprovals);
    if (this.#open.has(request.requestId)) approvals.ask(request);
  }

  #tellMcp(kind: McpDetail['kind'], status: McpDetail['status'], itemId: string): void {
    const { server_label, name, tools, output, error } = this.#items.get(itemId) ?? {};
    const detail: McpDetail = { kind, status, itemId, serverLabel: text(server_label), name: text(name) };
    const more = {
      ...(Array.isArray(tools) && { tools: tools.map((tool: Wire) => text(tool['name'])) }),
      ...(typeof output === 'string' && { output }),
      ...(error ? { error } : {}),
    };
    this.#agent.emit('vla-mcp', { ...detail, ...more });
  }

  #tellSearch(what: string, status: SearchDetail['status'], wire: Wire): void {
    const kind = what.startsWith('web') ? 'web' : 'file';
    this.#agent.emit('vla-search', { kind, status, itemId: text(wire['item_id']) });
  }

  #tellAnnotation({ item_id, annotation, content_index, annotation_index }: Wire): void {
    const told = (annotation ?? {}) as Wire;
    const indices = {
      contentIndex: content_index,
      annotationIndex: annotation_index,
      startIndex: told['start_index'],
      endIndex: told['end_index'],
    };
    const detail = {
      itemId: text(item_id),
      kind: text(told['type']),
      title: text(told['title']) || text(told['filename']),
      ...linkOf(told['url']),
      ...Object.fromEntries(Object.entries(indices).filter(([, index]) => Number.isInteger(index))),
    };
    this.#agent.emit('vla-annotation', detail);
  }
}
