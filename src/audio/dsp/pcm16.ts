/**
 * Float samples to 16-bit PCM and back. The scale is 32768 in both directions: so the conversion is linear, and every 16-bit
 * sample survives both ways unchanged.
 *
 * The byte order is the machine's. Every machine that runs a browser is little-endian, like the wire.
 */

/**
 * Converts float samples to 16-bit PCM, written into `output`; allocates nothing.
 * @param input    mono, [-1, 1]; louder samples are clipped
 * @param output   at least `count * channels` long, native byte order
 * @param count    number of frames to convert; all of `input` by default
 * @param channel  index of the channel in a frame of `output`
 * @param channels number of samples in a frame of `output`
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
 * @param output at least `count` long; gets samples in [-1, 1)
 * @param count  number of frames to convert; all of `input` by default
 */
export function pcm16ToFloat(input: Int16Array, output: Float32Array, count = input.length): void {
  for (let i = 0; i < count; i++) output[i] = input[i]! / 0x8000;
}
