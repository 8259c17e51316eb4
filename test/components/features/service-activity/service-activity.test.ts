import { expect } from '@open-wc/testing';
import { create } from '../../../../src/components/features/service-activity/service-activity.js';
import type { ApprovalDetail } from '../../../../src/components/contract/events.js';
import type { FeatureContext } from '../../../../src/components/contract/feature.js';
import type { Notice } from '../../../../src/worker/contract/conversation.js';
import { fakeContext } from '../../../helpers/page/feature-context.js';

const wire = (type: string, fields: object): Notice => ({ kind: 'activity', event: { type, ...fields } }) as Notice;
const itemCreated = (item: object): Notice => wire('conversation.item.created', { item });
const request = (id: string): Notice =>
  itemCreated({ type: 'mcp_approval_request', id, server_label: 'sums', name: 'add', arguments: '{"a":2}' });
const answer = (id: string, approve: boolean) => ({
  type: 'conversation.item.create',
  item: { type: 'mcp_approval_response', approval_request_id: id, approve },
});
/** Until the code of the cards has been loaded. */
const until = async (holds: () => unknown): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
};

describe('the feature service-activity', () => {
  it('tells what an MCP server does by the names that its item had', () => {
    const agent = fakeContext();
    const feature = create(agent);
    feature.onNotice(itemCreated({ type: 'mcp_call', id: 'm1', server_label: 'sums', name: 'add' }));
    feature.onNotice(wire('response.mcp_call.in_progress', { item_id: 'm1' }));
    feature.onNotice(itemCreated({ type: 'mcp_call', id: 'm1', output: '5' }));
    expect(agent.told.map(({ name }) => name)).to.deep.equal(['vla-mcp', 'vla-mcp']);
    const [begun, done] = agent.told.map(({ detail }) => detail);
    expect(begun).to.include({ kind: 'call', status: 'in_progress', serverLabel: 'sums', name: 'add' });
    expect(done).to.include({ status: 'completed', output: '5' });
  });

  const LIST = { type: 'mcp_list_tools', id: 'l1', server_label: 'sums' };
  const full = { ...LIST, tools: [{ name: 'add', input_schema: {} }] };
  const completed = wire('mcp_list_tools.completed', { item_id: 'l1' });
  const retrieve = ['tell', 'sendEvent', { type: 'conversation.item.retrieve', item_id: 'l1' }];
  const orders: readonly (readonly [how: string, asked: number, ...Notice[]])[] = [
    ['are there at once', 0, itemCreated(full), completed],
    ['come with the end of the item', 0, itemCreated(LIST), wire('conversation.item.done', { item: full }), completed],
    ['come after the end', 1, itemCreated(LIST), completed, wire('conversation.item.done', { item: full })],
    [
      'are asked for',
      1,
      itemCreated({ ...LIST, tools: [] }),
      completed,
      wire('conversation.item.retrieved', { item: full }),
    ],
    [
      'come both ways',
      1,
      itemCreated(LIST),
      completed,
      wire('conversation.item.done', { item: full }),
      wire('conversation.item.retrieved', { item: full }),
    ],
  ];
  for (const [how, asked, ...notices] of orders) {
    it(`tells a list once, with its tools, when they ${how}`, () => {
      const agent = fakeContext();
      const feature = create(agent);
      for (const notice of notices) feature.onNotice(notice);
      expect(agent.told.map(({ detail }) => detail)).to.deep.equal([
        { kind: 'list', status: 'completed', itemId: 'l1', serverLabel: 'sums', name: '', tools: ['add'] },
      ]);
      expect(agent.calls).to.deep.equal(asked ? [retrieve] : []);
    });
  }

  it('tells a list that has no tools, too', () => {
    const agent = fakeContext();
    const feature = create(agent);
    feature.onNotice(itemCreated(LIST));
    feature.onNotice(completed);
    feature.onNotice(wire('conversation.item.retrieved', { item: { ...LIST, tools: [] } }));
    expect(agent.told.map(({ detail }) => detail)).to.deep.equal([
      { kind: 'list', status: 'completed', itemId: 'l1', serverLabel: 'sums', name: '', tools: [] },
    ]);
  });

  it('tells of a source with its address only when that is https', () => {
    const agent = fakeContext();
    const feature = create(agent);
    for (const url of ['https://rain.example/today', 'javascript:alert(1)']) {
      const annotation = { type: 'url_citation', title: 'Rain', url };
      feature.onNotice(wire('response.audio_transcript.annotation.added', { item_id: 'a1', annotation }));
    }
    const [safe, unsafe] = agent.told.map(({ detail }) => detail);
    expect(safe).to.include({ url: 'https://rain.example/today', host: 'rain.example', title: 'Rain' });
    expect(unsafe).not.to.have.any.keys('url', 'host');
  });

  it('tells the indices of a source that the service tells, and no others', () => {
    const agent = fakeContext();
    const feature = create(agent);
    const type = 'response.audio_transcript.annotation.added';
    const annotation = { type: 'url_citation', title: 'Rain', start_index: 0, end_index: 12 };
    feature.onNotice(wire(type, { item_id: 'a1', content_index: 0, annotation_index: 1, annotation }));
    feature.onNotice(wire(type, { item_id: 'a1', content_index: null, annotation: { ...annotation, end_index: 'x' } }));
    const [all, some] = agent.told.map(({ detail }) => detail);
    expect(all).to.include({ contentIndex: 0, annotationIndex: 1, startIndex: 0, endIndex: 12 });
    expect(some).to.include({ startIndex: 0 }).and.not.to.have.any.keys('contentIndex', 'annotationIndex', 'endIndex');
  });

  for (const [what, notice] of [
    ['an event', wire('response.web_search_call.failed', { item_id: 's1' })],
    ['its item', wire('response.output_item.done', { item: { id: 's1', type: 'web_search_call', status: 'failed' } })],
  ] as const) {
    it(`tells a search that failed, by ${what}`, () => {
      const agent = fakeContext();
      create(agent).onNotice(notice);
      const detail = { kind: 'web', status: 'failed', itemId: 's1' };
      expect(agent.told).to.deep.equal([{ name: 'vla-search', detail }]);
    });
  }

  it('sends the word on an MCP call once', () => {
    const agent = fakeContext();
    const feature = create(agent);
    feature.onNotice(request('q1'));
    const asked = agent.told[0]!.detail as ApprovalDetail;
    expect(asked).to.deep.include({ requestId: 'q1', serverLabel: 'sums', name: 'add', arguments: { a: 2 } });
    asked.respondWith(false);
    feature.approve('q1', true);
    expect(agent.calls).to.deep.equal([['tell', 'sendEvent', answer('q1', false)]]);
  });

  it('asks the visitor by one card at a time, the oldest first', async () => {
    const agent = fakeContext({ variant: 'inline' });
    const feature = create(agent);
    feature.onNotice(request('q1'));
    feature.onNotice(request('q2'));
    const asked = (): string | undefined =>
      (feature.card() as { request?: ApprovalDetail } | undefined)?.request?.requestId;
    await until(() => asked());
    expect(asked()).to.equal('q1');
    expect(agent.announced).to.have.lengthOf(2);
    feature.approve('q1', true);
    expect(asked()).to.equal('q2');
  });

  it('takes a question back whose session is gone, says so to the visitor, and sends no answer to it', async () => {
    const lost: Notice = { kind: 'reconnect', attempt: 1, delayMs: 0, reason: 'connection-lost' };
    const agent = fakeContext({ variant: 'inline' });
    const feature = create(agent);
    feature.onNotice(request('q1'));
    const asked = (): unknown => (feature.card() as { request?: ApprovalDetail } | undefined)?.request;
    await until(asked);
    feature.onNotice(lost);
    expect(asked()).to.equal(undefined);
    expect(feature.card(), 'a sentence instead').to.not.equal(undefined);
    (agent.told[0]!.detail as ApprovalDetail).respondWith(true);
    expect(agent.calls.filter(([command]) => command === 'tell')).to.be.empty;
    feature.onNotice(request('q2'));
    await until(asked);
    expect(asked()).to.include({ requestId: 'q2' });
  });

  it('says so, too, when the answer was given and the service had not confirmed it', async () => {
    const lost: Notice = { kind: 'reconnect', attempt: 1, delayMs: 0, reason: 'connection-lost' };
    const agent = fakeContext({ variant: 'inline' });
    const feature = create(agent);
    feature.onNotice(request('q1'));
    await until(() => feature.card());
    feature.approve('q1', true);
    expect(feature.card()).to.equal(undefined);
    feature.onNotice(lost);
    expect(feature.card(), 'the step may be asked for again').to.not.equal(undefined);
    const other = create(agent);
    other.onNotice(request('q1'));
    await until(() => other.card());
    other.approve('q1', true);
    other.onNotice(itemCreated({ type: 'mcp_approval_response', id: 'x1', approval_request_id: 'q1', approve: true }));
    other.onNotice(lost);
    expect(other.card(), 'a confirmed answer is not lost').to.equal(undefined);
  });

  it('asks nobody when the page keeps the question, and forgets it with the conversation', async () => {
    const prevented: FeatureContext = { ...fakeContext({ variant: 'inline' }), emit: () => false };
    const kept = create(prevented);
    const agent = fakeContext({ variant: 'inline' });
    const over = create(agent);
    kept.onNotice(request('q1'));
    over.onNotice(request('q1'));
    await until(() => over.card());
    expect(kept.card() === undefined).to.equal(true);
    over.on['vla-state']!({ state: 'ended', previous: 'listening' });
    expect(over.card() === undefined).to.equal(true);
    over.approve('q1', true);
    expect(agent.calls.filter(([command]) => command === 'tell')).to.be.empty;
  });
});
