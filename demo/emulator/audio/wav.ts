/** Converts between WAV files and samples: 16 bit, mono. */
const HEADER_BYTES = 44;

export interface MonoAudio {
  readonly pcm: Int16Array;
  readonly rateHz: number;
}

export function encodeWav({ pcm, rateHz }: MonoAudio): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0);
  header.writeUInt32LE(HEADER_BYTES - 8 + pcm.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22); // mono
  header.writeUInt32LE(rateHz, 24);
  header.writeUInt32LE(rateHz * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(pcm.byteLength, 40);
  return Buffer.concat([header, Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength)]);
}

/** Reads 16-bit mono WAV. Sizes in the header are not trusted: a WAV written to a pipe does not know its length. */
export function decodeWav(file: Buffer): MonoAudio {
  const dataAt = file.indexOf('data', 12, 'latin1');
  if (file.toString('latin1', 0, 4) !== 'RIFF' || dataAt < 0) throw new Error('not a WAV file');
  const start = dataAt + 8;
  const bytes = Math.min(file.readUInt32LE(dataAt + 4), file.length - start) & ~1;
  const pcm = Int16Array.from({ length: bytes / 2 }, (_, i) => file.readInt16LE(start + i * 2));
  return { pcm, rateHz: file.readUInt32LE(24) };
}
