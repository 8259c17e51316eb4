/** How every field of the session is set, what the element does with it, and the tests that show it. */
import {
  downlink,
  echoReference,
  protocol,
  sessionChecks,
  sessionConfig,
  textChat,
  tools,
  turnHandlers,
  voiceKinds,
  type NamedTest,
} from './tests.ts';

/** How it is set; what the element does with it; the tests that show it besides `SHOWN_BY`. */
export type SessionFieldRow = readonly [how: string, does: string, ...tests: NamedTest[]];

/** This test runs once for every row. In a title, `#` stands for the name of the row and `…` for anything. */
export const SHOWN_BY = protocol('reaches the service by the property session, and comes back in vla-session: #');

const BY_PROPERTY = 'property `session`';
/** A warning, before the session is sent, about settings that do not go together. */
const warned = sessionChecks('is told with the way out: … in … with …');
const bounds = sessionChecks('is within the bounds of …');
const words = sessionConfig('holds what the page says, in the words of the wire');
const defaults = sessionConfig('holds what the contract promises when the page says nothing');
const agentOwned = sessionConfig('leaves out what belongs to the agent in agent mode, whoever said it');

export const SESSION_FIELDS: Readonly<Record<string, SessionFieldRow>> = {
  model: ['attribute `model`', 'goes into the address'],
  modalities: [
    BY_PROPERTY,
    'text alone in a written conversation, text and audio in a call',
    sessionConfig('asks for written answers in a chat'),
    textChat('becomes a call without a new session'),
    warned,
  ],
  animation: [BY_PROPERTY, 'is passed on', warned],
  voice: [
    'attribute `voice`: a name, whose kind is found from its form; property `session`: a full object',
    'decides whether a greeting is spoken as written',
    voiceKinds('takes … as …'),
    voiceKinds('knows no kind for "…"'),
    turnHandlers('is spoken as written by an Azure voice'),
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
    sessionConfig('sends the trio with every detection'),
    sessionConfig('turns detection off with none'),
    turnHandlers('leaves the truncating to a service that does it'),
    warned,
    bounds,
  ],
  input_audio_noise_reduction: ['attribute `noise-reduction`', 'is passed on', words, warned],
  input_audio_echo_cancellation: [
    'attribute `echo-cancellation`',
    '`reference` sends what is really played on a second channel',
    defaults,
    sessionConfig('takes the reference of the echo from this side, on a channel of its own'),
    echoReference('sends what is played beside what is heard, aligned within 1 ms'),
    warned,
  ],
  avatar: [BY_PROPERTY, 'is passed on', warned, bounds],
  input_audio_transcription: [
    'attributes `transcription-model`, `language`',
    'a model that pairs with the conversation’s, or with its profile, is chosen when none is named',
    sessionConfig('pairs … with …'),
    sessionConfig('pairs … of the profile "…" with …'),
    sessionConfig('takes the transcription model that the page names'),
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
