/**
 * What the element does with everything the protocol has, and the tests that show it. `npm run docs:coverage` makes
 * docs/protocol-coverage.md of it; `npm run check` fails when a row is missing or names a test that is not there.
 */
const file = (path) => (title) => ({ path: `test/${path}.test.ts`, title });

const wire = file('integration/protocol');
const turns = file('worker/session/turn-handlers');
const transcripts = file('worker/session/transcript');
const batches = file('worker/session/tool-batch');
const gate = file('worker/session/response-gate');
const config = file('components/session/session-config');
const parser = file('worker/protocol/parse-server-event');
const voices = file('components/session/voice-kind');
const downlink = file('worker/media/downlink');
const cues = file('worker/session/cue-handlers');
const heard = wire('becomes one of the element when it is heard: #');
const captions = file('integration/captions');
const calls = file('integration/call');
const bargeIns = file('integration/barge-in');
const chat = file('integration/text-chat');
const faults = file('integration/faults');
const metrics = file('integration/metrics');
const life = file('integration/call-lifecycle');
const echo = file('integration/echo-reference');
const images = file('integration/images');
const saying = file('integration/say');
const context = file('integration/update-context');
const tools = file('integration/tools');
const pushToTalk = file('integration/push-to-talk');
const mcp = file('integration/mcp');
const told = file('integration/service-activity');
const mcpCalls = file('worker/session/mcp-calls');
const fuzz = file('worker/fuzz');
const markup = file('integration/service-activity');
const checks = file('components/features/session-checks/check-session');

/** Every row of a table is shown by this test too. In a title, `#` is the name of the row and `…` is anything. */
export const SHOWN_BY = {
  server: wire('reaches the page as vla-event, untouched, and does what it should: #'),
  client: wire('reaches the service by sendEvent, with all its fields: #'),
  session: wire('reaches the service by the property session, and comes back in vla-session: #'),
};

const ONWARD = 'is handed to the page as it came';
const passed = turns(`pass to the page as they came: #`);
const RESTS = 'changes nothing: for the page to use';

/** What it does; the event of the element beside `vla-event`, if there is one; further tests. */
export const SERVER_EVENTS = {
  'byom_credential.updated': [RESTS],
  'conversation.item.created': [
    'takes its place in the transcript by the item before it, whatever the order of arrival; items of MCP servers, searches and agents go to the page',
    'vla-transcript, vla-approval, vla-mcp',
    wire('that asks for the visitor’s word on an MCP call becomes vla-approval'),
    transcripts('puts an item right after the one before it, though that came later'),
    turns('pass items to the page that are neither messages nor functions: …'),
  ],
  'conversation.item.deleted': [
    'the message goes from the transcript and from `messages`',
    undefined,
    turns('take a deleted item out of the transcript'),
    chat('keeps the messages of a conversation before, and forgets an item that is deleted'),
  ],
  'conversation.item.input_audio_transcription.completed': [
    'the visitor’s words are final, wherever in the order they come',
    'vla-transcript',
    transcripts('reads the same after 1,000 shuffles'),
    calls('goes from the visitor’s words to the agent’s, and tells both'),
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
    turns('is told and survived later'),
    turns('frees the request it names, so that the next one goes out'),
    turns('has a code of its own when the session has run out'),
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
    bargeIns('is silent at once, and tells the service the milliseconds that were really heard'),
    turns('flushes what plays as soon as the visitor speaks'),
  ],
  'input_audio_buffer.speech_stopped': [
    'the visitor’s turn ends; the service’s own answer is waited for before anybody else may ask',
    'vla-speech',
    turns('keeps the answer that the service prepares for the visitor'),
    metrics('tell how long a spoken turn waited, from the end of its words'),
  ],
  'mcp_list_tools.completed': [
    'tells the page which tools an MCP server has, or that it told none',
    'vla-mcp',
    passed,
    told('lists the tools of an MCP server, and runs one that the page approves …, once'),
  ],
  'mcp_list_tools.failed': [
    'tells the page which tools an MCP server has, or that it told none',
    'vla-mcp',
    passed,
    told('lists the tools of an MCP server, and runs one that the page approves …, once'),
  ],
  'mcp_list_tools.in_progress': [
    'tells the page which tools an MCP server has, or that it told none',
    'vla-mcp',
    passed,
    told('lists the tools of an MCP server, and runs one that the page approves …, once'),
  ],
  'output_audio_buffer.cleared': [RESTS],
  'output_audio_buffer.started': [RESTS],
  'output_audio_buffer.stopped': [RESTS],
  'rate_limits.updated': [
    'is told with the usage of the next answer',
    'vla-usage',
    turns('tell the limits of the service in a notice of their own'),
    told('tells the limits of the service with the usage'),
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
    cues('carry each face of a piece at its own moment'),
  ],
  'response.animation_blendshapes.done': [RESTS],
  'response.animation_viseme.delta': [
    'told when its sound is heard, and not when it is not',
    'vla-viseme',
    heard,
    cues('carry a mouth'),
  ],
  'response.animation_viseme.done': [RESTS],
  'response.audio.delta': [
    'is played without a gap; never, when its response or item was silenced',
    undefined,
    downlink('gives the worklet what comes, at its own rate, with the tail and the end of the item'),
    turns('plays no late delta of the silenced response'),
  ],
  'response.audio.done': [
    'the item of sound has its end: the rest that fills no frame is played too',
    undefined,
    turns('hand an item of sound its end, by whatever tells it first'),
  ],
  'response.audio_timestamp.delta': [
    'told when its sound is heard, and not when it is not; an answer that is broken off ends at the last word heard',
    'vla-caption',
    heard,
    captions('come word by word when they are heard'),
    cues('ends at the last word that was heard, where the service tells their times'),
  ],
  'response.audio_timestamp.done': [RESTS],
  'response.audio_transcript.annotation.added': [
    'tells the page of a source; an address only when it is https',
    'vla-annotation',
    passed,
    told('tells of a search, and of sources with https addresses only'),
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
    bargeIns('ends the transcript at a word that was heard, marks the rest, and the visitor is answered'),
  ],
  'response.content_part.added': [`${RESTS}; parts come by their deltas`],
  'response.content_part.done': [`${RESTS}; parts come by their deltas`],
  'response.created': [
    'takes the one slot for answers; an answer nobody wants any more is cancelled at once',
    'vla-state',
    gate('never has two requests outstanding, swallows none and never stays stuck'),
  ],
  'response.done': [
    'frees the slot for the next request; closes its messages; tells what it cost; a failed one is a fault',
    'vla-usage, vla-error',
    turns('tell how much was used'),
    turns('tells of a response that failed'),
    turns('close the messages of a response that is done'),
  ],
  'response.file_search_call.completed': [
    'tells the page how a search goes on',
    'vla-search',
    told('tells of a search, and of sources with https addresses only'),
  ],
  'response.file_search_call.in_progress': [
    'tells the page how a search goes on',
    'vla-search',
    told('tells of a search, and of sources with https addresses only'),
  ],
  'response.file_search_call.searching': [
    'tells the page how a search goes on',
    'vla-search',
    passed,
    told('tells of a search, and of sources with https addresses only'),
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
    told('is told when it is denied'),
    mcpCalls('gets one when it failed'),
    mcp('that is denied never runs, and the agent says so'),
  ],
  'response.mcp_call.in_progress': [
    'tells the page that the call runs',
    'vla-mcp',
    told('lists the tools of an MCP server, and runs one that the page approves …, once'),
  ],
  'response.mcp_call_arguments.delta': [ONWARD, undefined, passed],
  'response.mcp_call_arguments.done': [ONWARD],
  'response.output_item.added': ['takes its place in the transcript', 'vla-transcript'],
  'response.output_item.done': [
    'closes its message; a function call runs the page’s tool; other items go to the page',
    'vla-tool-call, vla-mcp',
    batches('tells the page each call once, with its arguments as written'),
    tools('answers two parallel tool calls with one further answer'),
  ],
  'response.text.delta': [
    'the agent’s written words grow in the transcript',
    'vla-transcript',
    chat('needs no microphone, and is answered in writing'),
  ],
  'response.text.done': [
    'the words are whole',
    'vla-transcript',
    chat('needs no microphone, and is answered in writing'),
  ],
  'response.video.delta': [RESTS],
  'response.web_search_call.completed': [
    'tells the page how a search goes on',
    'vla-search',
    passed,
    told('tells of a search, and of sources with https addresses only'),
  ],
  'response.web_search_call.in_progress': [
    'tells the page how a search goes on',
    'vla-search',
    told('tells of a search, and of sources with https addresses only'),
  ],
  'response.web_search_call.searching': [
    'tells the page how a search goes on',
    'vla-search',
    told('tells of a search, and of sources with https addresses only'),
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
    turns('follow …'),
    turns('open the conversation once'),
    downlink('follows the format of the session'),
  ],
  warning: ['one line in the console', undefined, turns('is no error when it is a warning')],
};

/** Events that are not in the protocol, or not as it should be. */
export const ANY_EVENT = [
  ['an event that nobody knows yet', wire('that nobody knows yet passes through with all its fields')],
  ['text that is no JSON, an event without a type, fields of a wrong type', parser('says of … what is wrong')],
  [
    '50,000 mutated frames: no throw, no stuck state, nothing that grows without bound',
    fuzz('never throws, never gets stuck and never grows without bound, in … mutated frames'),
  ],
  ['markup in any text', markup('is nothing but text, wherever it stands')],
  [
    'a malformed and a binary frame',
    faults('frames that nobody can read are told once in a conversation, counted, and it goes on'),
  ],
];

/** How the page sends it, or when the element does; further tests. */
export const CLIENT_EVENTS = {
  'byom_credential.update': ['`sendEvent()`'],
  'conversation.item.create': [
    '`sendText()`, `sendImage()`, `updateContext()`; the outputs of tools; `sendEvent()`: also the visitor’s word on an MCP call',
    mcp('runs once it is approved, and its result is asked for'),
    chat('needs no microphone, and is answered in writing'),
    images('shows the agent a picture, with words, and is answered'),
    context('tells context during a conversation without an answer'),
    batches('sends an output under the id of its call'),
  ],
  'conversation.item.delete': ['`sendEvent()`'],
  'conversation.item.retrieve': ['`sendEvent()`'],
  'conversation.item.truncate': [
    'by itself after a barge-in and `interrupt()`, with the milliseconds really heard; `sendEvent()`',
    bargeIns('is silent at once, and tells the service the milliseconds that were really heard'),
    bargeIns('by interrupt() cancels the answer and truncates it'),
  ],
  'input_audio.clear': ['`sendEvent()`'],
  'input_audio.turn.append': ['`sendEvent()`'],
  'input_audio.turn.cancel': ['`sendEvent()`'],
  'input_audio.turn.end': ['`sendEvent()`'],
  'input_audio.turn.start': ['`sendEvent()`'],
  'input_audio_buffer.append': [
    'by itself during a call, every 20 ms; `sendEvent()`',
    calls('keeps the first words, spoken while the session is still being set up'),
    life('a muted microphone sends silence to close the turn, then nothing'),
  ],
  'input_audio_buffer.clear': [
    '`cancelTurn()`, and `endTurn()` of a turn that is too short; `sendEvent()`',
    pushToTalk('drops a turn that is too short, one that is muted, and one that is cancelled'),
  ],
  'input_audio_buffer.commit': [
    '`endTurn()`; `sendEvent()`',
    pushToTalk('is heard only while a turn is held, and answered when it is let go'),
  ],
  'input_text.delta': ['`sendEvent()`'],
  'input_text.done': ['`sendEvent()`'],
  mcp_approval_response: ['`sendEvent()`; the service wants an item of that type by `conversation.item.create`'],
  'output_audio_buffer.clear': ['`sendEvent()`'],
  'response.cancel': [
    'by itself when the visitor interrupts an answer; `interrupt()`; `sendEvent()`',
    bargeIns('by interrupt() cancels the answer and truncates it'),
    turns('cancels an answer that was asked for before the visitor spoke, once it has a name'),
  ],
  'response.create': [
    'after typed text, pictures, tools and held turns, and for the greeting; `say()`; `sendEvent()`: waits its turn when an answer is under way',
    saying('says a text as it is written'),
    turns("let a page's request wait like any other"),
    gate('never has two requests outstanding, swallows none and never stays stuck'),
  ],
  'rtc.call.sdp.create': ['`sendEvent()`'],
  'session.avatar.connect': ['`sendEvent()`'],
  'session.update': [
    'when a session starts, and when text becomes a call; `updateSession()`; `sendEvent()`',
    chat('becomes a call without a new session'),
    life('vla-before-start may change the session, or call it off'),
  ],
};

const BY_PROPERTY = 'property `session`';
/** What does not go with the rest of the session is told before it is sent. */
const warned = checks('is told with the way out: … in … with …');
const bounds = checks('is within the bounds of …');
const words = config('holds what the page says, in the words of the wire');
const defaults = config('holds what the contract promises when the page says nothing');
const agentOwned = config('leaves out what belongs to the agent in agent mode, whoever said it');

/** How it is set; what the element does with it; further tests. */
export const SESSION_FIELDS = {
  model: ['attribute `model`', 'goes into the address'],
  modalities: [
    BY_PROPERTY,
    'text alone in a written conversation, text and audio in a call',
    config('asks for written answers in a chat'),
    chat('becomes a call without a new session'),
    warned,
  ],
  animation: [BY_PROPERTY, 'is passed on', warned],
  voice: [
    'attribute `voice`: a name, whose kind is found from its form; property `session`: a full object',
    'decides whether a greeting is spoken as written',
    voices('takes … as …'),
    voices('knows no kind for "…"'),
    turns('is spoken as written by an Azure voice'),
    warned,
  ],
  instructions: ['attribute `instructions`', 'is left out in agent mode', words, agentOwned],
  input_audio_sampling_rate: ['attribute `input-sampling-rate`', 'the microphone is resampled to it', words, warned],
  input_audio_format: ['attribute `input-audio-format`', 'the microphone is encoded so', words],
  output_audio_format: [
    'attribute `output-audio-format`',
    'what comes is decoded so, also when it changes in mid-call',
    words,
    downlink('follows the format of the session'),
  ],
  turn_detection: [
    'attribute `turn-detection`; options by property `session`',
    '`create_response` and `interrupt_response` are always sent; the element truncates by itself unless `auto_truncate` is set',
    defaults,
    config('sends the trio with every detection'),
    config('turns detection off with none'),
    turns('leaves the truncating to a service that does it'),
    warned,
    bounds,
  ],
  input_audio_noise_reduction: ['attribute `noise-reduction`', 'is passed on', words, warned],
  input_audio_echo_cancellation: [
    'attribute `echo-cancellation`',
    '`reference` sends what is really played on a second channel',
    defaults,
    config('takes the reference of the echo from this side, on a channel of its own'),
    echo('sends what is played beside what is heard, aligned within 1 ms'),
    warned,
  ],
  avatar: [BY_PROPERTY, 'is passed on', warned, bounds],
  input_audio_transcription: [
    'attributes `transcription-model`, `language`',
    'a model that pairs with the conversation’s, or with its profile, is chosen when none is named',
    config('pairs … with …'),
    config('pairs … of the profile "…" with …'),
    config('takes the transcription model that the page names'),
    warned,
  ],
  output_audio_timestamp_types: [BY_PROPERTY, 'is passed on', warned],
  tools: [
    '`registerTool()`, property `tools`: functions; property `session`: MCP servers and Foundry agents',
    'is left out in agent mode; sent again when the tools change',
    tools('tells the service of tools that are set while it goes on'),
    agentOwned,
  ],
  tool_choice: [BY_PROPERTY, 'is left out in agent mode', agentOwned],
  temperature: ['attribute `temperature`', 'is left out in agent mode', words, agentOwned, bounds],
  max_response_output_tokens: [
    'attribute `max-response-output-tokens`',
    'is left out in agent mode',
    words,
    agentOwned,
    bounds,
  ],
  reasoning_effort: ['attribute `reasoning-effort`', 'is left out in agent mode', words, agentOwned],
  interim_response: [BY_PROPERTY, 'is passed on', warned, bounds],
  include: [BY_PROPERTY, 'is passed on'],
  metadata: [BY_PROPERTY, 'is passed on', warned],
  parallel_tool_calls: [
    BY_PROPERTY,
    'is passed on; parallel calls share one further answer',
    tools('answers two parallel tool calls with one further answer'),
  ],
};
