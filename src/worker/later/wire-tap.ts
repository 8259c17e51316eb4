/** Tells the page every frame of a connection, for its recording. It changes nothing that travels on it. */
import type { WireNote } from '../contract/conversation.js';
import type { Layer } from '../transport/way.js';
import type { Transport } from '../transport/transport.js';

/** Sound in base64, and pictures: long, and without a space. */
const SOUND = /[\w+/\\]{99,}=*/g;

let lines = 0;

/** @param withSound audio and pictures are told, too */
export const recorded =
  (withSound: boolean): Layer =>
  (events, tell) => {
    const line = ++lines;
    const note = (way: WireNote['way'], text: string): void => {
      const frame = withSound ? text : text.replace(SOUND, '');
      tell({ kind: 'wire', wire: { line, at: Date.now(), way, frame, size: text.length } });
    };
    return {
      events: {
        onText: (text) => {
          note('received', text);
          events.onText(text);
        },
        onClose: (end) => {
          note('closed', JSON.stringify(end));
          events.onClose(end);
        },
      },
      over: (transport): Transport => ({
        send: (text) => {
          note('sent', text);
          transport.send(text);
        },
        get bufferedAmount() {
          return transport.bufferedAmount;
        },
      }),
    };
  };
