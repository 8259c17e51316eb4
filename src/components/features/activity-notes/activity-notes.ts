/**
 * Notes in the transcript about the agent's work besides talking, and the sources of its answers. They come from events
 * about MCP servers, searches and the page's tools. Loaded when the page has tools, or with the first such event.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { adoptStyles } from '../../base/adopt-styles.js';
import type { EventHandlers, Feature, FeatureContext } from '../../contract/feature.js';
import type { View } from '../../contract/view.js';
import { fillWords } from '../../i18n/interpolate.js';
import { noteLabels, type NoteLabels } from './labels.js';
import { noteStyles } from './activity-notes.styles.js';
import type { Message, Notice } from '../../../worker/contract/conversation.js';
import type {
  AnnotationDetail,
  HandoffDetail,
  McpDetail,
  SearchDetail,
  ToolCallDetail,
  ToolResultDetail,
  VoiceLiveAgentDetails,
} from '../../contract/events.js';

type Kind = 'list' | 'call' | 'agent' | 'web' | 'file' | 'tool' | 'handoff';
type Outcome = 'busy' | 'done' | 'failed';

interface Note {
  readonly kind: Kind;
  readonly outcome: Outcome;
  readonly tool: string;
  readonly server: string;
  /** The id of the last message when the note began. */
  readonly after: string | undefined;
}

/** Kinds of work that belong to an answer. It ends with the answer, even when the service does not report its end. */
const OF_ANSWERS: ReadonlySet<Kind> = new Set<Kind>(['web', 'file', 'agent']);

/** Makes a tool's name readable: `get_weather` becomes `get weather`. */
const inWords = (name: string): string => name.replace(/[_-]+/g, ' ');

const outcomeOf = (status: (McpDetail | SearchDetail | HandoffDetail)['status']): Outcome =>
  status === 'completed' ? 'done' : status === 'failed' || status === 'aborted' ? 'failed' : 'busy';

export const create = (agent: FeatureContext): Feature => new ActivityNotes(agent);

class ActivityNotes implements Feature {
  readonly #agent: FeatureContext;
  /** Notes by the id of the item or the tool call that they are about. */
  readonly #notes = new Map<string, Note>();
  /**
   * Where handoffs and questions to other agents began, by their ids: the id of the message before. This code, and the one that
   * makes events of notices, may have loaded only after later messages had come.
   */
  readonly #began = new Map<unknown, string>();
  /** Sources by the id of their message. */
  readonly #sources = new Map<string, readonly AnnotationDetail[]>();

  constructor(agent: FeatureContext) {
    this.#agent = agent;
  }

  readonly on: EventHandlers = {
    'vla-mcp': (told) => this.#mcp(told),
    'vla-search': ({ itemId, kind, status }) => this.#note(itemId, kind, outcomeOf(status)),
    'vla-tool-call': (call) => this.#toolCalled(call),
    'vla-tool-result': (result) => this.#toolAnswered(result),
    'vla-annotation': (source) => this.#cite(source),
    'vla-handoff': ({ handoffId, status, to, description = to }) =>
      this.#note(handoffId, 'handoff', outcomeOf(status), description),
    'vla-subagent': ({ consultationId, status, name }) => this.#note(consultationId, 'agent', outcomeOf(status), name),
    'vla-state': ({ state }) => this.#rest(state),
  };

  onNotice(notice: Notice): void {
    if (notice.kind !== 'agent' || notice.after === undefined) return;
    const { handoff_id: handoff, consultation_id: id = handoff } = notice.event;
    if (!this.#began.has(id)) this.#began.set(id, notice.after);
  }

  view(): Partial<View> {
    return { notesAfter: (itemId, root) => this.#after(itemId, root) };
  }

  // ---- taking notes ----

  #mcp({ itemId, kind, status, name, serverLabel }: McpDetail): void {
    this.#note(itemId, kind, outcomeOf(status), name, serverLabel);
  }

  #toolCalled({ callId, name }: ToolCallDetail): void {
    this.#note(callId, 'tool', 'busy', name);
  }

  /** Updates only calls that reached the page. Calls with wrong arguments did not: the model repeats them. */
  #toolAnswered({ callId, name, failed }: ToolResultDetail): void {
    if (this.#notes.has(callId)) this.#note(callId, 'tool', failed ? 'failed' : 'done', name);
  }

  #note(id: string, kind: Kind, outcome: Outcome, tool = '', server = ''): void {
    const before = this.#notes.get(id);
    const after = before ? before.after : this.#agent.host.messages.at(-1)?.itemId;
    this.#notes.set(id, { kind, outcome, tool: tool || (before?.tool ?? ''), server, after });
    this.#agent.requestUpdate();
  }

  #cite(source: AnnotationDetail): void {
    const { itemId, title, url } = source;
    const known = this.#sources.get(itemId) ?? [];
    const isNew = !known.some((other) => other.url === url && (url || other.title === title));
    if (isNew && (title || url)) this.#sources.set(itemId, [...known, source]);
    this.#agent.requestUpdate();
  }

  /** Removes notes of work that stopped without a result, once the agent listens again or the conversation is over. */
  #rest(state: VoiceLiveAgentDetails['vla-state']['state']): void {
    if (this.#agent.host.messages.length === 0) {
      // The visitor began anew.
      this.#notes.clear();
      this.#began.clear();
      this.#sources.clear();
    }
    const over = state === 'ended' || state === 'error';
    if (!over && state !== 'listening' && state !== 'hearing') return;
    for (const [id, { kind, outcome }] of this.#notes) {
      if (outcome === 'busy' && (over || OF_ANSWERS.has(kind))) this.#notes.delete(id);
    }
  }

  // ---- showing them ----

  /** The shown message after which a note is placed. A note that began before every shown message comes after the first. */
  #placeOf(after: string | undefined): string | undefined {
    const { messages } = this.#agent.host;
    const before = messages.slice(0, messages.findIndex(({ itemId }) => itemId === after) + 1);
    return (before.findLast(isShown) ?? messages.find(isShown))?.itemId;
  }

  #after(itemId: string, root: ShadowRoot): readonly unknown[] {
    const sources = this.#sources.get(itemId);
    const notes = [...this.#notes].flatMap(([id, note]) =>
      this.#placeOf(this.#began.get(id) ?? note.after) === itemId ? [note] : [],
    );
    if (!sources && notes.length === 0) return [];
    adoptStyles(root, noteStyles);
    const labels = this.#agent.labels(noteLabels);
    return [sources ? sourceList(sources, labels) : nothing, notes.map((note) => line(note, labels))];
  }
}

/** True when the transcript shows the message. It leaves out complete messages without words. */
const isShown = ({ text, unheard, final }: Message): boolean => !final || text !== '' || unheard !== '';

function line({ kind, outcome, tool, server }: Note, labels: NoteLabels): TemplateResult {
  const named = { tool: html`<bdi>${inWords(tool)}</bdi>`, server: html`<bdi>${server}</bdi>` };
  const end = outcome === 'busy' ? '…' : ` – ${labels[`note-${outcome}`]}`;
  return html`<p class="note ${outcome}"><i></i><span>${fillWords(labels[`note-${kind}`], named)}${end}</span></p>`;
}

/** The list of sources. A source with an address is a link; a file has none. */
function sourceList(sources: readonly AnnotationDetail[], labels: NoteLabels): TemplateResult {
  const entry = ({ title, url, host }: AnnotationDetail): TemplateResult => {
    const words = html`<span>${title && title !== host ? html`<bdi>${title}</bdi>` : nothing}${host}</span>`;
    if (!url) return html`<li>${words}</li>`;
    return html`<li><a href=${url} title=${url} target="_blank" rel="noopener noreferrer">${words}</a></li>`;
  };
  return html`<div class="sources">
    <p aria-hidden="true">${labels.sources}</p>
    <ul aria-label=${labels.sources}>
      ${sources.map(entry)}
    </ul>
  </div>`;
}
