/** Answers the instructions of a single response. Pure. */
import { isObject } from '../shared/json.js';
import { type Answer, say } from './answer.js';
import { madeUp } from './fill-form.js';

/** "Say exactly these words: Good morning." Everything after the first colon is to be said. */
const WORDS_TO_SAY = /^[^:]*\b(?:say|greet|repeat|answer|reply)\b[^:]*:\s*(.+)$/is;
const SCHEMA = /\{.*"(?:type|properties)".*\}/s;

/**
 * Says the words that the instructions of a response ask for, as a model would. If the instructions contain a JSON schema, the
 * answer is JSON that fits it. The emulator cannot follow other instructions. For a response outside of the conversation they
 * are the only input, so the answer repeats them.
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
