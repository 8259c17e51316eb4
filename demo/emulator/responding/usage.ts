import { durationMs } from '../audio/pcm.js';
import type { Entry } from '../conversation/conversation.js';
import { textOf } from '../conversation/items.js';

const CHARACTERS_PER_TOKEN = 4;
const INPUT_TOKENS_PER_SECOND = 10;
const OUTPUT_TOKENS_PER_SECOND = 20;

interface Tokens {
  readonly text: number;
  readonly audio: number;
}

/** Plausible counts: about what a realtime model would charge for the same text and audio. */
export function countUsage(input: readonly Entry[], output: readonly Entry[]) {
  const before = countTokens(input, INPUT_TOKENS_PER_SECOND);
  const after = countTokens(output, OUTPUT_TOKENS_PER_SECOND);
  const inputTokens = before.text + before.audio;
  const outputTokens = after.text + after.audio;
  return {
    total_tokens: inputTokens + outputTokens,
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    input_token_details: {
      cached_tokens: 0,
      text_tokens: before.text,
      audio_tokens: before.audio,
      image_tokens: 0,
      cached_tokens_details: { text_tokens: 0, audio_tokens: 0, image_tokens: 0 },
    },
    output_token_details: { text_tokens: after.text, audio_tokens: after.audio },
  };
}

function countTokens(entries: readonly Entry[], tokensPerSecond: number): Tokens {
  let text = 0;
  let audio = 0;
  for (const entry of entries) {
    text += Math.ceil(wordsOf(entry).length / CHARACTERS_PER_TOKEN);
    if (entry.audio) audio += Math.ceil((durationMs(entry.audio.pcm, entry.audio.rateHz) / 1000) * tokensPerSecond);
  }
  return { text, audio };
}

function wordsOf({ item }: Entry): string {
  if (item.type === 'message') return textOf(item);
  if (item.type === 'function_call') return item.name + item.arguments;
  return item.type === 'function_call_output' ? item.output : '';
}
