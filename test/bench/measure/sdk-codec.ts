/** Functions of the official SDK: `VoiceLiveSession.sendAudio` and its message handler, without socket and traces. */
import { VoiceLiveMessageParser } from '../../../node_modules/@azure/ai-voicelive/dist/browser/protocol/messageParser.js';
import { uint8ArrayToString } from '../../../node_modules/@azure/core-util/dist/browser/index.js';
import { bytesOf, samplesOf, type Codec } from './codecs.js';

const parser = new VoiceLiveMessageParser();
let events = 0;

export const sdk: Codec = {
  append: (pcm) =>
    parser.serializeOutgoingMessage({
      type: 'input_audio_buffer.append',
      audio: uint8ArrayToString(bytesOf(pcm), 'base64'),
      eventId: `evt_${++events}`,
    }),
  delta: (text) =>
    samplesOf((parser.parseIncomingMessage(text)!.event as unknown as { readonly delta: Uint8Array }).delta),
};
