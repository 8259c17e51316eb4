/** An item with its audio, for `conversation.item.retrieve`. */
import { encodeOutput, SPEECH_RATE_HZ } from '../audio/formats.js';
import { resample } from '../audio/resample.js';
import type { Entry } from './conversation.js';
import type { Item } from './items.js';

/** The item as `conversation.item.retrieved` shows it: its audio inside, as 24 kHz pcm16. */
export function withAudio({ item, audio }: Entry): Item {
  if (item.type !== 'message' || !audio) return item;
  const { bytes } = encodeOutput(resample(audio.pcm, audio.rateHz, SPEECH_RATE_HZ), 'pcm16');
  const base64 = Buffer.from(bytes).toString('base64');
  return {
    ...item,
    content: item.content.map((part) =>
      part.type === 'audio' || part.type === 'input_audio' ? { ...part, audio: base64 } : part,
    ),
  };
}
