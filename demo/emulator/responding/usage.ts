/** Made-up token counts of a response. */
import { durationMs } from '../audio/pcm.js';
import type { Entry } from '../conversation/conversation.js';
import { textOf } from '../conversation/items.js';

const CHARACTERS_PER_TOKEN = 4;
const INPUT_TOKENS_PER_SECOND = 10;
const OUTPUT_TOKENS_PER_SECOND = 20;
const TOKENS_PER_IMAGE = 85;

interface Tokens {
  readonly text: number;
  readonly audio: number;
  readonly image: number;
}

export const textTokens = (text: string): number => Math.ceil(text.length / CHARACTERS_PER_TOKEN);
/** Tokens of audio of this length. */
export const audioTokens = (ms: number): number => Math.ceil((ms / 1000) * OUTPUT_TOKENS_PER_SECOND);

/** Tokens of a response so far. */
export function outputTokens(output: readonly Entry[]): number {
  const { text, audio } = countTokens(output, OUTPUT_TOKENS_PER_SECOND);
  return text + audio;
}

/** Plausible counts: about what a realtime model would charge for the same text and audio. */
export function countUsage(input: readonly Entry[], output: readonly Entry[]) {
  const before = countTokens(input, INPUT_TOKENS_PER_SECOND);
  const after = countTokens(output, OUTPUT_TOKENS_PER_SECOND);
  const inputTokens = before.text + before.audio + before.image;
  return {
    total_tokens: inputTokens + after.text + after.audio,
    input_tokens: inputTokens,
    output_tokens: after.text + after.audio,
    input_token_details: {
      cached_tokens: 0,
      text_tokens: before.text,
      audio_tokens: before.audio,
      image_tokens: before.image,
      cached_tokens_details: { text_tokens: 0, audio_tokens: 0, image_tokens: 0 },
    },
    output_token_details: { text_tokens: after.text, audio_tokens: after.audio, reasoning_tokens: 0 },
  };
}

function countTokens(entries: readonly Entry[], tokensPerSecond: number): Tokens {
  let text = 0;
  let audio = 0;
  let image = 0;
  for (const entry of entries) {
    text += textTokens(wordsOf(entry));
    image += imagesIn(entry) * TOKENS_PER_IMAGE;
    if (entry.audio) audio += Math.ceil((durationMs(entry.audio.pcm, entry.audio.rateHz) / 1000) * tokensPerSecond);
  }
  return { text, audio, image };
}

const imagesIn = ({ item }: Entry): number =>
  item.type === 'message' ? item.content.filter(({ type }) => type === 'input_image').length : 0;

function wordsOf({ item }: Entry): string {
  switch (item.type) {
    case 'message':
      return textOf(item);
    case 'function_call':
    case 'mcp_call':
    case 'foundry_agent_call':
      return item.name + item.arguments;
    case 'function_call_output':
      return item.output;
    default:
      return '';
  }
}
