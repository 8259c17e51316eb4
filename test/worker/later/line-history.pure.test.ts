import { expect } from 'chai';
import { LineHistory } from '../../../src/worker/later/line-history.js';
import type { ServerEvent } from '../../../src/worker/protocol/server-events.js';
import type { OpenLine } from '../../../src/worker/transport/connect.js';

describe('what a line was told of a conversation before', () => {
  it('comes back as no message, also where the service tells of each item twice, or names it anew', () => {
    const history = new LineHistory();
    const line = { id: 1, transport: { send: () => undefined, bufferedAmount: 0 } } as unknown as OpenLine;
    history.begin([{ role: 'user', text: 'hello' }]);
    const count = history.tell(line, { words: () => undefined, sound: () => undefined, owed: [], carried: false });
    expect(count, 'the message, and that the connection is another one').to.equal(2);
    const comes = (type: string, id: string): boolean =>
      history.confirms(
        { type: `conversation.item.${type}`, item: { id, type: 'message' } } as unknown as ServerEvent,
        line,
      );
    for (const id of ['vla_before_0', 'named_anew']) {
      expect([comes('created', id), comes('done', id)], id).to.deep.equal([true, true]);
    }
    expect([comes('created', 'other'), comes('done', 'other')], 'what is new').to.deep.equal([false, false]);
  });
});
