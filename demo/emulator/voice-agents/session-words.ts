/** The session in the words of voice agents, and back. */
import type { Modality, Session, SessionPatch, Tool, TurnDetection } from '../session/session-types.js';
import { isObject, type JsonObject } from '../shared/json.js';
import { type Format, readFormat, readVoice, writeFormat, writeVoice } from './audio-words.js';

/** `session` of a voice agent's `session.update` that has passed its schema; a definition has the same fields. */
export interface AgentSession {
  readonly type?: 'realtime';
  readonly instructions?: string;
  readonly temperature?: number;
  readonly max_output_tokens?: number | 'inf';
  readonly output_modalities?: readonly Modality[];
  readonly audio?: {
    readonly input?: {
      readonly format?: Format;
      readonly turn_detection?: TurnDetection | null;
      readonly noise_reduction?: JsonObject | null;
      readonly echo_cancellation?: JsonObject | null;
      readonly transcription?: JsonObject | null;
    };
    readonly output?: JsonObject & {
      readonly format?: Format;
      readonly output_audio_timestamp_types?: readonly 'word'[];
    };
  };
  readonly tools?: readonly Tool[];
  readonly tool_choice?: SessionPatch['tool_choice'] & {};
  readonly parallel_tool_calls?: boolean;
  readonly reasoning?: { readonly effort?: string };
  readonly include?: readonly string[];
  readonly metadata?: Readonly<Record<string, string>>;
  readonly interim_response?: SessionPatch['interim_response'] & {};
  readonly animation?: { readonly outputs?: readonly string[] };
  readonly greeting?: JsonObject;
}

/** Fields that have one name in both protocols. */
const SAME = [
  ...['instructions', 'temperature', 'tools', 'tool_choice', 'parallel_tool_calls', 'include', 'metadata'],
  ...['interim_response', 'animation', 'greeting'],
] as const satisfies readonly (keyof AgentSession)[];

/** Sound brings its words, so that `audio` stands for both. */
export const readModalities = (asked: readonly Modality[]): readonly Modality[] =>
  asked.includes('audio') ? ['text', ...asked.filter((each) => each !== 'text')] : ['text'];
export const writeModalities = (own: readonly Modality[]): readonly Modality[] =>
  own.includes('audio') ? own.filter((each) => each !== 'text') : ['text'];

/** The changes that a session in the words of voice agents asks for. */
export function readSession(asked: AgentSession, current: Session): SessionPatch {
  const { output_modalities, max_output_tokens, reasoning, audio: { input = {}, output = {} } = {} } = asked;
  const voice = readVoice(output, current.voice);
  return {
    ...Object.fromEntries(SAME.flatMap((name) => (asked[name] === undefined ? [] : [[name, asked[name]]]))),
    ...(output_modalities && { modalities: readModalities(output_modalities) }),
    ...(max_output_tokens !== undefined && { max_response_output_tokens: max_output_tokens }),
    ...(reasoning?.effort !== undefined && { reasoning_effort: reasoning.effort }),
    ...(input.format && { input_audio_format: readFormat(input.format) }),
    ...(input.turn_detection !== undefined && { turn_detection: input.turn_detection }),
    ...(input.noise_reduction !== undefined && { input_audio_noise_reduction: input.noise_reduction }),
    ...(input.echo_cancellation !== undefined && { input_audio_echo_cancellation: input.echo_cancellation }),
    ...(input.transcription !== undefined && { input_audio_transcription: input.transcription }),
    ...(output.format && { output_audio_format: readFormat(output.format) }),
    ...(output.output_audio_timestamp_types && {
      output_audio_timestamp_types: output.output_audio_timestamp_types,
    }),
    ...(voice && { voice }),
  };
}

/** Without what is null: in this protocol a missing field is a default, and null means off. */
const said = (value: unknown): JsonObject | undefined =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null && each !== ''))
    : undefined;

/** The session as it is told. */
export function writeSession(session: Session): JsonObject {
  const { id, object, model, expires_at, handoff, turn_detection, reasoning_effort: effort } = session;
  const shown: JsonObject = { ...session, tools: session.tools.map(writeTool) };
  const optional = (name: string, value: unknown) => (value == null ? {} : { [name]: value });
  return {
    type: 'realtime',
    ...{ id, object, model, expires_at },
    output_modalities: writeModalities(session.modalities),
    ...said(Object.fromEntries(SAME.map((name) => [name, shown[name] ?? null]))),
    max_output_tokens: session.max_response_output_tokens,
    ...(effort !== undefined && { reasoning: { effort } }),
    ...optional('handoff', handoff),
    audio: {
      input: {
        format: writeFormat(session.input_audio_format),
        turn_detection: turn_detection && said(turn_detection),
        ...optional('noise_reduction', session['input_audio_noise_reduction']),
        ...optional('echo_cancellation', session.input_audio_echo_cancellation),
        ...optional('transcription', said(session.input_audio_transcription)),
      },
      output: {
        format: writeFormat(session.output_audio_format),
        ...writeVoice(session.voice),
        ...optional('output_audio_timestamp_types', session.output_audio_timestamp_types),
      },
    },
  };
}

/** A toolbox is told as what it became. */
const writeTool = (tool: Tool): JsonObject =>
  tool.type === 'toolbox' ? { type: 'foundry_toolbox', server_label: tool['toolbox_name'], allowed_tools: [] } : tool;
