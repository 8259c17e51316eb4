import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Conversation } from '../../demo/emulator/conversation/conversation.js';
import type { Item, MessageItem } from '../../demo/emulator/conversation/items.js';

const base = { object: 'realtime.item', status: 'completed' } as const;
const user = (id: string): Item => ({
  ...base,
  id,
  type: 'message',
  role: 'user',
  content: [{ type: 'input_text', text: id }],
});
const spoken = (id: string): MessageItem => ({
  ...{ ...base, id, type: 'message', role: 'assistant' },
  content: [{ type: 'audio', transcript: 'a long answer' }],
});
const call = (id: string, callId: string): Item => ({
  ...base,
  id,
  type: 'function_call',
  name: 'f',
  call_id: callId,
  arguments: '{}',
});
const output = (id: string, callId: string): Item => ({
  ...base,
  id,
  type: 'function_call_output',
  call_id: callId,
  output: '1',
});
const ids = (conversation: Conversation): string => conversation.items.map((item) => item.id).join(' ');

function withItems(...items: readonly Item[]): Conversation {
  const conversation = new Conversation();
  for (const item of items) assert.ok(conversation.add({ item }).ok);
  return conversation;
}

describe('a conversation', () => {
  const orders: readonly (readonly [after: string | null | undefined, order: string, previous: string | null])[] = [
    [undefined, 'a b new', 'b'],
    [null, 'a b new', 'b'],
    ['root', 'new a b', null],
    ['a', 'a new b', 'a'],
    ['b', 'a b new', 'b'],
  ];
  for (const [after, order, previous] of orders) {
    it(`puts an item after ${after} as "${order}"`, () => {
      const conversation = withItems(user('a'), user('b'));
      assert.deepEqual(conversation.add({ item: user('new') }, after), { ok: true, value: previous });
      assert.equal(ids(conversation), order);
    });
  }

  const paramOf = (outcome: ReturnType<Conversation['add' | 'delete']>) =>
    outcome.ok ? 'accepted' : outcome.fault.param;

  it('refuses an unknown previous item', () => {
    const conversation = withItems(user('a'));
    assert.equal(paramOf(conversation.add({ item: user('b') }, 'x')), 'previous_item_id');
    assert.equal(ids(conversation), 'a');
  });

  it('refuses an id twice', () => assert.equal(paramOf(withItems(user('a')).add({ item: user('a') })), 'item.id'));

  it('takes the output of a known call only', () => {
    const conversation = withItems(call('a', 'call_1'));
    assert.equal(paramOf(conversation.add({ item: output('b', 'call_2') })), 'item.call_id');
    assert.equal(paramOf(conversation.add({ item: output('b', 'call_1') })), 'accepted');
  });

  it('deletes', () => {
    const conversation = withItems(user('a'), user('b'));
    assert.ok(conversation.delete('a').ok);
    assert.equal(ids(conversation), 'b');
    assert.equal(paramOf(conversation.delete('a')), 'item_id');
  });

  it('truncates audio and drops its transcript', () => {
    const conversation = new Conversation();
    conversation.add({ item: spoken('a'), audio: { pcm: new Int16Array(24_000), rateHz: 24_000 } });
    assert.ok(conversation.truncate('a', 0, 400).ok);
    const entry = conversation.find('a');
    assert.equal(entry?.audio?.pcm.length, 9_600);
    assert.deepEqual((entry?.item as MessageItem).content, [{ type: 'audio', transcript: null }]);
  });

  const refused: readonly (readonly [string, number, number, string])[] = [
    ['a', 0, 1001, 'audio_end_ms'],
    ['a', 1, 400, 'content_index'],
    ['u', 0, 0, 'item_id'],
    ['x', 0, 0, 'item_id'],
  ];
  for (const [id, index, endMs, param] of refused) {
    it(`does not truncate ${id}[${index}] at ${endMs} ms: ${param}`, () => {
      const conversation = withItems(user('u'));
      conversation.add({ item: spoken('a'), audio: { pcm: new Int16Array(24_000), rateHz: 24_000 } });
      const outcome = conversation.truncate(id, index, endMs);
      assert.equal(outcome.ok ? 'accepted' : outcome.fault.param, param);
    });
  }
});
