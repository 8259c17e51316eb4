/** Images as pixels: reads, cuts, combines, reduces the colours, and writes PNG. */
import { deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An image with four bytes per pixel: red, green, blue, and 255. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export const blank = (width: number, height: number): Picture => ({
  width,
  height,
  data: new Uint8Array(width * height * 4).fill(255),
});

export const readPng = (bytes: Uint8Array): Picture => PNG.sync.read(Buffer.from(bytes));

export function cut(from: Picture, { x, y, width, height }: Box): Picture {
  const to = blank(width, height);
  for (let row = 0; row < height; row++) {
    const start = ((y + row) * from.width + x) * 4;
    to.data.set(from.data.subarray(start, start + width * 4), row * width * 4);
  }
  return to;
}

export function put(from: Picture, to: Picture, x: number, y: number): void {
  for (let row = 0; row < from.height; row++) {
    const line = from.data.subarray(row * from.width * 4, (row + 1) * from.width * 4);
    to.data.set(line, ((y + row) * to.width + x) * 4);
  }
}

/** Levels of grey, and levels of each colour channel, that are kept. Together they fit into one palette. */
const GREYS = 32;
const SHADES = 6;
/** A pixel is grey when its three channels differ by no more than this. */
const NEAR_GREY = 20;

/** How far a channel may be beyond the range of a level and still count as that level. */
const EDGE = 4;

/**
 * Reduces the number of colours, to keep the files small. Greys keep more levels, because surfaces, borders and text are
 * grey. A pixel takes the colour that it has in `like` if that is close enough: in a gradient some pixels are always between
 * two levels, and a tiny difference would change them.
 */
export function coarse({ width, height, data }: Picture, like?: Picture): Picture {
  const few = new Uint8Array(data.length);
  const [from, to] = [asPixels(data), asPixels(few)];
  const known = like?.width === width && like.height === height ? asPixels(like.data) : undefined;
  // Most pixels equal the one before, so its result is reused.
  let [pixel, shade, coarsened] = [-1, -1, 0];
  for (let at = 0; at < from.length; at++) {
    const next = from[at]!;
    const was = known ? known[at]! : -1;
    if (next !== pixel || was !== shade) {
      [pixel, shade] = [next, was];
      coarsened = known && isShadeOf(next, was) ? was : shadeOf(next);
    }
    to[at] = coarsened;
  }
  return { width, height, data: few };
}

/** One number per pixel. All machines that run Chromium are little endian, so red is in the lowest byte. */
const asPixels = (data: Uint8Array): Uint32Array => new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
const rgb = (pixel: number): readonly [number, number, number] => [
  pixel & 255,
  (pixel >> 8) & 255,
  (pixel >> 16) & 255,
];
const pixelOf = (red: number, green: number, blue: number): number =>
  ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;

function shadeOf(pixel: number): number {
  const [red, green, blue] = rgb(pixel);
  if (Math.max(red, green, blue) - Math.min(red, green, blue) > NEAR_GREY)
    return pixelOf(nearest(red, SHADES), nearest(green, SHADES), nearest(blue, SHADES));
  const grey = nearest(green, GREYS);
  return pixelOf(grey, grey, grey);
}

function isShadeOf(pixel: number, shade: number): boolean {
  const [now, was] = [rgb(pixel), rgb(shade)];
  const isGrey = was[0] === was[1] && was[1] === was[2] && nearest(was[1], GREYS) === was[1];
  const room = 255 / ((isGrey ? GREYS : SHADES) - 1) / 2 + EDGE;
  const besides = isGrey ? room + NEAR_GREY : room;
  const far = (channel: 0 | 1 | 2): number => Math.abs(now[channel] - was[channel]);
  return far(0) <= besides && far(1) <= room && far(2) <= besides;
}

const nearest = (value: number, shades: number): number =>
  Math.round((Math.round((value / 255) * (shades - 1)) / (shades - 1)) * 255);

/** Encodes a PNG, with a palette if the image has at most 256 colours. */
export function writePng(picture: Picture): Buffer {
  const { width, height, data } = picture;
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const palette = new Map<number, number>();
  for (const pixel of pixels) if (!palette.has(pixel)) palette.set(pixel, palette.size);
  if (palette.size > 256) {
    const png = new PNG({ width, height });
    png.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    return PNG.sync.write(png, { colorType: 2, deflateLevel: 4, filterType: 1 });
  }
  const lines = new Uint8Array((width + 1) * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      lines[row * (width + 1) + 1 + column] = palette.get(pixels[row * width + column]!)!;
    }
  }
  const colours = Buffer.from(
    [...palette.keys()].flatMap((pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255]),
  );
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let c = byte;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

const crc32 = (bytes: Uint8Array): number =>
  (bytes.reduce((sum, byte) => CRC[(sum ^ byte) & 255]! ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
