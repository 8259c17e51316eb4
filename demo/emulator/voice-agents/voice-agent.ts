/** The protocol of voice agents: one session with a saved agent. */
import type { Answer } from '../answering/answer.js';
import type { ClientEvent } from '../connection/client-events.js';
import type { Connection, Protocol } from '../connection/connection.js';
import type { Ending } from '../responding/ending.js';
import type { AgentBehaviour, ResponseRun } from '../responding/response-run.js';
import { initialSession, type SessionStart, updatedSession } from '../session/session-state.js';
import type { Session, Tool } from '../session/session-types.js';
import type { JsonObject, ServerEvent } from '../shared/json.js';
import type { RequestFault, Result } from '../shared/result.js';
import { answerAgentWords, hasEnd } from './agent-words.js';
import type { AgentStart } from './agent-upgrade.js';
import { askSubagent, FORWARD_TOOL } from './ask-subagent.js';
import { followPrompt, sayByItself } from './by-itself.js';
import { END_TOOL, endConversation } from './end-conversation.js';
import { explainFault } from './explain-fault.js';
import { handOff } from './hand-off.js';
import { HandoffState, TRANSFER_TOOL } from './handoff-state.js';
import { readEvent } from './read-event.js';
import { scheduleAnswer } from './schedule-answer.js';
import { readSession, writeSession } from './session-words.js';
import { EventWriter } from './write-event.js';

const LATE_MS = 4000;

/** A connection or a toolbox whose name begins so does not exist. */
const MISSING = /^(missing|broken)\b/;

export class VoiceAgent implements Protocol {
  readonly #start: AgentStart;
  readonly #unresolved: readonly Tool[];
  #handoff: HandoffState | undefined;
  #writer: EventWriter | undefined;

  constructor(start: AgentStart) {
    this.#start = start;
    this.#unresolved = (start.definition.tools ?? []).filter((tool) => MISSING.test(targetOf(tool)));
  }

  initialSession(start: SessionStart): Session {
    const { greeting, handoff, ...definition } = this.#start.definition;
    const first = initialSession(start);
    const settings = readSession(definition, first);
    const tools = (definition.tools ?? []).filter((tool) => !this.#unresolved.includes(tool));
    const session = {
      ...updatedSession(first, { ...settings, tools }, start.apiVersion),
      ...(greeting && { greeting }),
    };
    this.#handoff = handoff && new HandoffState(handoff, session);
    return this.#handoff ? { ...session, handoff: this.#handoff.describe() } : session;
  }

  read(event: JsonObject, { session }: Connection): Result<ClientEvent> {
    return readEvent(event, session);
  }

  explain(fault: RequestFault): RequestFault {
    return explainFault(fault);
  }

  write(event: ServerEvent, { conversation, conversationId, faults }: Connection): readonly ServerEvent[] {
    this.#writer ??= new EventWriter({
      ...{ faults, find: (id) => conversation.find(id) },
      storedAs: this.#start.store ? conversationId : undefined,
    });
    return this.#writer.write(event);
  }

  describe(session: Session): JsonObject {
    return writeSession(session);
  }

  begin(connection: Connection): void {
    // what is fixed at the start of a session is fixed now
    connection.isSetUp = true;
    void this.#open(connection);
  }

  async #open(connection: Connection): Promise<void> {
    for (const tool of this.#unresolved) connection.send(unresolved(tool));
    const { sessionUpdated } = connection.faults;
    if (sessionUpdated === 'late') await connection.clock.sleep(LATE_MS, connection.signal);
    if (sessionUpdated !== 'never') connection.send({ type: 'session.updated', session: connection.session });
    connection.listNewTools({ ...connection.session, tools: [] });
    const { greeting } = this.#start.definition;
    if (greeting?.type === 'template') sayByItself(connection, greeting.text);
    else if (greeting) followPrompt(connection, greeting.prompt);
  }

  behaviour(connection: Connection): AgentBehaviour {
    const { definition, inputs } = this.#start;
    const subagents = definition.subagent_config?.subagents ?? [];
    return {
      choose: (context) =>
        answerAgentWords(context, { tools: connection.session.tools, handoff: this.#handoff, subagents, inputs }),
      play: (run, answer) => this.#play(run, connection, answer),
      goOn: (callingId, server, call) => void scheduleAnswer(connection, callingId, server, call),
    };
  }

  #play(run: ResponseRun, connection: Connection, answer: Answer): Promise<Ending> | undefined {
    const planned = answer.kind === 'call' ? answer.calls[0] : undefined;
    const subagents = this.#start.definition.subagent_config?.subagents;
    switch (planned?.name) {
      case TRANSFER_TOOL:
        return this.#handoff && handOff(run, connection, this.#handoff, planned.args);
      case END_TOOL:
        return hasEnd(connection.session.tools) ? endConversation(run, connection) : undefined;
      case FORWARD_TOOL:
        return subagents && askSubagent(run, connection, subagents, planned.args);
      default:
        return undefined;
    }
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const targetOf = (tool: Tool): string => textOf(tool['project_connection_id'] ?? tool['toolbox_name']);

/** A tool that does not resolve is told and left out. The session goes on. */
function unresolved(tool: Tool): ServerEvent {
  const isToolbox = tool.type === 'toolbox';
  const label = textOf(tool['server_label'] ?? tool['toolbox_name']);
  const message = `The tool '${label}' is left out: '${targetOf(tool)}' does not exist in this project.`;
  const code = isToolbox ? 'tool_toolbox_unresolved' : 'tool_connection_unresolved';
  const error = { type: 'invalid_request_error', code, message, param: null, event_id: null };
  return { type: 'error', error, tool_label: label, tool_type: tool.type };
}
