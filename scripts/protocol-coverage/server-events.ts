/** What the element does with every event of the service, and the tests that show it. */
import {
  answerEnds,
  bargeIn,
  call,
  captions,
  faults,
  faultsInATalk,
  formats,
  mcp,
  metrics,
  protocol,
  reconnect,
  recorded,
  serviceActivity,
  serviceEvents,
  textChat,
  tools,
  type NamedTest,
} from './tests.ts';

/** What the element does; its event beside `vla-event`, if there is one; the tests that show it besides `SHOWN_BY`. */
export type ServerEventRow = readonly [does: string, becomes?: string | undefined, ...tests: NamedTest[]];

/** This test runs once for every row. In a title, `#` stands for the name of the row and `…` for anything. */
export const SHOWN_BY = protocol('reaches the page as vla-event, untouched, and does what it should: #');

const heard = protocol('becomes one of the element when it is heard: #');
const read = recorded('is read by the visitor as it was said');

/** What a row says whose event changes nothing in the element. Any other row has an event of its own, or names a test. */
export const PASSES = 'is only passed on';

export const SERVER_EVENTS: Readonly<Record<string, ServerEventRow>> = {
  'byom_credential.updated': [PASSES],
  'conversation.item.created': [
    'takes its place in the transcript by the item before it, whatever the order of arrival; items of MCP servers, searches and agents go to the page',
    'vla-transcript, vla-approval, vla-mcp',
    protocol('that asks for the visitor’s word on an MCP call becomes vla-approval'),
    serviceEvents('takes its place by the item before it, whatever the order of arrival'),
    serviceActivity('lists the tools of an MCP server, and runs one that the page approves …, once'),
  ],
  'conversation.item.deleted': [
    'the message goes from the transcript and from `messages`',
    undefined,
    textChat('keeps the messages of a conversation before, and forgets an item that is deleted'),
  ],
  'conversation.item.input_audio_transcription.completed': [
    'the visitor’s words are final, wherever in the order they come',
    'vla-transcript',
    call('goes from the visitor’s words to the agent’s, and tells both'),
    read,
  ],
  'conversation.item.input_audio_transcription.delta': [
    'the visitor’s words grow in the transcript, before the answer that may have begun already',
    'vla-transcript',
    read,
  ],
  'conversation.item.input_audio_transcription.failed': [
    'the message stays as far as it came',
    'vla-transcript',
    serviceEvents('of spoken words that nobody understood leaves the message as far as it came'),
  ],
  'conversation.item.retrieved': [
    'the answer to the question whether the connection stands: it does; to `sendEvent()`: only passed on',
    undefined,
    reconnect('that only seems to stand is found by a question, and what was typed gets its answer'),
  ],
  'conversation.item.truncated': [`${PASSES}; the transcript was cut when the sound was`],
  error: [
    'a fault in plain words, and the conversation goes on; silent when it only says that something was over, or that the service was faster; frees the request it names; ends the start when it is about the session’s own settings',
    'vla-error',
    protocol('never ends the conversation'),
    answerEnds('is nothing that the visitor or the page hears of'),
    serviceEvents('of a refused request lets the next one go out'),
    faults('a session that runs out says when, and the next one follows'),
    faults('a refused session setting names the setting'),
  ],
  'input_audio_buffer.cleared': [PASSES],
  'input_audio_buffer.committed': [
    'the spoken message gets its place in the transcript, before an answer that begins before its words are known',
    undefined,
    read,
  ],
  'input_audio_buffer.speech_started': [
    'what plays is faded out at once, its rest is never played, the service is told what was heard',
    'vla-speech, vla-interrupt',
    bargeIn('is silent at once, and tells the service the milliseconds that were really heard'),
  ],
  'input_audio_buffer.speech_stopped': [
    'the visitor’s turn ends, and its answer is waited for',
    'vla-speech',
    recorded('says when it begins, thinks, speaks and rests'),
    metrics('tell how long a spoken turn waited, from the end of its words'),
  ],
  'mcp_list_tools.completed': [
    'tells the page which tools an MCP server has, or that it told none',
    'vla-mcp',
    serviceActivity('lists the tools of an MCP server, and runs one that the page approves …, once'),
  ],
  'mcp_list_tools.failed': ['tells the page which tools an MCP server has, or that it told none', 'vla-mcp'],
  'mcp_list_tools.in_progress': ['tells the page which tools an MCP server has, or that it told none', 'vla-mcp'],
  'output_audio_buffer.cleared': [PASSES],
  'output_audio_buffer.started': [PASSES],
  'output_audio_buffer.stopped': [PASSES],
  'rate_limits.updated': [
    'is told with the usage of the next answer',
    'vla-usage',
    serviceEvents('tells the limits of the service with the usage'),
  ],
  'realtime.call.connected': [`${PASSES}; a telephone call is no matter of a browser`],
  'realtime.call.disconnected': [`${PASSES}; a telephone call is no matter of a browser`],
  'realtime.call.failed': [`${PASSES}; a telephone call is no matter of a browser`],
  'realtime.call.incoming': [`${PASSES}; a telephone call is no matter of a browser`],
  'realtime.call.transfer.failed': [`${PASSES}; a telephone call is no matter of a browser`],
  'realtime.call.transfer.succeeded': [`${PASSES}; a telephone call is no matter of a browser`],
  'response.animation_blendshapes.delta': [
    'each face is told when its sound is heard, and not when it is not',
    'vla-blendshapes',
    heard,
    captions('come with visemes and blend shapes when the session asks for them'),
  ],
  'response.animation_blendshapes.done': [PASSES],
  'response.animation_viseme.delta': [
    'told when its sound is heard, and not when it is not',
    'vla-viseme',
    heard,
    captions('come with visemes and blend shapes when the session asks for them'),
  ],
  'response.animation_viseme.done': [PASSES],
  'response.audio.delta': [
    'is played as it was; never, when its response or item was silenced',
    undefined,
    formats('… at … Hz to the service, … back: every tone is what it was'),
    bargeIn('is silent at once, and tells the service the milliseconds that were really heard'),
  ],
  'response.audio.done': [
    'the item of sound has its end: the agent has spoken when that was heard',
    undefined,
    recorded('says when it begins, thinks, speaks and rests'),
  ],
  'response.audio_timestamp.delta': [
    'told when its sound is heard, and not when it is not; an answer that is broken off ends at the last word heard',
    'vla-caption',
    heard,
    captions('come word by word when they are heard'),
    captions('do not come for words after an interruption'),
    bargeIn('ends the transcript at a word that was heard, marks the rest, and the visitor is answered'),
  ],
  'response.audio_timestamp.done': [PASSES],
  'response.audio_transcript.annotation.added': [
    'tells the page of a source; an address only when it is https',
    'vla-annotation',
    serviceActivity('tells of a search, and of sources with https addresses only'),
  ],
  'response.audio_transcript.delta': ['the agent’s words grow in the transcript', 'vla-transcript', read],
  'response.audio_transcript.done': [
    'the words are whole; after a barge-in, only as far as they were heard',
    'vla-transcript',
    bargeIn('ends the transcript at a word that was heard, marks the rest, and the visitor is answered'),
  ],
  'response.content_part.added': [`${PASSES}; parts come by their deltas`],
  'response.content_part.done': [`${PASSES}; parts come by their deltas`],
  'response.created': [
    'takes the one slot for answers: what is typed meanwhile waits',
    'vla-state',
    textChat('queues what is typed while an answer is written'),
  ],
  'response.done': [
    'frees the slot for the next request; closes its messages, and marks those that broke off; tells what it cost; one that failed or was cut off is a fault',
    'vla-usage, vla-error',
    answerEnds('that the content filter takes away is told to the visitor and the page'),
    answerEnds('that is cut off in the midst of a sentence is marked, and told'),
    textChat('queues what is typed while an answer is written'),
    recorded('tells the page the session as it came, and what each answer cost'),
    serviceEvents('of a response that failed is a fault, and the conversation goes on'),
  ],
  'response.file_search_call.completed': ['tells the page how a search goes on', 'vla-search'],
  'response.file_search_call.in_progress': ['tells the page how a search goes on', 'vla-search'],
  'response.file_search_call.searching': ['tells the page how a search goes on', 'vla-search'],
  'response.foundry_agent_call.completed': ['tells the page that an agent has helped', 'vla-mcp'],
  'response.foundry_agent_call.failed': ['tells the page that an agent could not help', 'vla-mcp'],
  'response.foundry_agent_call.in_progress': ['tells the page that an agent helps', 'vla-mcp'],
  'response.foundry_agent_call_arguments.delta': [PASSES],
  'response.foundry_agent_call_arguments.done': [PASSES],
  'response.function_call_arguments.delta': [`${PASSES}; the call comes whole with its item`],
  'response.function_call_arguments.done': [`${PASSES}; the call comes whole with its item`],
  'response.invocation.delta': [PASSES],
  'response.mcp_call.completed': [
    'tells the page; one answer is asked for when its response is over and spoke of nothing',
    'vla-mcp',
    mcp('runs once it is approved, and its result is asked for'),
    mcp('that needs no approval is told in the answer it belongs to'),
  ],
  'response.mcp_call.failed': [
    'tells the page; one answer is asked for when its response is over and spoke of nothing',
    'vla-mcp',
    serviceActivity('is told when it is denied'),
    mcp('that is denied never runs, and the agent says so'),
  ],
  'response.mcp_call.in_progress': ['tells the page that the call runs', 'vla-mcp'],
  'response.mcp_call_arguments.delta': [PASSES],
  'response.mcp_call_arguments.done': [PASSES],
  'response.output_item.added': ['takes its place in the transcript', 'vla-transcript'],
  'response.output_item.done': [
    'closes its message; a function call runs the page’s tool; other items go to the page',
    'vla-tool-call, vla-mcp',
    recorded('runs a tool once, with its arguments'),
    tools('answers two parallel tool calls with one further answer'),
  ],
  'response.text.delta': [
    'the agent’s written words grow in the transcript',
    'vla-transcript',
    textChat('needs no microphone, and is answered in writing'),
  ],
  'response.text.done': [
    'the words are whole',
    'vla-transcript',
    textChat('needs no microphone, and is answered in writing'),
  ],
  'response.video.delta': [PASSES],
  'response.web_search_call.completed': [
    'tells the page how a search goes on',
    'vla-search',
    serviceActivity('tells of a search, and of sources with https addresses only'),
  ],
  'response.web_search_call.in_progress': ['tells the page how a search goes on', 'vla-search'],
  'response.web_search_call.searching': ['tells the page how a search goes on', 'vla-search'],
  'rtc.call.error': [PASSES],
  'rtc.call.sdp.created': [PASSES],
  'session.avatar.connecting': [PASSES],
  'session.avatar.switch_to_idle': [PASSES],
  'session.avatar.switch_to_speaking': [PASSES],
  'session.created': [`${PASSES}; the wished session has been sent by then`],
  'session.updated': [
    'the session in force counts, not the one wished for; the first one opens the conversation and brings the greeting',
    'vla-session',
    recorded('tells the page the session as it came, and what each answer cost'),
    call('waits for a visitor who is still asked for the microphone, and is then heard from its first word'),
  ],
  warning: [
    'told to the page, and one line in the console',
    'vla-warning',
    serviceEvents('as a warning is a line in the console and no fault'),
  ],
};

/** Events that the protocol does not have, and events that do not have the form that it says. */
export const ANY_EVENT: readonly (readonly [what: string, ...tests: NamedTest[]])[] = [
  ['an event that nobody knows yet', protocol('that nobody knows yet passes through with all its fields')],
  [
    'events, fields and nulls that no document has and the service was recorded with, such as `conversation.item.done`',
    read,
    recorded('brings no fault, and no event of the client that it has no place for'),
  ],
  [
    'text that is no JSON, an event without a field that it needs, a binary frame',
    faultsInATalk('frames that nobody can read are told once in a conversation, counted, and it goes on'),
  ],
  ['markup in any text', serviceActivity('is nothing but text, wherever it stands')],
];
