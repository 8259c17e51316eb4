import type { Entry } from '../conversation/conversation.js';
import { type MessageItem, textOf } from '../conversation/items.js';
import { describeSpeech } from '../hearing/describe-speech.js';
import type { Tool } from '../session/session-types.js';
import { type Answer, say } from './answer.js';
import { tellOutputs } from './tools.js';
import { answerText, GREETING } from './typed-text.js';

const MAX_REPLAY_SECONDS = 30;

/** Decides from the end of the conversation what to answer. Nothing here is intelligent, and the answers say so. */
export function chooseAnswer(context: readonly Entry[], tools: readonly Tool[]): Answer {
  const outputs = trailingOutputs(context);
  if (outputs.length > 0) return say(tellOutputs(outputs));
  const last = context.at(-1);
  if (last?.item.type === 'message' && last.item.role === 'user') return answerUser(last, last.item, tools);
  return say(GREETING);
}

function answerUser(entry: Entry, item: MessageItem, tools: readonly Tool[]): Answer {
  const images = item.content.filter((part) => part.type === 'input_image').length;
  if (entry.audio) return answerVoice(entry.audio);
  const text = textOf(item);
  if (images > 0)
    return say(`I got ${images === 1 ? 'a picture' : `${images} pictures`}, but I cannot see. You wrote: ${text}.`);
  return answerText(text, tools);
}

function answerVoice(audio: NonNullable<Entry['audio']>): Answer {
  const replay = { ...audio, pcm: audio.pcm.subarray(0, audio.rateHz * MAX_REPLAY_SECONDS) };
  return { kind: 'say', text: `I heard ${describeSpeech(audio)}. Here it is.`, replay };
}

function trailingOutputs(context: readonly Entry[]): readonly string[] {
  const outputs: string[] = [];
  for (const { item } of context.toReversed()) {
    if (item.type !== 'function_call_output') break;
    outputs.unshift(item.output);
  }
  return outputs;
}
