/** What an answer cost, from the service's own count of tokens. */
import { isObject, type JsonObject } from '../options/json.js';
import type { Prices } from '../options/profile-types.js';

const count = (of: unknown, name: string): number => {
  const value = isObject(of) ? of[name] : undefined;
  return typeof value === 'number' && value > 0 ? value : 0;
};

/** Millionths of a euro: whole numbers add up without drift. Prices are euros for a million tokens. */
export function microEuros(usage: JsonObject, prices: Prices): number {
  const input = usage['input_token_details'];
  const output = usage['output_token_details'];
  const cached = isObject(input) ? input['cached_tokens_details'] : undefined;
  const fresh = (name: string): number => Math.max(0, count(input, name) - count(cached, name));
  return Math.round(
    fresh('text_tokens') * (prices.textIn ?? 0) +
      count(cached, 'text_tokens') * (prices.cachedTextIn ?? prices.textIn ?? 0) +
      fresh('audio_tokens') * (prices.audioIn ?? 0) +
      count(cached, 'audio_tokens') * (prices.cachedAudioIn ?? prices.audioIn ?? 0) +
      count(input, 'image_tokens') * (prices.imageIn ?? 0) +
      count(output, 'text_tokens') * (prices.textOut ?? 0) +
      count(output, 'audio_tokens') * (prices.audioOut ?? 0),
  );
}

export const tokensOf = (usage: JsonObject): number => count(usage, 'total_tokens');
