import { expect } from '@open-wc/testing';
import { control, needsToken, stage, until, type Stage } from '../helpers/page/live-agent.js';
import { SERVER_EVENTS } from '../helpers/pure/protocol-samples.js';
import { random } from '../helpers/pure/random.js';

const SERVER = { type: 'mcp', server_label: 'sums', server_url: 'https://sums.example/mcp' } as const;
const withServer = (more = {}) => stage({}, (agent) => (agent.session = { tools: [{ ...SERVER, ...more }] }));
const approvals = async ({ service }: Stage) =>
  (await service()).received
    .map(({ event }) => event['item'] as Readonly<Record<string, unknown>> | undefined)
    .filter((item) => item?.['type'] === 'mcp_approval_response');

describe('what the service does for the model', function () {
  before(async function () {
    await needsToken(this, 'no page names an MCP server');
  });

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
});

const MARKUP =
  '<img src=x onerror="document.documentElement.id=\'broken\'"><script>document.title="broken"</script>' +
  '[x](javascript:alert(1)) <svg onload=alert(1)> **bold**';
/** Fields that identify an event or what it belongs to; they keep their values. */
const NAMES = /(^|_)(id|type|status|role|state|codec)$/;

/** A copy in which all texts, or some, are replaced by markup. */
function withMarkup(value: unknown, changes: () => boolean, name = ''): unknown {
  if (typeof value === 'string') return NAMES.test(name) || !changes() ? value : MARKUP;
  if (Array.isArray(value)) return value.map((inner: unknown) => withMarkup(inner, changes));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withMarkup(inner, changes, key)]));
}

/** All elements below an element, also in shadow roots. */
const within = (root: ParentNode): readonly Element[] =>
  [...root.querySelectorAll('*')].flatMap((element) => [
    element,
    ...(element.shadowRoot ? within(element.shadowRoot) : []),
  ]);

describe('markup in what the service sends', function () {
  it('is nothing but text, wherever it stands', async () => {
    const it = await stage({ open: '', 'raw-events': '' });
    await it.agent.sendText('hello');
    await it.seen('vla-usage');
    const before = new Set(within(it.agent.shadowRoot!).map(({ localName }) => localName));
    const service = await it.service();
    const { integer } = random(3);
    for (const changes of [() => true, () => integer(0, 1) === 0, () => integer(0, 2) === 0]) {
      await Promise.all(
        Object.entries(SERVER_EVENTS).map(([type, fields]) =>
          control(service, 'send', { type, ...(withMarkup(fields, changes) as object) }),
        ),
      );
    }
    await control(service, 'send', { type: 'response.done', ...SERVER_EVENTS['response.done'] });
    await it.agent.sendText('good evening');
    await it.seen('vla-transcript', ({ text, final }) => final && text.startsWith('You wrote: good evening'));

    const elements = within(it.agent.shadowRoot!);
    const text = elements.map(({ shadowRoot }) => shadowRoot?.textContent ?? '').join(' ');
    expect(text, 'it is shown').to.contain('<img src=x onerror=');
    const strange = elements.filter(
      ({ localName, attributes }) =>
        (/^(img|script|iframe|object|embed|style)$/.test(localName) && !before.has(localName)) ||
        [...attributes].some(({ name, value }) => name.startsWith('on') || /^\s*javascript:/i.test(value)),
    );
    expect(strange.map(({ outerHTML }) => outerHTML)).to.be.empty;
    expect(document.documentElement.id).not.to.equal('broken');
    expect(document.title).not.to.equal('broken');
    it.agent.remove();
  });
});
