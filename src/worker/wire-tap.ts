/** Tells the page every frame of a connection, for its recording. It changes nothing that travels on it. */
import type { WireNote } from './contract/conversation.js';
import type { Connected } from './transport/connect.js';
import type { TransportEvents } from './transport/transport.js';

/** Sound in base64, and pictures: long, and without a space. */
const SOUND = /[\w+/\\]{99,}=*/g;

let lines = 0;

/** @param record `none`: nothing is told; `sound`: sound, too */
export async function tapped(
  record: string | undefined,
  events: TransportEvents,
  connect: (events: TransportEvents) => Promise<Connected>,
  tell: (wire: WireNote) => void,
): Promise<Connected> {
  if (!record || record === 'none') return connect(events);
  const line = ++lines;
  const note = (way: WireNote['way'], text: string): void =>
    tell({
      line,
      at: Date.now(),
      way,
      frame: record === 'sound' ? text : text.replace(SOUND, ''),
      size: text.length,
    });
  const connected = await connect({
    onText: (text) => {
      note('received', text);
      events.onText(text);
    },
    onClose: (end) => {
      note('closed', JSON.stringify(end));
      events.onClose(end);
    },
  });
  if (connected.ok) {
    const { transport } = connected;
    const { send } = transport;
    transport.send = (text) => {
      note('sent', text);
      send.call(transport, text);
    };
  }
  return connected;
}
