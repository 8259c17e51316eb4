/**
 * Base64, by the browser's own methods if it has them (Chrome 140, Firefox 133, Safari 18.2), else by `btoa` and `atob`, which
 * are slower. It knows nothing of audio.
 */
interface NativeBase64 {
  toBase64?(): string;
}
const native = Uint8Array as typeof Uint8Array & { fromBase64?(text: string): Uint8Array<ArrayBuffer> };

/** Bytes for one `String.fromCharCode`. It takes them as arguments, and too many overflow the stack. */
const STRIDE = 0x2000;

export function encodeBase64(bytes: Uint8Array): string {
  const own = (bytes as NativeBase64).toBase64;
  if (own) return own.call(bytes);
  let binary = '';
  for (let i = 0; i < bytes.length; i += STRIDE) binary += String.fromCharCode(...bytes.subarray(i, i + STRIDE));
  return btoa(binary);
}

/** Undefined when the text is not base64. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    if (native.fromBase64) return native.fromBase64(text);
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
  } catch {
    return undefined;
  }
}
