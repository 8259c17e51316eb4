/** Converts a chunk of speech to a text frame and back: by our code, and as most pages do it. See `sdk-codec.ts` for the SDK. */
import { decodeBase64, encodeBase64 } from '../../../src/worker/media/base64.js';
import { parseServerEvent } from '../../../src/worker/protocol/parse-server-event.js';

export interface Codec {
  /** 16-bit PCM to the text of an append. */
  append(pcm: Int16Array): string;
  /** The text of a delta to 16-bit PCM. */
  delta(text: string): Int16Array;
}

export const bytesOf = (pcm: Int16Array): Uint8Array => new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);
export const samplesOf = (bytes: Uint8Array): Int16Array => new Int16Array(bytes.buffer, 0, bytes.byteLength >> 1);

/** The conversion that `uplink.ts` and `engine.ts` do. */
export const ours: Codec = {
  append: (pcm) => `{"type":"input_audio_buffer.append","audio":"${encodeBase64(bytesOf(pcm))}"}`,
  delta(text) {
    const parsed = parseServerEvent(text);
    const event = parsed.kind === 'event' ? parsed.event : undefined;
    return samplesOf(event?.type === 'response.audio.delta' ? decodeBase64(event.delta)! : new Uint8Array(0));
  },
};

/** Builds a string character by character, as the service's examples do. */
export const stringBuilding: Codec = {
  append(pcm) {
    const bytes = bytesOf(pcm);
    let binary = '';
    for (let i = 0; i < bytes.length; i++) binary += String.fromCharCode(bytes[i]!);
    return JSON.stringify({ type: 'input_audio_buffer.append', audio: btoa(binary) });
  },
  delta(text) {
    const { delta } = JSON.parse(text) as { readonly delta: string };
    const binary = atob(delta);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return samplesOf(bytes);
  },
};

/** One delta as the service sends it. */
export const deltaOf = (pcm: Int16Array, itemId = 'item_CrC0mGQbsyRpZWGgDBqpL'): string =>
  JSON.stringify({
    type: 'response.audio.delta',
    event_id: 'event_CrC0nDOJZUlKULFb5C5Qb',
    response_id: 'resp_CrC0mXkpXf1EYmEdNyBuP',
    item_id: itemId,
    output_index: 0,
    content_index: 0,
    delta: encodeBase64(bytesOf(pcm)),
  });
