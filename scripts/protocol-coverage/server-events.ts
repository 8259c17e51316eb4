/** What the element does with every event of the service, and the tests that show it. */
import { bargeIn, call, captions, cueHandlers, downlink, faults, fuzz, mcp, mcpCalls, metrics, parser, protocol, responseGate, serviceActivity, textChat, toolBatches, tools, transcripts, turnHandlers, type NamedTest } from './tests.ts';

/** What the element does; its event beside `vla-event`, if there is one; the tests that show it besides `SHOWN_BY`. */
export type ServerEventRow = readonly [does: string, becomes?: string | undefined, ...tests: NamedTest[]];

/** This test runs once for every row. In a title, `#` stands for the name of the row and `…` for anything. */
export const SHOWN_BY = protocol('reaches the page as vla-event, untouched, and does what it should: #');

const heard = protocol('becomes one of the element when it is heard: #');
const ONWARD = 'is handed to the page as it came';
const passed = turnHandlers(`pass to the page as they came: #`);
const RESTS = 'changes nothing: for the page to use';

export const SERVER_EVENTS: Readonly<Record<string, ServerEventRow>> = {
  'byom_credential.updated': [RESTS],
  'conversation.item.created': [
    'takes its place in the transcript by the item before it, whatever the order of arrival; items of MCP servers, searches and agents go to the page',
    'vla-transcript, vla-approval, vla-mcp',
    protocol('that asks for the visitor’s word on an MCP call becomes vla-approval'),
    transcripts('puts an item right after the one before it, though that came later'),
    turnHandlers('pass items to the page that are neither messages nor functions: …'),
  ],
  'conversation.item.deleted': [
    'the message goes from the transcript and from `messages`',
    undefined,
    turnHandlers('take a deleted item out of the transcript'),
    textChat('keeps the messages of a conversation before, and forgets an item that is deleted'),
  ],
  'conversation.item.input_audio_transcription.completed': [
    'the visitor’s words are final, wherever in the order they come',
    'vla-transcript',
    transcripts('reads the same after 1,000 shuffles'),
    call('goes from the visitor’s words to the agent’s, and tells both'),
  ],
  'conversation.item.input_audio_transcription.delta': [
    'the visitor’s words grow in the transcript',
    'vla-transcript',
    transcripts('stand before the answer that began before they were known'),
  ],
  'conversation.item.input_audio_transcription.failed': [
    'the message stays as far as it came',
    'vla-transcript',
    transcripts('are as far as they came when they cannot be understood'),
  ],
  'conversation.item.retrieved': [ONWARD, undefined, passed],
  'conversation.item.truncated': [`${RESTS}; the transcript was cut when the sound was`],
  error: [
    'a fault in plain words, and the conversation goes on; silent when it only says that something was over; frees the request it names; ends a session that is not set up',
    'vla-error',
    turnHandlers('is told and survived later'),
    turnHandlers('frees the request it names, so that the next one goes out'),
    turnHandlers('has a code of its own when the session has run out'),
    faults('a refused session setting names the setting'),
  ],
  'input_audio_buffer.cleared': [RESTS],
  'input_audio_buffer.committed': [
    'the spoken message gets its place in the transcript',
    undefined,
    transcripts('stand before the answer that began before they were known'),
  ],
  'input_audio_buffer.speech_started': [
    'what plays is faded out at once, its rest is never played, the service is told what was heard',
    'vla-speech, vla-interrupt',
    bargeIn('is silent at once, and tells the service the milliseconds that were really heard'),
    turnHandlers('flushes what plays as soon as the visitor speaks'),
  ],
  'input_audio_buffer.speech_stopped': [
    'the visitor’s turn ends; the service’s own answer is waited for before anybody else may ask',
    'vla-speech',
    turnHandlers('keeps the answer that the service prepares for the visitor'),
    metrics('tell how long a spoken turn waited, from the end of its words'),
  ],
  'mcp_list_tools.completed': [
    'tells the page which tools an MCP server has, or that it told none',
    'vla-mcp',
    passed,
    serviceActivity('lists the tools of an MCP server, and runs one that the page approves …, once'),
  ],
  'mcp_list_tools.failed': [
    'tells the page which tools an MCP server has, or that it told none',
    'vla-mcp',
    passed,
    serviceActivity('lists the tools of an MCP server, and runs one that the page approves …, once'),
  ],
  'mcp_list_tools.in_progress': [
    'tells the page which tools an MCP server has, or that it told none',
    'vla-mcp',
    passed,
    serviceActivity('lists the tools of an MCP server, and runs one that the page approves …, once'),
  ],
  'output_audio_buffer.cleared': [RESTS],
  'output_audio_buffer.started': [RESTS],
  'output_audio_buffer.stopped': [RESTS],
  'rate_limits.updated': [
    'is told with the usage of the next answer',
    'vla-usage',
    turns('tell the limits of the service in a notice of their own'),
    serviceActivity('tells the limits of the service with the usage'),
  ],
  'realtime.call.connected': [`${RESTS}; a telephone call is no matter of a browser`],
  'realtime.call.disconnected': [`${RESTS}; a telephone call is no matter of a browser`],
  'realtime.call.failed': [`${RESTS}; a telephone call is no matter of a browser`],
  'realtime.call.incoming': [`${RESTS}; a telephone call is no matter of a browser`],
  'realtime.call.transfer.failed': [`${RESTS}; a telephone call is no matter of a browser`],
  'realtime.call.transfer.succeeded': [`${RESTS}; a telephone call is no matter of a browser`],
  'response.animation_blendshapes.delta': [
    'each face is told when its sound is heard, and not when it is not',
    'vla-blendshapes',
    heard,
    cueHandlers('carry each face of a piece at its own moment'),
  ],
  'response.animation_blendshapes.done': [RESTS],
  'response.animation_viseme.delta': [
    'told when its sound is heard, and not when it is not',
    'vla-viseme',
    heard,
    cueHandlers('carry a mouth'),
  ],
  'response.animation_viseme.done': [RESTS],
  'response.audio.delta': [
    'is played without a gap; never, when its response or item was silenced',
    undefined,
    downlink('gives the worklet what comes, at its own rate, with the tail and the end of the item'),
    turnHandlers('plays no late delta of the silenced response'),
  ],
  'response.audio.done': [
    'the item of sound has its end: the rest that fills no frame is played too',
    undefined,
    turnHandlers('hand an item of sound its end, by whatever tells it first'),
  ],
  'response.audio_timestamp.delta': [
    'told when its sound is heard, and not when it is not; an answer that is broken off ends at the last word heard',
    'vla-caption',
    heard,
    captions('come word by word when they are heard'),
    cueHandlers('ends at the last word that was heard, where the service tells their times'),
  ],
  'response.audio_timestamp.done': [RESTS],
  'response.audio_transcript.annotation.added': [
    'tells the page of a source; an address only when it is https',
    'vla-annotation',
    passed,
    serviceActivity('tells of a search, and of sources with https addresses only'),
  ],
  'response.audio_transcript.delta': [
    'the agent’s words grow in the transcript',
    'vla-transcript',
    transcripts('carry deltas that concatenate to the text'),
  ],
  'response.audio_transcript.done': [
    'the words are whole; after a barge-in, only as far as they were heard',
    'vla-transcript',
    transcripts('may come as a whole, without deltas'),
    bargeIn('ends the transcript at a word that was heard, marks the rest, and the visitor is answered'),
  ],
  'response.content_part.added': [`${RESTS}; parts come by their deltas`],
  'response.content_part.done': [`${RESTS}; parts come by their deltas`],
  'response.created': [
    'takes the one slot for answers; an answer nobody wants any more is cancelled at once',
    'vla-state',
    responseGate('never has two requests outstanding, swallows none and never stays stuck'),
  ],
  'response.done': [
    'frees the slot for the next request; closes its messages; tells what it cost; a failed one is a fault',
    'vla-usage, vla-error',
    turnHandlers('tell how much was used'),
    turnHandlers('tells of a response that failed'),
    turnHandlers('close the messages of a response that is done'),
  ],
  'response.file_search_call.completed': [
    'tells the page how a search goes on',
    'vla-search',
    serviceActivity('tells of a search, and of sources with https addresses only'),
  ],
  'response.file_search_call.in_progress': [
    'tells the page how a search goes on',
    'vla-search',
    serviceActivity('tells of a search, and of sources with https addresses only'),
  ],
  'response.file_search_call.searching': [
    'tells the page how a search goes on',
    'vla-search',
    passed,
    serviceActivity('tells of a search, and of sources with https addresses only'),
  ],
  'response.foundry_agent_call.completed': ['tells the page that an agent has helped', 'vla-mcp'],
  'response.foundry_agent_call.failed': ['tells the page that an agent could not help', 'vla-mcp'],
  'response.foundry_agent_call.in_progress': ['tells the page that an agent helps', 'vla-mcp', passed],
  'response.foundry_agent_call_arguments.delta': [ONWARD],
  'response.foundry_agent_call_arguments.done': [ONWARD, undefined, passed],
  'response.function_call_arguments.delta': [`${RESTS}; the call comes whole with its item`],
  'response.function_call_arguments.done': [`${RESTS}; the call comes whole with its item`],
  'response.invocation.delta': [RESTS],
  'response.mcp_call.completed': [
    'tells the page; one answer is asked for when its response is over and spoke of nothing',
    'vla-mcp',
    mcpCalls('gets one answer when it is over after its response, which the visitor was asked in'),
    mcpCalls('gets none when its response spoke of it'),
    mcp('runs once it is approved, and its result is asked for'),
  ],
  'response.mcp_call.failed': [
    'tells the page; one answer is asked for when its response is over and spoke of nothing',
    'vla-mcp',
    serviceActivity('is told when it is denied'),
    mcpCalls('gets one when it failed'),
    mcp('that is denied never runs, and the agent says so'),
  ],
  'response.mcp_call.in_progress': [
    'tells the page that the call runs',
    'vla-mcp',
    serviceActivity('lists the tools of an MCP server, and runs one that the page approves …, once'),
  ],
  'response.mcp_call_arguments.delta': [ONWARD, undefined, passed],
  'response.mcp_call_arguments.done': [ONWARD],
  'response.output_item.added': ['takes its place in the transcript', 'vla-transcript'],
  'response.output_item.done': [
    'closes its message; a function call runs the page’s tool; other items go to the page',
    'vla-tool-call, vla-mcp',
    toolBatches('tells the page each call once, with its arguments as written'),
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
  'response.video.delta': [RESTS],
  'response.web_search_call.completed': [
    'tells the page how a search goes on',
    'vla-search',
    passed,
    serviceActivity('tells of a search, and of sources with https addresses only'),
  ],
  'response.web_search_call.in_progress': [
    'tells the page how a search goes on',
    'vla-search',
    serviceActivity('tells of a search, and of sources with https addresses only'),
  ],
  'response.web_search_call.searching': [
    'tells the page how a search goes on',
    'vla-search',
    serviceActivity('tells of a search, and of sources with https addresses only'),
  ],
  'rtc.call.error': [RESTS],
  'rtc.call.sdp.created': [RESTS],
  'session.avatar.connecting': [RESTS],
  'session.avatar.switch_to_idle': [RESTS],
  'session.avatar.switch_to_speaking': [RESTS],
  'session.created': [`${RESTS}; the wished session has been sent by then`],
  'session.updated': [
    'the session in force counts, not the one wished for; the first one opens the conversation and brings the greeting',
    'vla-session',
    turnHandlers('follow …'),
    turnHandlers('open the conversation once'),
    downlink('follows the format of the session'),
  ],
  warning: ['one line in the console', undefined, turnHandlers('is no error when it is a warning')],
};

/** Events that the protocol does not have, and events that do not have the form that it says. */
export const ANY_EVENT: readonly (readonly [what: string, ...tests: NamedTest[]])[] = [
  ['an event that nobody knows yet', protocol('that nobody knows yet passes through with all its fields')],
  ['text that is no JSON, an event without a type, fields of a wrong type', parser('says of … what is wrong')],
  [
    '50,000 mutated frames: no throw, no stuck state, nothing that grows without bound',
    fuzz('never throws, never gets stuck and never grows without bound, in … mutated frames'),
  ],
  ['markup in any text', serviceActivity('is nothing but text, wherever it stands')],
  [
    'a malformed and a binary frame',
    faults('frames that nobody can read are told once in a conversation, counted, and it goes on'),
  ],
];
