/** Parts of an item that a page writes: text, pictures in the frame itself, and sound. No part names an address. */
import { isObject, type JsonObject } from '../options/json.js';
import { isBase64 } from './audio-frame.js';

export const MOST_TEXT = 8192;
/** 1 MiB of picture, as base64. */
const MOST_PICTURE = Math.ceil((1024 * 1024 * 4) / 3) + 64;
const MOST_PARTS = 8;
const PICTURE = /^data:image\/(?:png|jpeg|webp|gif);base64,[A-Za-z0-9+/]*={0,2}$/;
const DETAIL = new Set(['auto', 'low', 'high']);

type Part = (part: JsonObject) => JsonObject | undefined;

/** The service would fetch an address: only pictures that are in the frame pass. */
const picture: Part = ({ type, image_url, url, detail }) => {
  const data = typeof image_url === 'string' ? image_url : url;
  if (typeof data !== 'string' || data.length > MOST_PICTURE || !PICTURE.test(data)) return undefined;
  const key = typeof image_url === 'string' ? 'image_url' : 'url';
  return { type, [key]: data, ...(typeof detail === 'string' && DETAIL.has(detail) && { detail }) };
};

const words: Part = ({ type, text }) => (typeof text === 'string' ? { type, text } : undefined);

const sound: Part = ({ type, audio, transcript }) =>
  isBase64(audio) ? { type, audio, ...(typeof transcript === 'string' && { transcript }) } : undefined;

/** Who may write which parts. */
const PARTS: Readonly<Record<string, Readonly<Record<string, Part>>>> = {
  user: { input_text: words, input_image: picture, input_audio: sound },
  system: { input_text: words },
  assistant: { text: words, output_text: words },
};

export interface Content {
  readonly parts: readonly JsonObject[];
  readonly characters: number;
}

/** Undefined where a part is of no known form, or there are too many or too long ones. */
export function readContent(role: string, content: unknown): Content | undefined {
  const known = Object.hasOwn(PARTS, role) ? PARTS[role]! : undefined;
  if (!known || !Array.isArray(content) || content.length === 0 || content.length > MOST_PARTS) return undefined;
  const parts: JsonObject[] = [];
  let characters = 0;
  for (const part of content as readonly unknown[]) {
    const type = isObject(part) && typeof part['type'] === 'string' ? part['type'] : '';
    const read = isObject(part) && Object.hasOwn(known, type) ? known[type]!(part) : undefined;
    if (!read) return undefined;
    parts.push(read);
    if (typeof read['text'] === 'string') characters += read['text'].length;
    if (typeof read['transcript'] === 'string') characters += read['transcript'].length;
  }
  return characters > MOST_TEXT ? undefined : { parts, characters };
}
