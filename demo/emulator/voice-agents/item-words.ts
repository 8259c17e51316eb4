/** Items and responses in the words of voice agents. */
import type { OutputAudioFormat } from '../audio/formats.js';
import type { Modality, Voice } from '../session/session-types.js';
import { isObject, type JsonObject } from '../shared/json.js';
import { writeFormat, writeVoice } from './audio-words.js';
import { writeModalities } from './session-words.js';

const PART_TYPES: Readonly<Record<string, string>> = { text: 'output_text', audio: 'output_audio' };

export function writeItem(item: JsonObject): JsonObject {
  if (item['type'] === 'mcp_call' && isObject(item['error'])) {
    return { ...item, error: { type: 'tool_execution_error', message: item['error']['message'] } };
  }
  const { role, content } = item;
  if (role !== 'assistant' || !Array.isArray(content)) return item;
  const parts = content as readonly JsonObject[];
  return {
    ...item,
    content: parts.map((part) => ({ ...part, type: PART_TYPES[String(part['type'])] ?? part['type'] })),
  };
}

/** A response of the emulator: each of these fields is there. */
interface Told extends JsonObject {
  readonly output: readonly JsonObject[];
  readonly modalities: readonly Modality[];
  readonly voice: Voice;
  readonly output_audio_format: OutputAudioFormat;
}

export function writeResponse(response: JsonObject): JsonObject {
  const { output, modalities, voice, output_audio_format: format, temperature: _, ...same } = response as Told;
  return {
    ...same,
    output: output.map(writeItem),
    output_modalities: writeModalities(modalities),
    audio: { output: { format: writeFormat(format), ...writeVoice(voice) } },
  };
}
