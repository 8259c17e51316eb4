/** Reads the recorded phrases. This file is beside their folder, both here and in the package. */
import { readdirSync, readFileSync } from 'node:fs';
import { SPEECH_RATE_HZ } from './audio/formats.js';
import { muLawToLinear } from './audio/g711.js';
import { resample } from './audio/resample.js';

const FOLDER = new URL('./phrases/', import.meta.url);

/** In the package they are 8-bit mu-law at half the rate: a quarter of the size. */
export const PACKED_RATE_HZ = SPEECH_RATE_HZ / 2;

/** The phrases by their text, which is the file's name: `here-it-is.pcm`, 16-bit mono. */
export function readPhrases(folder = FOLDER): ReadonlyMap<string, Int16Array> {
  const phrases = new Map<string, Int16Array>();
  for (const file of readdirSync(folder)) {
    const [name = '', form] = file.split('.');
    const read = form === 'pcm' ? fromPcm : form === 'ulaw' ? fromMuLaw : undefined;
    if (read) phrases.set(name.replaceAll('-', ' '), read(readFileSync(new URL(file, folder))));
  }
  return phrases;
}

const fromPcm = (bytes: Buffer): Int16Array =>
  Int16Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16LE(i * 2));

const fromMuLaw = (bytes: Buffer): Int16Array =>
  resample(Int16Array.from(bytes, muLawToLinear), PACKED_RATE_HZ, SPEECH_RATE_HZ);
