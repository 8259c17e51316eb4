import { expect } from 'chai';
import type { WireNote } from '../../../src/worker/contract/conversation.js';
import type { Transport, TransportEvents } from '../../../src/worker/transport/transport.js';
import { recorded } from '../../../src/worker/later/wire-tap.js';

const SOUND = 'AbC+/9'.repeat(40);

/** A recorded connection, and what the two sides got. */
function tap(withSound: boolean) {
  const told: WireNote[] = [];
  const sent: string[] = [];
  const heard: string[] = [];
  const own: TransportEvents = { onText: (text) => heard.push(text), onClose: ({ code }) => heard.push(`${code}`) };
  const { events, over } = recorded(withSound)(own, (notice) => {
    if (notice.kind === 'wire') told.push(notice.wire);
  });
  const transport: Transport = over({ send: (text) => void sent.push(text), bufferedAmount: 7 });
  return { told, sent, heard, events, transport };
}

describe('the tap of a connection', () => {
  it('tells each frame and the close, and lets all of it pass as it is', () => {
    const { told, sent, heard, events, transport } = tap(false);
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
    expect(transport.bufferedAmount).to.equal(7);
  });

  it('tells sound only where it is recorded', () => {
    const { told, events } = tap(true);
    events.onText(`{"delta":"${SOUND}"}`);
    expect(told[0]!.frame).to.include(SOUND);
  });
});
