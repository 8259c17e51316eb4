/** What the instructions of one response ask for. Pure. */
import { isObject } from '../shared/json.js';
import { type Answer, say } from './answer.js';
import { madeUp } from './fill-form.js';

/** "Say exactly these words: Good morning." Everything after the first colon is to be said. */
const WORDS_TO_SAY = /^[^:]*\b(?:say|greet|repeat|answer|reply)\b[^:]*:\s*(.+)$/is;
const SCHEMA = /\{.*"(?:type|properties)".*\}/s;

/**
 * Says what the instructions of a response ask to be said, as a model would. A JSON schema in them is answered with JSON that
 * fits it. Other instructions say how to answer, which is beyond the emulator; outside of the conversation they are all that
 * there is, and are told.
 */
export function answerInstructions(instructions: string | undefined, kept: boolean): Answer | undefined {
  if (!instructions) return undefined;
  const schema = readSchema(SCHEMA.exec(instructions)?.[0]);
  if (schema) return say(JSON.stringify(madeUp(schema)));
  const words = WORDS_TO_SAY.exec(instructions)?.[1]?.trim();
  if (words) return say(words);
  return kept ? undefined : say(`I was asked: ${instructions.trim()}`);
}

function readSchema(json: string | undefined): unknown {
  try {
    const schema: unknown = JSON.parse(json ?? '');
    return isObject(schema) ? schema : undefined;
  } catch {
    return undefined;
  }
}
