/** The policy of a profile, and what it makes of events of a page. */
import assert from 'node:assert/strict';
import type { Profile } from '../../server/options/profile-types.js';
import { ClientPolicy } from '../../server/policy/client-policy.js';
import { ConversationState } from '../../server/policy/conversation-state.js';
import { rulesOf } from '../../server/policy/rules.js';
import type { Verdict } from '../../server/policy/verdict.js';

export const SESSION = { instructions: 'You sell bicycles.', voice: { type: 'openai', name: 'alloy' } };

export function policyOf(profile: Partial<Profile> = {}, now = () => 0) {
  const state = new ConversationState();
  const policy = new ClientPolicy(rulesOf({ model: 'm', session: SESSION, ...profile }), state, 10_000, now);
  const judge = (event: unknown): Verdict =>
    policy.judge(Buffer.from(typeof event === 'string' ? event : JSON.stringify(event)), false);
  const sent = (event: unknown): Record<string, unknown> => {
    const verdict = judge(event);
    assert.equal(verdict.kind, 'pass', JSON.stringify(verdict));
    return JSON.parse(String((verdict as { data: Buffer | string }).data)) as Record<string, unknown>;
  };
  const dropped = (event: unknown): string => {
    const verdict = judge(event);
    assert.equal(verdict.kind, 'drop', JSON.stringify(verdict));
    return (verdict as { reason: string }).reason;
  };
  return { state, policy, judge, sent, dropped };
}

export const text = (words: string) => ({ type: 'input_text', text: words });
