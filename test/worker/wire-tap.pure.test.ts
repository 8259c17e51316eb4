import { expect } from 'chai';
import type { WireNote } from '../../src/worker/contract/conversation.js';
import type { Connected } from '../../src/worker/transport/connect.js';
import type { Transport, TransportEvents } from '../../src/worker/transport/transport.js';
import { tapped } from '../../src/worker/wire-tap.js';

const SOUND = 'AbC+/9'.repeat(40);

/** A connection that is tapped, and what the two sides got. */
async function tap(record: string | undefined) {
  const told: WireNote[] = [];
  const sent: string[] = [];
  const heard: string[] = [];
  let events!: TransportEvents;
  const transport: Transport = { send: (text) => void sent.push(text), bufferedAmount: 0 };
  const own: TransportEvents = { onText: (text) => heard.push(text), onClose: ({ code }) => heard.push(`${code}`) };
  const dial = async (tap: TransportEvents): Promise<Connected> => {
    events = tap;
    return { ok: true, transport, credential: {}, clientRequestId: undefined };
  };
  await tapped(record, own, dial, (note) => told.push(note));
  return { told, sent, heard, events, transport };
}

describe('the tap of a connection', () => {
  for (const record of [undefined, 'none'])
    it(`tells nothing with record ${record}`, async () => {
      const { told, events, transport } = await tap(record);
      events.onText('a');
      transport.send('b');
      expect(told).to.be.empty;
    });

  it('tells each frame and the close, and lets all of it pass as it is', async () => {
    const { told, sent, heard, events, transport } = await tap('events');
    const frame = `{"type":"input_audio_buffer.append","audio":"${SOUND}"}`;
    transport.send(frame);
    events.onText('not JSON');
    events.onClose({ code: 1006, reason: '' });
    expect([sent, heard]).to.deep.equal([[frame], ['not JSON', '1006']]);
    expect(told.map(({ way, frame, size }) => [way, frame, size])).to.deep.equal([
      ['sent', '{"type":"input_audio_buffer.append","audio":""}', frame.length],
      ['received', 'not JSON', 8],
      ['closed', '{"code":1006,"reason":""}', 25],
    ]);
    expect(new Set(told.map(({ line }) => line)).size).to.equal(1);
  });

  it('tells sound only where it is recorded', async () => {
    const { told, events } = await tap('sound');
    events.onText(`{"delta":"${SOUND}"}`);
    expect(told[0]!.frame).to.include(SOUND);
  });
});
