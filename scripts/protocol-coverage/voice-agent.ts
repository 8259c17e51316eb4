/** What is otherwise with a Foundry voice agent, what the element does with it, and the tests that show it. */
import { bargeIn, lateNotes, voiceAgent, voiceAgentProtocol, wholeTalk, type NamedTest } from './tests.ts';
import { PASSES } from './server-events.ts';

/** Its name in the rest of this page; what the element does; its event beside `vla-event`; tests besides `SHOWN_BY`. */
export type AgentRow = readonly [classic: string, does: string, becomes?: string | undefined, ...tests: NamedTest[]];

/** This test runs once for every row. In a title, `#` stands for the name of the row and `…` for anything. */
export const SHOWN_BY = voiceAgentProtocol('reaches the page as it came, and does what it should: #');

const NONE = '';
const greets = voiceAgent(
  'greets by itself, hands over, and hangs up: its words are written, and the call ends without a fault',
);
const spoken = wholeTalk('hears a spoken turn and answers it, is muted, and ends');

export const AGENT_ROWS: Readonly<Record<string, AgentRow>> = {
  'session.created': ['same', `${PASSES}; when no session.updated follows within 3 s, it is taken for one`],
  'session.updated': ['same', 'as there; comes unasked, and again after a handoff', 'vla-session', greets],
  'conversation.created': [NONE, `${PASSES}; its id is told with the next session`],
  'input_audio_buffer.timeout_triggered': [NONE, `${PASSES}; the silence becomes no message`],
  'conversation.item.input_audio_transcription.segment': [NONE, PASSES],
  'response.created': ['same', 'as there', 'vla-state'],
  'conversation.item.added': [
    'conversation.item.created',
    'as there; both for one item are one message',
    'vla-transcript',
  ],
  'response.output_text.delta': ['response.text.delta', 'as there', 'vla-transcript'],
  'response.output_text.done': ['response.text.done', 'as there', 'vla-transcript'],
  'response.output_audio_transcript.delta': ['response.audio_transcript.delta', 'as there', 'vla-transcript'],
  'response.output_audio_transcript.done': ['response.audio_transcript.done', 'as there', 'vla-transcript'],
  'response.output_audio.delta': [
    'response.audio.delta',
    'is played as it was',
    undefined,
    spoken,
    bargeIn('is silent at once, and tells the service the milliseconds that were really heard'),
  ],
  'response.output_audio.done': ['response.audio.done', 'as there', undefined, spoken],
  'conversation.item.done': [NONE, `${PASSES}, apart from what it says of a message that the page wrote`],
  'response.output_item.done': [
    'same',
    'as there; a function of the definition is the page’s, a call of the service never reaches it',
    'vla-transcript',
    wholeTalk('answers in writing, calls a function of the page, survives a fault and a lost connection, and ends'),
    greets,
  ],
  'response.server_timing': [NONE, PASSES],
  'response.done': ['same', 'as there', 'vla-usage'],
  'session.handoff.started': [NONE, 'the agent hands over: the state is working', 'vla-handoff, vla-state', greets],
  'session.handoff.completed': [NONE, 'the next behaviour speaks', 'vla-handoff', greets],
  'session.handoff.aborted': [NONE, 'the agent stays', 'vla-handoff'],
  'session.subagent.started': [NONE, 'tells the page that another agent is asked', 'vla-subagent'],
  'session.subagent.completed': [NONE, 'tells the page', 'vla-subagent'],
  'session.subagent.aborted': [NONE, 'tells the page why', 'vla-subagent'],
};

/** What a conversation has beside events. */
export const AGENT_BESIDES: readonly (readonly [what: string, ...tests: NamedTest[]])[] = [
  ['the end by the agent: its last words are heard, no fault', greets],
  [
    'a session of which no session.updated comes: it stands after 3 s',
    voiceAgent(
      'has a session that stands also when the service does not say so, and the page is told of no frame that did not come',
    ),
  ],
  [
    'the line of a handoff in the transcript',
    lateNotes('stands before what the next behaviour says, also when its code comes later than that'),
  ],
  [
    'a lost connection: the next session is told what was said, and its greeting is cancelled and taken back',
    voiceAgent('does not greet again when its connection was lost, and knows what was said'),
  ],
  [
    'a page that learns only from its token that it talks with a voice agent',
    voiceAgent('needs no agent-kind where the token says with whom it talks: only the property session is asked for'),
  ],
  ['events of a client that it does not have are left out', voiceAgentProtocol('is not told what it has no event for')],
];

/** Shows each field of the session that has another name. */
export const FIELD_SHOWN_BY = voiceAgentProtocol('is told a field of the session in its own names: #');
