/** How every field of the session is set, what the element does with it, and the tests that show it. */
import {
  call,
  echoReference,
  faults,
  formats,
  mcp,
  protocol,
  say,
  serviceEvents,
  settings,
  textChat,
  tools,
  type NamedTest,
} from './tests.ts';

/** How it is set; what the element does with it; the tests that show it besides `SHOWN_BY`. */
export type SessionFieldRow = readonly [how: string, does: string, ...tests: NamedTest[]];

/** This test runs once for every row. In a title, `#` stands for the name of the row and `…` for anything. */
export const SHOWN_BY = protocol('reaches the service by the property session, and comes back in vla-session: #');

/** What a row says when the element does nothing with the field. Any other row names a test of its own. */
export const PASSES = 'is only passed on';

const BY_PROPERTY = 'property `session`';
/** The field as the service gets it when an attribute is set. */
const sent = settings('reaches the service as a field of the session: #');
/** A warning, before the session is sent, about a value that the service refuses. */
const warned = faults('is told in the console before, with the way out: #');
const agentOwned = settings('leaves out what belongs to the agent, whoever said it');

export const SESSION_FIELDS: Readonly<Record<string, SessionFieldRow>> = {
  model: ['attribute `model`', 'goes into the address', settings('names the model in the address')],
  modalities: [
    BY_PROPERTY,
    'text alone in a written conversation, text and audio in a call',
    textChat('becomes a call without a new session'),
    warned,
  ],
  animation: [BY_PROPERTY, PASSES],
  voice: [
    'attribute `voice`: a name, whose kind is found from its form; property `session`: a full object',
    'decides whether a text is spoken as it is written',
    sent,
    say('says a text as it is written'),
    say('asks an OpenAI voice to say it'),
    warned,
  ],
  instructions: ['attribute `instructions`', 'is left out in agent mode', sent, agentOwned],
  input_audio_sampling_rate: [
    'attribute `input-sampling-rate`',
    'the microphone is resampled to it',
    sent,
    formats('… at … Hz to the service, … back: every tone is what it was'),
    warned,
  ],
  input_audio_format: [
    'attribute `input-audio-format`',
    'the microphone is encoded so',
    sent,
    formats('… at … Hz to the service, … back: every tone is what it was'),
  ],
  output_audio_format: [
    'attribute `output-audio-format`',
    'what comes is decoded so',
    sent,
    formats('… at … Hz to the service, … back: every tone is what it was'),
  ],
  turn_detection: [
    'attribute `turn-detection`; options by property `session`',
    '`create_response` and `interrupt_response` are always sent; the element truncates by itself unless `auto_truncate` is set',
    sent,
    serviceEvents('of a barge-in is not answered with a truncation where the service truncates by itself'),
    warned,
  ],
  input_audio_noise_reduction: ['attribute `noise-reduction`', PASSES, sent],
  input_audio_echo_cancellation: [
    'attribute `echo-cancellation`',
    '`reference` sends what is really played on a second channel',
    sent,
    echoReference('sends what is played beside what is heard, aligned within 1 ms'),
    warned,
  ],
  avatar: [BY_PROPERTY, PASSES],
  input_audio_transcription: [
    'attributes `transcription-model`, `language`',
    'a model that pairs with the conversation’s is chosen when none is named',
    sent,
    call('goes from the visitor’s words to the agent’s, and tells both'),
    warned,
  ],
  output_audio_timestamp_types: [BY_PROPERTY, PASSES],
  tools: [
    '`registerTool()`, property `tools`: functions; property `session`: MCP servers and Foundry agents',
    'is left out in agent mode; sent again when the tools change',
    tools('tells the service of tools that are set while it goes on'),
    mcp('that needs no approval is told in the answer it belongs to'),
    agentOwned,
  ],
  tool_choice: [BY_PROPERTY, 'is left out in agent mode', agentOwned],
  temperature: ['attribute `temperature`', 'is left out in agent mode', sent, agentOwned, warned],
  max_response_output_tokens: [
    'attribute `max-response-output-tokens`',
    'is left out in agent mode',
    sent,
    agentOwned,
    warned,
  ],
  reasoning_effort: ['attribute `reasoning-effort`', 'is left out in agent mode', sent, agentOwned],
  interim_response: [BY_PROPERTY, PASSES],
  include: [BY_PROPERTY, PASSES],
  metadata: [BY_PROPERTY, PASSES],
  parallel_tool_calls: [
    BY_PROPERTY,
    'is passed on; parallel calls share one further answer',
    tools('answers two parallel tool calls with one further answer'),
  ],
};
