/** `response.create`: asks for an answer. Words, tools and a voice of the page's own only where the profile allows them. */
import { isObject, type JsonObject } from '../options/json.js';
import { eventId, withoutLocked } from './clean.js';
import type { Rules } from './rules.js';
import { writeItems } from './item-create.js';
import { functionTool } from './tool.js';
import type { Written } from './verdict.js';

const FREE = ['modalities', 'output_modalities', 'metadata', 'cancel_previous'];
const LIMITS = ['max_output_tokens', 'max_response_output_tokens'];
const ON_WISH = ['instructions', 'tool_choice', 'voice', 'conversation', 'temperature'];
/** Lists of items, and the name under which a profile allows them: `input` is the newer dialect's name. */
const ITEMS = { input_items: 'input_items', input: 'input_items', append_input_items: 'append_input_items' } as const;
const SPOKEN = 'pre_generated_assistant_message';
const MOST_SPOKEN = 500;
const MOST_INSTRUCTIONS = 8192;

export function writeResponseCreate(event: JsonObject, rules: Rules): Written {
  const { response: asked } = event;
  const written = { type: 'response.create', ...eventId(event) };
  if (asked === undefined) return { event: written, lane: 'response' };
  if (!isObject(asked)) return { drop: 'response-form' };
  const response: Record<string, unknown> = {};
  for (const key of [...FREE, ...ON_WISH.filter((key) => rules.response.has(key))]) {
    if (Object.hasOwn(asked, key)) response[key] = withoutLocked(asked[key]);
  }
  for (const key of LIMITS) {
    if (asked[key] !== undefined) response[key] = clamp(asked[key], rules.maxOutputTokens);
  }
  if (typeof response['instructions'] === 'string') {
    response['instructions'] = response['instructions'].slice(0, MOST_INSTRUCTIONS);
  }
  for (const [key, allowed] of Object.entries(ITEMS)) {
    if (!rules.response.has(allowed) || asked[key] === undefined) continue;
    const items = writeItems(asked[key], rules);
    // An answer to other items than those that were given would be a surprise, as below.
    if (!items) return { drop: 'response-items' };
    response[key] = items;
  }
  const voice = rules.response.has('voice') && voiceOf(asked['audio']);
  if (voice) response['audio'] = { output: voice };
  if (rules.response.has('tools') && Array.isArray(asked['tools'])) {
    response['tools'] = asked['tools'].map(functionTool).filter((tool) => tool !== undefined);
  }
  const spoken = asked[SPOKEN] === undefined ? undefined : spokenMessage(asked[SPOKEN], rules);
  // An answer in place of the sentence that was asked for would be a surprise: then rather none.
  if (asked[SPOKEN] !== undefined && !spoken) return { drop: 'spoken-words' };
  if (spoken) response[SPOKEN] = spoken;
  const changed = Object.keys(asked).some((key) => !(key in response)) ? 'response-keys' : undefined;
  return { event: { ...written, response }, lane: 'response', changed };
}

/** In the newer dialect a voice lies flat in `audio.output`. */
function voiceOf(audio: unknown): JsonObject | undefined {
  const output = isObject(audio) ? audio['output'] : undefined;
  if (!isObject(output)) return undefined;
  const { format: _, ...voice } = withoutLocked(output) as JsonObject;
  return voice;
}

const clamp = (asked: unknown, most: number): number =>
  typeof asked === 'number' && asked >= 1 ? Math.min(Math.floor(asked), most) : most;

/** Words to be spoken as they are written: those that the profile names, or short ones where it allows any. */
function spokenMessage(asked: unknown, rules: Rules): JsonObject | undefined {
  const content = isObject(asked) ? asked['content'] : undefined;
  const [part, ...rest] = Array.isArray(content) ? (content as unknown[]) : [];
  if (!isObject(part) || rest.length > 0 || (part['type'] !== 'text' && part['type'] !== 'output_text'))
    return undefined;
  const { type, text } = part;
  if (typeof text !== 'string') return undefined;
  const allowed = rules.phrases.has(text) || (rules.response.has(SPOKEN) && text.length <= MOST_SPOKEN);
  return allowed ? { type: 'message', role: 'assistant', content: [{ type, text }] } : undefined;
}
