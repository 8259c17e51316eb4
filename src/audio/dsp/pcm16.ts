/**
 * Float samples to 16-bit PCM and back. One scale, 32768, in both directions: the way is linear, and every 16-bit
 * sample comes back as itself.
 *
 * The byte order is the machine's; every machine that runs a browser is little-endian, as the wire is.
 */

/**
 * Converts float samples to 16-bit PCM, written into `output`; allocates nothing.
 * @param input    mono, [-1, 1]; louder samples are clipped
 * @param output   at least `count * channels` long, native byte order
 * @param count    frames to convert, all of `input` unless told
 * @param channel  where the samples go in a frame of `output`
 * @param channels samples of a frame of `output`
 */
export function floatToPcm16(
  input: Float32Array,
  output: Int16Array,
  count = input.length,
  channel = 0,
  channels = 1,
): void {
  for (let i = 0; i < count; i++) {
    output[i * channels + channel] = Math.max(-0x8000, Math.min(0x7fff, Math.round(input[i]! * 0x8000)));
  }
}

/**
 * Converts 16-bit PCM to float samples, written into `output`; allocates nothing.
 * @param input  mono, native byte order
 * @param output at least `count` long; will hold [-1, 1)
 * @param count  frames to convert, all of `input` unless told
 */
export function pcm16ToFloat(input: Int16Array, output: Float32Array, count = input.length): void {
  for (let i = 0; i < count; i++) output[i] = input[i]! / 0x8000;
}
