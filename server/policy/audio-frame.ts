/**
 * The one frame of a page that passes as it came: fifty of them a second make a call. The form is anchored at both ends and
 * its only free part is base64, so nothing can hide in it: no second key, no escape, no white space.
 */
const HEAD = Buffer.from('{"type":"input_audio_buffer.append","audio":"');
const TAIL = Buffer.from('"}');
/** 1 where the byte is a letter of base64. */
const BASE64 = new Uint8Array(256);
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
  BASE64[letter.charCodeAt(0)] = 1;
const PAD = '='.charCodeAt(0);

/** Bytes of sound in the frame, or undefined when it is not of the exact form. */
export function soundBytes(frame: Buffer): number | undefined {
  const end = frame.length - TAIL.length;
  if (end < HEAD.length || HEAD.compare(frame, 0, HEAD.length) !== 0 || TAIL.compare(frame, end) !== 0)
    return undefined;
  let last = end;
  while (last > HEAD.length && end - last < 2 && frame[last - 1] === PAD) last--;
  for (let at = HEAD.length; at < last; at++) if (BASE64[frame[at]!] !== 1) return undefined;
  return ((last - HEAD.length) * 3) >> 2;
}

export const isBase64 = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(value);
