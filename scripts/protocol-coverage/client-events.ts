/** How every event of a client is sent to the service, and the tests that show it. */
import {
  answerEnds,
  bargeIn,
  call,
  callLifecycle,
  images,
  mcp,
  protocol,
  pushToTalk,
  reconnect,
  reconnectInATalk,
  say,
  serviceEvents,
  textChat,
  tools,
  updateContext,
  type NamedTest,
} from './tests.ts';

/** How the page sends it, or when the element does; the tests that show it besides `SHOWN_BY`. */
export type ClientEventRow = readonly [how: string, ...tests: NamedTest[]];

/** This test runs once for every row. In a title, `#` stands for the name of the row and `…` for anything. */
export const SHOWN_BY = protocol('reaches the service by sendEvent, with all its fields: #');

/** What a row says whose event the element never sends by itself. Any other row names a test of its own. */
export const PASSES = 'only passed on: `sendEvent()`';

export const CLIENT_EVENTS: Readonly<Record<string, ClientEventRow>> = {
  'byom_credential.update': [PASSES],
  'conversation.item.create': [
    '`sendText()`, `sendImage()`, `updateContext()`; the outputs of tools; `sendEvent()`: also the visitor’s word on an MCP call',
    mcp('runs once it is approved, and its result is asked for'),
    textChat('needs no microphone, and is answered in writing'),
    images('shows the agent a picture, with words, and is answered'),
    updateContext('tells context during a conversation without an answer'),
    tools('answers two parallel tool calls with one further answer'),
    reconnectInATalk(
      'goes on with the next one: the page is told, nothing is an error, and what was said is known there',
    ),
  ],
  'conversation.item.delete': [PASSES],
  'conversation.item.retrieve': [
    'by itself, as a harmless question, when a connection may only seem to stand; `sendEvent()`',
    reconnect('that only seems to stand is found by a question, and what was typed gets its answer'),
  ],
  'conversation.item.truncate': [
    'by itself after a barge-in and `interrupt()`, with the milliseconds really heard; `sendEvent()`',
    bargeIn('is silent at once, and tells the service the milliseconds that were really heard'),
    bargeIn('by interrupt() cancels the answer and truncates it'),
    serviceEvents('of a barge-in is not answered with a truncation where the service truncates by itself'),
  ],
  'input_audio.clear': [PASSES],
  'input_audio.turn.append': [PASSES],
  'input_audio.turn.cancel': [PASSES],
  'input_audio.turn.end': [PASSES],
  'input_audio.turn.start': [PASSES],
  'input_audio_buffer.append': [
    'by itself during a call, every 20 ms; `sendEvent()`',
    call('keeps the first words, spoken while the session is still being set up'),
    callLifecycle('a muted microphone sends silence to close the turn, then nothing'),
  ],
  'input_audio_buffer.clear': [
    '`cancelTurn()`, and `endTurn()` of a turn that is too short; `sendEvent()`',
    pushToTalk('drops a turn that is too short, one that is muted, and one that is cancelled'),
  ],
  'input_audio_buffer.commit': [
    '`endTurn()`; `sendEvent()`',
    pushToTalk('is heard only while a turn is held, and answered when it is let go'),
  ],
  'input_text.delta': [PASSES],
  'input_text.done': [PASSES],
  mcp_approval_response: [`${PASSES}; the service wants an item of that type by \`conversation.item.create\``],
  'output_audio_buffer.clear': [PASSES],
  'response.cancel': [
    'by itself when the visitor interrupts an answer; `interrupt()`; `sendEvent()`',
    bargeIn('by interrupt() cancels the answer and truncates it'),
  ],
  'response.create': [
    'after typed text, pictures, tools and held turns, and for the greeting; `say()`, `ask()`; `sendEvent()`: waits its turn when an answer is under way',
    say('says a text as it is written'),
    answerEnds('is answered outside the conversation: nothing of it is written, and no state tells of it'),
    textChat('queues what is typed while an answer is written'),
    tools('answers two parallel tool calls with one further answer'),
    pushToTalk('is heard only while a turn is held, and answered when it is let go'),
  ],
  'rtc.call.sdp.create': [PASSES],
  'session.avatar.connect': [PASSES],
  'session.update': [
    'when a session starts, and when text becomes a call; `updateSession()`; `sendEvent()`',
    textChat('becomes a call without a new session'),
    callLifecycle('vla-before-start may change the session, or call it off'),
  ],
};
