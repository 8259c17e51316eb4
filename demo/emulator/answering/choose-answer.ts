/** Chooses an answer to a conversation. Pure: it knows no connection and no time. */
import type { Entry } from '../conversation/conversation.js';
import { describeImage } from '../conversation/describe-image.js';
import { type Item, type MessageItem, textOf } from '../conversation/items.js';
import { describeSpeech } from '../hearing/describe-speech.js';
import { type Answer, say } from './answer.js';
import type { Situation } from './situation.js';
import { tellOutputs } from './tools.js';
import { answerText, GREETING } from './typed-text.js';

const MAX_REPLAY_SECONDS = 30;

/** Chooses the answer by the end of the conversation. Nothing here is intelligent, and the answers say so. */
export function chooseAnswer(situation: Situation): Answer {
  const { context, mustCall, invokeInput } = situation;
  if (invokeInput) return { kind: 'invoke', input: invokeInput };
  const outputs = trailingOutputs(context);
  if (outputs.length > 0) return say(tellOutputs(outputs));
  if (mustCall !== undefined) return { kind: 'call', calls: [{ name: mustCall, args: {} }] };
  const last = context.at(-1);
  if (last?.item.type === 'message' && last.item.role === 'user') return answerUser(last, last.item, situation);
  // A message of the page about the visitor, such as a submitted form.
  if (last?.item.type === 'message' && last.item.role === 'system') return say(`I was told: ${textOf(last.item)}`);
  return say(GREETING);
}

function answerUser(entry: Entry, item: MessageItem, situation: Situation): Answer {
  if (entry.audio) return answerVoice(entry.audio);
  const text = textOf(item);
  const images = item.content.filter((part) => part.type === 'input_image').map(describeImage);
  if (images.length === 0) return answerText(text, situation);
  return say(`I got ${images.join(', and ')}, but I cannot see.${text && ` You wrote: ${text}.`}`);
}

function answerVoice(audio: NonNullable<Entry['audio']>): Answer {
  const replay = { ...audio, pcm: audio.pcm.subarray(0, audio.rateHz * MAX_REPLAY_SECONDS) };
  return { kind: 'say', text: `I heard ${describeSpeech(audio)}. Here it is.`, replay };
}

/** The outputs of tools since the last message. */
function trailingOutputs(context: readonly Entry[]): readonly string[] {
  const outputs: string[] = [];
  for (const { item } of context.toReversed()) {
    const output = outputOf(item);
    if (output === undefined) break;
    if (output !== '') outputs.unshift(output);
  }
  return outputs;
}

/** @returns undefined for an item that is not about a tool, an empty text for one without a result */
function outputOf(item: Item): string | undefined {
  switch (item.type) {
    case 'function_call_output':
      return item.output || '""';
    case 'mcp_call':
      return item.error ? `${item.name}: ${item.error.message}` : (item.output ?? `${item.name} has not answered yet`);
    case 'mcp_approval_request':
    case 'mcp_approval_response':
      return '';
    default:
      return undefined;
  }
}
