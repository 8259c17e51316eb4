/** A sample of every event, in an order that is possible in a conversation. */
import type { ClientEvent } from '../../../src/worker/protocol/client-events.js';
import type { RequestSession } from '../../../src/worker/protocol/objects/index.js';
import type { ServerEvent } from '../../../src/worker/protocol/server-events.js';

type Wire = Readonly<Record<string, unknown>>;

const response_id = 'resp_sample';
const call = { call_id: 'call_sample', chain_id: 'chain_sample' };
const place = { response_id, item_id: 'item_answer', output_index: 0 };
const inPart = { ...place, content_index: 0 };
const search = { response_id, item_id: 'item_search', output_index: 1, sequence_number: 0 };
const mcp = { item_id: 'item_mcp', output_index: 2 };
const agent = { item_id: 'item_agent', output_index: 3 };
const answer = { id: 'item_answer', type: 'message', role: 'assistant', status: 'completed' };
const mcpCall = {
  id: 'item_mcp',
  type: 'mcp_call',
  server_label: 'docs',
  name: 'lookup',
  arguments: '{}',
  output: '42',
};
const spoken = { item_id: 'item_spoken', content_index: 0 };

/** The fields of each event of the service. An event without a sample does not compile. */
export const SERVER_EVENTS: { readonly [T in ServerEvent['type']]: Wire } = {
  'session.created': { session: { id: 'sess_sample', model: 'gpt-realtime', expires_at: 1_900_000_000 } },
  warning: { warning: { code: 'sample', message: 'A sample of a warning.', param: 'session.voice' } },
  error: { error: { type: 'server_error', code: 'sample', message: 'A sample of an error.' } },
  'byom_credential.updated': {},

  'mcp_list_tools.in_progress': { item_id: 'item_list' },
  'mcp_list_tools.completed': { item_id: 'item_list' },
  'mcp_list_tools.failed': { item_id: 'item_list' },

  'input_audio_buffer.speech_started': { audio_start_ms: 100, item_id: 'item_spoken' },
  'input_audio_buffer.speech_stopped': { audio_end_ms: 900, item_id: 'item_spoken' },
  'input_audio_buffer.committed': { previous_item_id: null, item_id: 'item_spoken' },
  'input_audio_buffer.cleared': {},
  'conversation.item.created': {
    previous_item_id: null,
    item: { id: 'item_asked', type: 'message', role: 'user', status: 'completed', content: [{ type: 'input_text', text: 'asked' }] }, // prettier-ignore
  },
  'conversation.item.input_audio_transcription.delta': { ...spoken, delta: 'half' },
  'conversation.item.input_audio_transcription.completed': {
    ...spoken,
    transcript: 'half a word',
    logprobs: [{ token: 'half', logprob: -0.1, bytes: [104] }],
    phrases: [{ offset_milliseconds: 0, duration_milliseconds: 800, text: 'half a word', locale: 'en-US' }],
  },
  'conversation.item.input_audio_transcription.failed': {
    ...spoken,
    item_id: 'item_unclear',
    error: { code: 'sample', message: 'Nobody could understand it.' },
  },

  'response.created': { response: { id: response_id, status: 'in_progress', output: [] } },
  'rate_limits.updated': { rate_limits: [{ name: 'tokens', limit: 1000, remaining: 999, reset_seconds: 0.5 }] },
  'response.output_item.added': {
    response_id,
    output_index: 0,
    item: { ...answer, status: 'in_progress', content: [] },
  },
  'response.content_part.added': { ...inPart, part: { type: 'text', text: '' } },
  'response.text.delta': { ...inPart, item_id: 'item_written', delta: 'written' },
  'response.text.done': { ...inPart, item_id: 'item_written', text: 'written answer' },
  'response.audio_transcript.delta': { ...inPart, delta: 'said' },
  'response.audio_transcript.done': { ...inPart, transcript: 'said answer' },
  'response.audio_transcript.annotation.added': {
    ...inPart,
    annotation_index: 0,
    annotation: { type: 'url_citation', url: 'https://example.com/source', title: 'A source' },
  },
  'response.audio.delta': { ...inPart, delta: 'AAAAAAAA' },
  'response.audio.done': { ...inPart },
  'response.audio_timestamp.delta': { ...inPart, audio_offset_ms: 0, audio_duration_ms: 40, text: 'said', timestamp_type: 'word' }, // prettier-ignore
  'response.audio_timestamp.done': { ...inPart },
  'response.animation_viseme.delta': { ...inPart, audio_offset_ms: 0, viseme_id: 7 },
  'response.animation_viseme.done': { ...inPart },
  'response.animation_blendshapes.delta': { ...inPart, frames: [[0, 0.5]], frame_index: 0 },
  'response.animation_blendshapes.done': { ...place },
  'response.function_call_arguments.delta': { ...place, item_id: 'item_call', call_id: 'call_sample', delta: '{' },
  'response.function_call_arguments.done': { ...place, item_id: 'item_call', call_id: 'call_sample', arguments: '{}', name: 'sample' }, // prettier-ignore
  'response.web_search_call.in_progress': search,
  'response.web_search_call.searching': search,
  'response.web_search_call.completed': search,
  'response.file_search_call.in_progress': search,
  'response.file_search_call.searching': search,
  'response.file_search_call.completed': search,
  'response.mcp_call_arguments.delta': { ...mcp, response_id, delta: '{' },
  'response.mcp_call_arguments.done': { ...mcp, response_id, arguments: '{}' },
  'response.mcp_call.in_progress': mcp,
  'response.mcp_call.completed': mcp,
  'response.mcp_call.failed': mcp,
  'response.foundry_agent_call_arguments.delta': { ...agent, response_id, delta: '{' },
  'response.foundry_agent_call_arguments.done': { ...agent, response_id, arguments: '{}' },
  'response.foundry_agent_call.in_progress': { ...agent, agent_response_id: 'aresp_sample' },
  'response.foundry_agent_call.completed': { ...agent, agent_response_id: 'aresp_sample' },
  'response.foundry_agent_call.failed': agent,
  'response.invocation.delta': { delta: { step: 'thinking' } },
  'response.video.delta': { output_index: 0, codec: 'h264', delta: 'AAAA' },
  'response.content_part.done': { ...inPart, part: { type: 'text', text: 'written answer' } },
  'response.output_item.done': { response_id, output_index: 2, item: mcpCall },
  'response.done': {
    response: {
      id: response_id,
      status: 'completed',
      output: [{ ...answer, content: [{ type: 'audio', transcript: 'said answer' }] }],
      usage: {
        ...{ total_tokens: 30, input_tokens: 10, output_tokens: 20 },
        input_token_details: {
          ...{ cached_tokens: 0, text_tokens: 10, audio_tokens: 0, image_tokens: 0 },
          cached_tokens_details: { text_tokens: 0, audio_tokens: 0, image_tokens: 0 },
        },
        output_token_details: { text_tokens: 5, audio_tokens: 15 },
      },
    },
  },

  'conversation.item.retrieved': { item: { ...answer, content: [{ type: 'audio', transcript: 'said answer', audio: 'AAAA' }] } }, // prettier-ignore
  'conversation.item.truncated': { ...spoken, item_id: 'item_answer', audio_end_ms: 40 },
  'conversation.item.deleted': { item_id: 'item_asked' },
  'output_audio_buffer.started': { response_id },
  'output_audio_buffer.stopped': { response_id },
  'output_audio_buffer.cleared': {},

  'session.avatar.connecting': { server_sdp: 'e30=' },
  'session.avatar.switch_to_speaking': { turn_id: 'turn_sample' },
  'session.avatar.switch_to_idle': { turn_id: 'turn_sample' },
  'rtc.call.sdp.created': { rtc_call_id: 'rtc_sample', sdp_answer: 'v=0' },
  'rtc.call.error': {
    operation: 'rtc.call.sdp.create',
    error: { type: 'invalid_request_error', code: 'missing_sdp', message: 'There is no offer.' },
  },
  'realtime.call.incoming': { ...call, state: 'WaitingForCustomer' },
  'realtime.call.connected': { ...call, state: 'Connected' },
  'realtime.call.disconnected': { ...call, state: 'Disconnected', terminal_reason: 'CustomerHangup' },
  'realtime.call.failed': { ...call, state: 'Failed', terminal_reason: 'SetupFailure', error_code: '500' },
  'realtime.call.transfer.succeeded': { call_id: 'call_sample', transfer_id: 'transfer_sample', state: 'succeeded' },
  'realtime.call.transfer.failed': { call_id: 'call_sample', transfer_id: 'transfer_sample', state: 'failed', sip_code: 486, reason: 'Busy' }, // prettier-ignore

  'session.updated': { session: { id: 'sess_sample', modalities: ['text'], turn_detection: null, voice: { type: 'azure-standard', name: 'en-US-AvaNeural' } } }, // prettier-ignore
};

/** The fields of each event of a client. An event without a sample does not compile. */
export const CLIENT_EVENTS: { readonly [T in ClientEvent['type']]: Wire } = {
  'session.update': { session: { instructions: 'A sample.' } },
  'conversation.item.create': {
    previous_item_id: 'root',
    item: { id: 'item_mine', type: 'message', role: 'user', content: [{ type: 'input_text', text: '' }] },
  },
  'input_text.delta': { id: 'item_mine', delta: 'in ', content_index: 0 },
  'input_text.done': { id: 'item_mine', content_index: 0 },
  'conversation.item.retrieve': { item_id: 'item_mine' },
  'conversation.item.truncate': { item_id: 'item_mine', content_index: 0, audio_end_ms: 10 },
  'conversation.item.delete': { item_id: 'item_mine' },
  'input_audio_buffer.append': { audio: 'AAAA' },
  'input_audio_buffer.commit': {},
  'input_audio_buffer.clear': {},
  'input_audio.turn.start': { turn_id: 'turn_mine' },
  'input_audio.turn.append': { turn_id: 'turn_mine', audio: 'AAAAAAAA' },
  'input_audio.turn.end': { turn_id: 'turn_mine' },
  'input_audio.turn.cancel': { turn_id: 'turn_mine' },
  'input_audio.clear': {},
  'output_audio_buffer.clear': {},
  'response.create': {
    additional_instructions: 'Be brief.',
    response: {
      modalities: ['text'],
      conversation: 'none',
      metadata: { purpose: 'sample' },
      max_output_tokens: 40,
      tool_choice: 'none',
      input_items: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'hello' }] }],
    },
  },
  'response.cancel': { response_id: 'resp_sample' },
  'session.avatar.connect': { client_sdp: 'e30=' },
  'rtc.call.sdp.create': { sdp_offer: 'v=0' },
  mcp_approval_response: {},
  'byom_credential.update': {},
};

/** A value for each field of the session; the values are compatible. A field without a value does not compile. */
export const SESSION_FIELDS: { readonly [K in Exclude<keyof RequestSession, 'model'>]-?: RequestSession[K] } = {
  modalities: ['text', 'audio'],
  animation: { outputs: ['viseme_id', 'blendshapes'] },
  voice: {
    type: 'azure-standard',
    name: 'en-US-Ava:DragonHDLatestNeural',
    temperature: 0.8,
    rate: '1.1',
    style: 'cheerful',
  },
  instructions: 'You repair bikes.',
  input_audio_sampling_rate: 16000,
  input_audio_format: 'pcm16',
  output_audio_format: 'pcm16_16000hz',
  turn_detection: {
    type: 'azure_semantic_vad_multilingual',
    threshold: 0.4,
    prefix_padding_ms: 350,
    silence_duration_ms: 450,
    speech_duration_ms: 90,
    remove_filler_words: true,
    languages: ['en', 'fr'],
    create_response: false,
    interrupt_response: true,
    auto_truncate: true,
    appended_text_after_truncation: ' [cut]',
    end_of_utterance_detection: { model: 'smart_end_of_turn_detection', threshold_level: 'low', timeout_ms: 800 },
  },
  input_audio_noise_reduction: { type: 'azure_deep_noise_suppression' },
  input_audio_echo_cancellation: { type: 'server_echo_cancellation' },
  avatar: { character: 'lisa', style: 'casual-sitting', customized: false },
  input_audio_transcription: { model: 'mai-transcribe-1', language: 'en-US', phrase_list: ['derailleur'] },
  output_audio_timestamp_types: ['word'],
  tools: [{ type: 'mcp', server_label: 'docs', server_url: 'https://mcp.example/sse', require_approval: 'always' }],
  tool_choice: 'auto',
  temperature: 0.7,
  max_response_output_tokens: 400,
  reasoning_effort: 'low',
  interim_response: { type: 'static_interim_response', triggers: ['latency', 'tool'], latency_threshold_ms: 1500, texts: ['One moment.'] }, // prettier-ignore
  include: ['item.input_audio_transcription.phrases', 'file_search_call.results'],
  metadata: { shop: 'bikes' },
  parallel_tool_calls: false,
};
