/** The sound of the microphone as it passes from one keeper to the other, and to the history. */
import type { KeptSound } from './kept-sound.js';
import { decodeBase64, encodeBase64 } from '../media/base64.js';
import type { EarlySound, SoundKeeper } from '../media/early-sound.js';
import type { SoundChunk } from '../media/uplink.js';

/** From now on the sound is kept here. Returns a function that takes what was captured before, up to a number of chunks. */
export function takeSound(
  uplink: { kept: SoundKeeper<SoundChunk> },
  kept: KeptSound<SoundChunk>,
): (captured: number) => void {
  const { captured, passed, past, waiting } = uplink.kept as EarlySound<SoundChunk>;
  kept.addDropped(uplink.kept.takeDropped());
  uplink.kept = kept;
  let number = 0;
  return (to) => {
    for (; number < Math.min(to, captured); number++) {
      const ago = passed - number;
      const { chunk, level } = waiting[-ago] ?? past.at(-ago) ?? {};
      if (ago > 0) kept.pushSent(chunk, level);
      else kept.push(chunk!, level!);
    }
  };
}

/** Chunks in the session's format as one. Undefined when there is none. */
export function asBase64(chunks: readonly SoundChunk[]): string | undefined {
  const pieces = chunks.map((chunk) => decodeBase64(typeof chunk === 'string' ? chunk : '')!);
  if (pieces.length === 0) return undefined;
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  pieces.reduce((at, piece) => (all.set(piece, at), at + piece.length), 0);
  return encodeBase64(all);
}
