/** Type and size of a picture, read from its first bytes. */
import type { ContentPart } from './items.js';

interface Size {
  readonly width: number;
  readonly height: number;
}

interface ImageFormat {
  readonly name: string;
  readonly begins: RegExp;
  readonly size: (bytes: Buffer) => Size | undefined;
}

/** Types of pictures by their first bytes. The type in the address is not trusted. */
const formats: readonly ImageFormat[] = [
  {
    name: 'PNG',
    begins: /^\x89PNG\r\n/,
    size: (bytes) => ({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }),
  },
  { name: 'JPEG', begins: /^\xff\xd8\xff/, size: jpegSize },
  {
    name: 'GIF',
    begins: /^GIF8/,
    size: (bytes) => ({ width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }),
  },
  { name: 'WebP', begins: /^RIFF.{4}WEBP/s, size: webpSize },
];

/** Describes a picture by its header: "a PNG picture, 640 by 480 pixels, 1234 bytes". */
export function describeImage(part: ContentPart): string {
  const address = part.image_url ?? part.url ?? '';
  const data = /^data:([^;,]*)[^,]*;base64,(.*)$/s.exec(address);
  if (!data) return URL.canParse(address) ? `the address of a picture at ${new URL(address).host}` : 'no picture';
  const bytes = Buffer.from(data[2] ?? '', 'base64');
  const format = formats.find(({ begins }) => begins.test(bytes.toString('latin1', 0, 16)));
  if (!format) return `${bytes.length} bytes that are no picture I know, called ${data[1] || 'nothing'}`;
  const size = measure(format, bytes);
  const pixels = size ? `${size.width} by ${size.height} pixels` : 'of unknown size';
  return `a ${format.name} picture, ${pixels}, ${bytes.length} bytes`;
}

function measure({ size }: ImageFormat, bytes: Buffer): Size | undefined {
  try {
    return size(bytes);
  } catch {
    return undefined; // the data ends within the header
  }
}

/** Walks from segment to segment until a frame header tells the size. */
function jpegSize(bytes: Buffer): Size | undefined {
  for (let at = 2; bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
  }
  return undefined;
}

function webpSize(bytes: Buffer): Size | undefined {
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return undefined;
  }
}
