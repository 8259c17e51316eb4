/** The settings of one response. Pure. */
import type { OutputAudioFormat } from '../audio/formats.js';
import type { MessageItem, RequestItem } from '../conversation/items.js';
import {
  type Animation,
  type InterimResponse,
  isAzureVoice,
  type Modality,
  type Session,
  type Tool,
  type ToolChoice,
  toVoice,
  type Voice,
} from '../session/session-types.js';
import type { JsonObject } from '../shared/json.js';

/** `response` of a `response.create` that passed the schema. */
export interface ResponseParams extends JsonObject {
  readonly commit?: boolean;
  readonly cancel_previous?: boolean;
  readonly conversation?: 'auto' | 'none';
  readonly append_input_items?: readonly RequestItem[];
  readonly input_items?: readonly RequestItem[];
  /** one source's name of `input_items` */
  readonly input?: readonly RequestItem[];
  readonly modalities?: readonly Modality[];
  readonly instructions?: string;
  readonly voice?: Voice | string;
  readonly output_audio_format?: OutputAudioFormat;
  readonly tools?: readonly Tool[];
  readonly tool_choice?: ToolChoice;
  readonly temperature?: number;
  readonly max_output_tokens?: number | 'inf';
  readonly max_response_output_tokens?: number | 'inf';
  readonly pre_generated_assistant_message?: Pick<MessageItem, 'content'>;
  readonly animation?: Animation;
  readonly interim_response?: InterimResponse;
  readonly invoke_input?: JsonObject;
  readonly metadata?: JsonObject;
}

/** The settings of one response: those of `response.create`, then the session's. */
export interface ResponseSettings {
  readonly conversationId: string;
  readonly voice: Voice;
  readonly modalities: readonly Modality[];
  readonly outputFormat: OutputAudioFormat;
  readonly tools: readonly Tool[];
  readonly mustCall: string | undefined;
  readonly parallelCalls: boolean;
  readonly temperature: number | undefined;
  readonly maxOutputTokens: number | 'inf';
  readonly metadata: JsonObject | undefined;
  /** whether its items become part of the conversation */
  readonly kept: boolean;
  readonly spoken: boolean;
  readonly wordTimes: boolean;
  readonly visemes: boolean;
  readonly blendshapes: boolean;
  readonly interim: InterimResponse | undefined;
  /** whether found passages travel with a file search */
  readonly fileResults: boolean;
  readonly invokeInput: JsonObject | undefined;
  /** the instructions of this response alone */
  readonly instructions: string | undefined;
  /** text to speak as it is, instead of an answer */
  readonly script: string | undefined;
}

export function responseSettings(session: Session, params: ResponseParams, conversationId: string): ResponseSettings {
  const voice = params.voice === undefined ? session.voice : toVoice(params.voice);
  const modalities = params.modalities ?? session.modalities;
  const script = params.pre_generated_assistant_message?.content.map((part) => part.text ?? '').join(' ');
  const azure = isAzureVoice(voice);
  const outputs = animationOutputs(params.animation ?? session.animation);
  const choice = params.tool_choice ?? session.tool_choice ?? 'auto';
  const tools = choice === 'none' ? [] : (params.tools ?? session.tools);
  return {
    conversationId,
    voice,
    modalities,
    outputFormat: params.output_audio_format ?? session.output_audio_format,
    tools,
    mustCall: functionToCall(choice, tools),
    parallelCalls: session.parallel_tool_calls ?? true,
    temperature: params.temperature ?? session.temperature,
    maxOutputTokens:
      params.max_output_tokens ?? params.max_response_output_tokens ?? session.max_response_output_tokens,
    metadata: params.metadata,
    kept: params.conversation !== 'none' && params.commit !== false,
    // a realtime model's own voice cannot read a given text aloud
    spoken: modalities.includes('audio') && (script === undefined || azure),
    wordTimes: azure && (session.output_audio_timestamp_types?.includes('word') ?? false),
    visemes: azure && outputs.includes('viseme_id'),
    blendshapes: azure && outputs.includes('blendshapes'),
    interim: params.interim_response ?? session.interim_response,
    fileResults: session.include?.includes('file_search_call.results') ?? false,
    invokeInput: params.invoke_input,
    instructions: params.instructions,
    script,
  };
}

/** An animation that names no outputs asks for the documented default. */
const animationOutputs = (animation: Animation | null | undefined): readonly string[] =>
  animation ? (animation.outputs ?? ['blendshapes']) : [];

/** A bare string that is no literal names a function: one example of the documentation has it so. */
export function functionToCall(choice: ToolChoice, tools: readonly Tool[]): string | undefined {
  if (choice === 'auto' || choice === 'none') return undefined;
  if (choice === 'required') return tools.find(({ type }) => type === 'function')?.name;
  return typeof choice === 'string' ? choice : choice.name;
}
