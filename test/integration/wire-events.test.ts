import { expect } from '@open-wc/testing';
import { stage, until, type Stage } from '../helpers/agent.js';

const SERVER = { type: 'mcp', server_label: 'sums', server_url: 'https://sums.example/mcp' } as const;
const withServer = (more = {}) => stage({}, (agent) => (agent.session = { tools: [{ ...SERVER, ...more }] }));
const approvals = async ({ service }: Stage) =>
  (await service()).received
    .map(({ event }) => event['item'] as Readonly<Record<string, unknown>> | undefined)
    .filter((item) => item?.['type'] === 'mcp_approval_response');

describe('what helps the model', function () {
  this.timeout(30_000);

  for (const [how, say] of [
    [
      'by the event',
      (it: Stage, id: string) =>
        it
          .details('vla-approval')
          .find(({ requestId }) => requestId === id)!
          .respondWith(true),
    ],
    ['by approve()', (it: Stage, id: string) => it.agent.approve(id, true)],
  ] as const) {
    it(`lists the tools of an MCP server, and runs one that the page approves ${how}, once`, async () => {
      const it = await withServer();
      await it.agent.sendText('mcp add {"a": 2, "b": 3}');
      const listed = await it.seen('vla-mcp', ({ kind, status }) => kind === 'list' && status === 'completed');
      expect(listed.serverLabel).to.equal('sums');
      const { requestId, ...asked } = await it.seen('vla-approval');
      expect(asked).to.deep.include({ serverLabel: 'sums', name: 'add', arguments: { a: 2, b: 3 } });
      say(it, requestId);
      say(it, requestId);
      const done = await it.seen('vla-mcp', ({ kind, status }) => kind === 'call' && status === 'completed');
      expect(done.name).to.equal('add');
      await it.seen('vla-mcp', ({ output }) => output === '5');
      expect(await approvals(it)).to.have.lengthOf(1);
      it.agent.remove();
    });
  }

  it('is told when it is denied', async () => {
    const it = await withServer();
    await it.agent.sendText('mcp add {"a": 2, "b": 3}');
    (await it.seen('vla-approval')).respondWith(false);
    await it.seen('vla-mcp', ({ kind, status }) => kind === 'call' && status === 'failed');
    expect((await approvals(it))[0]).to.include({ approve: false });
    it.agent.remove();
  });

  it('tells of a search, and of sources with https addresses only', async () => {
    const it = await stage({ 'turn-detection': 'none' });
    await it.agent.start();
    await it.agent.sendText('search unsafe');
    await it.seen('vla-search', ({ kind, status }) => kind === 'web' && status === 'completed');
    await until('its sources are told', () => it.details('vla-annotation').length > 0);
    for (const { url, host } of it.details('vla-annotation')) {
      if (url !== undefined) expect(url).to.match(/^https:\/\//);
      expect(host === undefined).to.equal(url === undefined);
    }
    it.agent.remove();
  });

  it('tells the limits of the service with the usage', async () => {
    const it = await stage();
    await it.agent.sendText('hello');
    const { rateLimits } = await it.seen('vla-usage');
    expect(rateLimits!.map(({ name }) => name)).to.deep.equal(['requests', 'tokens']);
    it.agent.remove();
  });
});
