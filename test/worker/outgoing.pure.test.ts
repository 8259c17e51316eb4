import { expect } from 'chai';
import type { Notice } from '../../src/worker/contract/conversation.js';
import { Outgoing } from '../../src/worker/outgoing.js';

const TOKEN = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9';
const outgoing = new Outgoing();
outgoing.add({ token: TOKEN }, {}, 'request-1');
/** Each kind of notice in which the service has words of its own. */
const notices: readonly Notice[] = [
  { kind: 'problem', problem: { code: 'connection-lost', cause: `the socket closed (${TOKEN})` }, ended: true },
  { kind: 'warning', text: `The service warns: ${TOKEN}` },
  { kind: 'session', session: { id: 's1', metadata: { a: TOKEN } } },
  { kind: 'event', event: { type: 'error', error: { message: TOKEN } } },
  { kind: 'warning', text: TOKEN, warning: { code: 'y', message: TOKEN } },
  { kind: 'aside', requestId: 'r', event: { type: 'error', error: { message: TOKEN } } },
  { kind: 'activity', event: { type: 'mcp_list_tools.failed', item_id: TOKEN } } as unknown as Notice,
];

describe('a notice to the page', () => {
  for (const notice of notices) {
    it(`of the kind ${notice.kind} has no credential`, () => {
      const told = outgoing.notice(notice);
      expect(told.kind).to.equal(notice.kind);
      expect(JSON.stringify(told)).to.include('…').and.not.include(TOKEN.slice(0, 8));
    });
  }

  it('of a problem or a session names its connection', () => {
    expect(outgoing.problem({ code: 'server-error' })).to.deep.equal({
      code: 'server-error',
      clientRequestId: 'request-1',
    });
    expect(outgoing.notice({ kind: 'session', session: {} })).to.include({ clientRequestId: 'request-1' });
  });

  it('of a problem is short, also when the service writes megabytes, and has no credential at its cut', () => {
    for (const before of [480, 499, 500]) {
      const { cause } = outgoing.problem({ code: 'server-error', cause: '.'.repeat(before) + TOKEN + '.'.repeat(2e6) });
      expect(cause).to.have.length(500).and.not.include(TOKEN.slice(0, 4));
    }
  });

  it('of a problem without a connection names none', () => {
    expect(new Outgoing().problem({ code: 'server-error' })).to.deep.equal({ code: 'server-error' });
  });

  it('of anything else is passed on as it is', () => {
    const notice: Notice = { kind: 'status', status: 'idle' };
    expect(outgoing.notice(notice)).to.equal(notice);
  });

  it('knows the credentials of tools that the page set later, also in a frame that is recorded', () => {
    outgoing.learn({ tools: [{ type: 'mcp', authorization: 'Bearer late-secret-of-a-tool' }] } as never);
    const cause = 'refused late-secret-of-a-tool';
    expect(outgoing.problem({ code: 'server-error', cause }).cause).to.equal('refused …');
    const wire = { line: 1, at: 0, way: 'received', frame: `{"text":"${cause} ${TOKEN}"}`, size: 0 } as const;
    const told = outgoing.notice({ kind: 'wire', wire });
    expect(told).to.have.nested.property('wire.frame', '{"text":"refused … …"}');
  });
});
