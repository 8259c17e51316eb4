/** Tests which parts of the service's frames a page gets, and what the relay learns from them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '../../server/options/json.js';
import type { Profile } from '../../server/options/profile-types.js';
import { ConversationState } from '../../server/policy/conversation-state.js';
import { rulesOf } from '../../server/policy/rules.js';
import { ServerPolicy } from '../../server/policy/server-policy.js';

function policyOf({ profile = {}, sentProfile = false }: { profile?: Partial<Profile>; sentProfile?: boolean } = {}) {
  const rules = rulesOf({ ...(!profile.voiceAgent && { model: 'm' }), ...profile });
  const state = new ConversationState(rules.ownFunctions);
  const usages: JsonObject[] = [];
  const refused: string[] = [];
  const policy = new ServerPolicy(
    state,
    {
      usage: (usage) => usages.push(usage),
      profileRefused: (code) => refused.push(code),
      secrets: () => ['s3cret/key'],
    },
    rules.shown,
    sentProfile,
  );
  const passed = (event: object) => policy.pass(Buffer.from(JSON.stringify(event)), 1000);
  const read = (event: object): unknown => JSON.parse(String(passed(event)));
  return { state, policy, usages, refused, passed, read };
}

describe('frames of the service', () => {
  it('pass as they came when they are sound, and when nothing in them is hidden', () => {
    const { policy } = policyOf();
    for (const text of [
      '{"type":"response.audio.delta","delta":"AAAA"}',
      '{"event_id":"e","type":"response.output_audio.delta","delta":"AAAA"}',
      '{ "type": "response.text.delta", "delta": "a" }',
      'no JSON at all',
    ]) {
      const frame = Buffer.from(text);
      assert.equal(policy.pass(frame, 0), frame);
    }
  });

  it('show no instructions and no secrets of tools, in whatever object they stand', () => {
    const tool = { type: 'mcp', server_label: 'stock', server_url: 'x', authorization: 'x', headers: {} };
    const session = { id: 's', instructions: 'x', tools: [tool], audio: { input: { instructions: 'x' } } };
    const shown = { id: 's', tools: [{ type: 'mcp', server_label: 'stock' }], audio: { input: {} } };
    for (const type of ['session.created', 'session.updated']) {
      assert.deepEqual(policyOf().read({ type, session }), { type, session: shown });
    }
    for (const type of ['response.created', 'response.done']) {
      assert.deepEqual(policyOf().read({ type, response: { id: 'r', instructions: 'x' } }), {
        type,
        response: { id: 'r' },
      });
    }
  });

  it('show no instructions in events that are not known yet, and no thread of an agent', () => {
    const greeting = { type: 'llm_generated', prompt: 'Greet as a pirate.' };
    const session = { id: 's', agent: { name: 'a', thread_id: 't' }, instructions: 'x', greeting };
    const shown = { id: 's', agent: { name: 'a' }, greeting: { type: 'llm_generated' } };
    for (const type of ['session.created', 'session.moved']) {
      assert.deepEqual(policyOf().read({ type, session }), { type, session: shown });
    }
  });

  it('hide what a tool’s server was sent, where its fault tells it', () => {
    const item = { type: 'mcp_call', id: 'i', output: 's3cret/key', error: { message: 'refused: s3cret/key' } };
    const shown = { ...item, error: { message: 'refused: [hidden]' } };
    for (const type of ['response.output_item.done', 'conversation.item.done']) {
      assert.deepEqual(policyOf().read({ type, item }), { type, item: shown });
    }
  });

  it('show the page its own instructions, where the profile lets it set them', () => {
    const event = { type: 'session.updated', session: { instructions: 'Be brief.' } };
    const open: Partial<Profile> = { allow: ['instructions'] };
    assert.deepEqual(policyOf({ profile: open }).read(event), event);
    const pinned = { ...open, session: { instructions: 'x' } };
    assert.deepEqual(policyOf({ profile: pinned }).read(event), { type: 'session.updated', session: {} });
  });

  it('show the ICE credentials of an avatar only where an avatar was requested', () => {
    const event = { type: 'session.updated', session: { avatar: { ice_servers: [{ credential: 'x' }] } } };
    assert.deepEqual(policyOf().read(event), { type: 'session.updated', session: { avatar: {} } });
    assert.deepEqual(policyOf({ profile: { allow: ['avatar'] } }).read(event), event);
  });

  it('keep the confirmation of the profile’s session back, and show the next one', () => {
    const { passed, state } = policyOf({ sentProfile: true });
    const updated = { type: 'session.updated', session: { id: 's' } };
    assert.equal(passed(updated), undefined);
    assert.equal(state.setUpAt, undefined, 'the page is not set up yet');
    assert.ok(passed(updated));
    assert.equal(state.setUpAt, 1000);
  });

  it('hide secrets in errors, and tell a refused profile to the operator alone', () => {
    const { read, passed, refused } = policyOf();
    const error = { code: 'x', message: 'The key s3cret/key and s3cret%2Fkey were refused', details: ['s3cret/key'] };
    assert.deepEqual(read({ type: 'error', error }), {
      type: 'error',
      error: { code: 'x', message: 'The key [hidden] and [hidden] were refused', details: ['[hidden]'] },
    });
    assert.equal(passed({ type: 'error', error: { ...error, event_id: 'relay_profile' } }), undefined);
    assert.deepEqual(refused, ['x']);
  });

  it('tell the relay the usage, whether a response is running, and which calls and approvals are open', () => {
    const { passed, state, usages } = policyOf();
    passed({ type: 'response.created', response: { id: 'r' } });
    assert.equal(state.answering, true);
    passed({ type: 'response.done', response: { id: 'r', usage: { total_tokens: 7 } } });
    assert.equal(state.answering, false);
    assert.deepEqual(usages, [{ total_tokens: 7 }]);
    passed({ type: 'response.output_item.added', item: { type: 'function_call', call_id: 'c1' } });
    passed({ type: 'response.function_call_arguments.done', call_id: 'c2' });
    passed({ type: 'conversation.item.created', item: { type: 'mcp_approval_request', id: 'a1' } });
    assert.deepEqual([state.answerCall('c1'), state.answerCall('c2'), state.answerApproval('a1')], [true, true, true]);
  });

  it('open a call or an approval once, however many of them tell of it', () => {
    const { passed, state } = policyOf();
    const call = { type: 'response.output_item.done', item: { type: 'function_call', call_id: 'c', name: 'look' } };
    const approval = { type: 'response.output_item.done', item: { type: 'mcp_approval_request', id: 'a' } };
    for (const event of [call, approval]) passed(event);
    assert.deepEqual([state.answerCall('c'), state.answerApproval('a')], [true, true]);
    for (const event of [call, approval]) passed(event);
    assert.deepEqual([state.answerCall('c'), state.answerApproval('a')], [false, false]);
  });

  it('open no call that the agent’s own side answers', () => {
    const voiceAgent = { name: 'a', project: 'p' };
    const { passed, state } = policyOf({ profile: { voiceAgent, session: {} }, sentProfile: true });
    const tools = [{ type: 'system', name: 'transfer_call' }];
    passed({ type: 'session.updated', session: { tools, handoff: { transfer_tool: 'move_on' } } });
    passed({ type: 'session.updated', session: { handoff: { transfer_tool: { type: 'function', name: 'go' } } } });
    for (const name of ['end_conversation', 'forward_to_subagent', 'transfer_call', 'move_on', 'go', 'look']) {
      passed({ type: 'conversation.item.added', item: { type: 'function_call', call_id: name, name } });
      passed({ type: 'response.function_call_arguments.done', call_id: name });
      assert.equal(state.answerCall(name), name === 'look', name);
    }
  });
});
