/** What a Foundry voice agent says and is told otherwise than the route of Voice Live, in an order that is possible. */
type Wire = Readonly<Record<string, unknown>>;

const response_id = 'resp_sample';
const place = { response_id, item_id: 'item_answer', output_index: 0, content_index: 0 };
const written = { ...place, item_id: 'item_written' };
const answer = { id: 'item_answer', type: 'message', role: 'assistant' };
const spoken = (transcript: string) => ({ ...answer, status: 'completed', content: [{ type: 'output_audio', transcript }] }); // prettier-ignore
const session = {
  type: 'realtime',
  id: 'sess_sample',
  model: 'gpt-realtime',
  output_modalities: ['text'],
  audio: {
    input: { format: { type: 'audio/pcm', rate: 24_000 }, turn_detection: { type: 'server_vad' } },
    output: { format: { type: 'audio/pcm', rate: 24_000 }, voice: 'en-US-AvaNeural', voice_type: 'azure-standard' },
  },
  handoff: { active_node_id: 'billing', nodes: [{ id: 'billing', description: 'Invoices' }] },
};
const handoff = {
  handoff_id: 'handoff_sample',
  from_node_id: '$entrypoint',
  to_node_id: 'billing',
  tool_call_id: 'call_handoff',
};
const consultation = { consultation_id: 'consult_sample', call_id: 'call_ask', subagent_name: 'poet' };

/** Events that only a voice agent sends, or that have another name or another form there. */
export const AGENT_EVENTS: Readonly<Record<string, Wire>> = {
  'session.created': { session, conversation_id: 'conv_sample' },
  'session.updated': { session },
  'conversation.created': { conversation_id: 'conv_sample' },
  'input_audio_buffer.timeout_triggered': { item_id: 'item_silence', audio_start_ms: 0, audio_end_ms: 9000 },
  'conversation.item.input_audio_transcription.segment': { item_id: 'item_said', content_index: 0, id: 'seg_1', text: 'a', speaker: 'A', start: 0, end: 1 }, // prettier-ignore
  'response.created': { response: { id: response_id, status: 'in_progress', output: [], output_modalities: ['audio'] } }, // prettier-ignore
  'conversation.item.added': { previous_item_id: null, item: { ...answer, status: 'in_progress', content: [] } },
  'response.output_text.delta': { ...written, delta: 'written' },
  'response.output_text.done': { ...written, text: 'written answer' },
  'response.output_audio_transcript.delta': { ...place, delta: 'said' },
  'response.output_audio_transcript.done': { ...place, transcript: 'said answer' },
  'response.output_audio.delta': { ...place, delta: 'AAAA' },
  'response.output_audio.done': place,
  'conversation.item.done': { previous_item_id: null, item: spoken('said answer') },
  'response.output_item.done': { response_id, output_index: 0, item: spoken('said answer') },
  'response.server_timing': { response_id, input_item_id: 'item_said', server_timing: { version: 1, total_ms: 4 } },
  'response.done': {
    response: {
      ...{ id: response_id, status: 'completed', output_modalities: ['audio'], output: [spoken('said answer')] },
      usage: { total_tokens: 30, input_tokens: 10, output_tokens: 20 },
    },
  },
  'session.handoff.started': handoff,
  'session.handoff.completed': { ...handoff, duration_ms: 640 },
  'session.handoff.aborted': { ...handoff, handoff_id: 'handoff_other', reason: 'user_interruption' },
  'session.subagent.started': consultation,
  'session.subagent.completed': consultation,
  'session.subagent.aborted': { ...consultation, consultation_id: 'consult_other', reason: 'timeout' },
};

const input = (fields: Wire): Wire => ({ audio: { input: fields } });
const output = (fields: Wire): Wire => ({ audio: { output: fields } });

/** Fields of a session: what the page says, and what the agent is told. */
export const AGENT_SESSION: Readonly<Record<string, readonly [said: unknown, told: Wire]>> = {
  modalities: [['text'], { output_modalities: ['text'] }],
  voice: [
    { type: 'azure-standard', name: 'en-US-AvaNeural', rate: '1.2' },
    output({ voice_type: 'azure-standard', voice: 'en-US-AvaNeural', speed: 1.2 }),
  ],
  input_audio_format: ['g711_ulaw', input({ format: { type: 'audio/pcmu' } })],
  output_audio_format: ['pcm16', output({ format: { type: 'audio/pcm', rate: 24_000 } })],
  turn_detection: [{ type: 'server_vad', threshold: 0.4 }, input({ turn_detection: { type: 'server_vad', threshold: 0.4 } })], // prettier-ignore
  input_audio_noise_reduction: [{ type: 'near_field' }, input({ noise_reduction: { type: 'near_field' } })],
  input_audio_echo_cancellation: [
    { type: 'server_echo_cancellation' },
    input({ echo_cancellation: { type: 'server_echo_cancellation' } }),
  ],
  input_audio_transcription: [{ model: 'azure-speech', language: 'de' }, input({ transcription: { model: 'azure-speech', language: 'de' } })], // prettier-ignore
  output_audio_timestamp_types: [['word'], output({ output_audio_timestamp_types: ['word'] })],
  max_response_output_tokens: [100, { max_output_tokens: 100 }],
  reasoning_effort: ['low', { reasoning: { effort: 'low' } }],
};

/** Events of a client that a voice agent does not have. They are left out. */
export const NOT_FOR_AGENTS: readonly string[] = [
  'input_audio.turn.start',
  'input_audio.turn.append',
  'input_audio.turn.end',
  'input_audio.turn.cancel',
  'input_audio.clear',
  'input_text.delta',
  'input_text.done',
  'byom_credential.update',
];
