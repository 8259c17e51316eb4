/**
 * Judges 100,000 generated frames with any keys, order, white space, escapes and duplicate keys. None may carry a locked field
 * upstream. All locked fields, and nothing else, contain a marker word.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ClientPolicy } from '../../server/policy/client-policy.js';
import { ConversationState } from '../../server/policy/conversation-state.js';
import { DEFAULT_ALLOW, rulesOf } from '../../server/policy/rules.js';

const RUNS = 100_000;
const WORD = 'kX9locked';

/** Keys that no page may set under the profile below, at the top of a session or a response. */
const SESSION_KEYS = [
  ...['instructions', 'model', 'tools', 'voice', 'temperature', 'tool_choice', 'agent', 'avatar', 'greeting'],
  ...['max_response_output_tokens', 'interim_response', 'reasoning_effort', 'input_audio_format'],
];
const RESPONSE_KEYS = [
  ...['instructions', 'tools', 'tool_choice', 'voice', 'conversation', 'input_items', 'append_input_items'],
  ...['pre_generated_assistant_message', 'temperature', 'invoke_input', 'additional_instructions', 'input'],
];
/** Keys that nobody may set at any depth. */
const DEEP_KEYS = [
  'server_url',
  'url',
  'authorization',
  'Authorization',
  'headers',
  'api_key',
  'api-key',
  'connector_id',
  'custom_lexicon_url',
];
const OPEN_KEYS = [
  'modalities',
  'turn_detection',
  'input_audio_transcription',
  'audio',
  'metadata',
  'output_modalities',
];

const locked = fc.constantFrom<unknown>(WORD, [WORD], { type: WORD }, [{ type: 'mcp', server_url: WORD, name: WORD }]);
const harmless: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>('pcm16', 1, null, true, 'server_vad', []),
    fc.dictionary(fc.constantFrom('type', 'input', 'output', 'threshold', 'x'), tie('value'), { maxKeys: 3 }),
    // a locked key inside an allowed one
    fc.tuple(fc.constantFrom(...DEEP_KEYS), locked).map(([key, value]) => ({ [key]: value, type: 'x' })),
    fc.array(tie('value'), { maxLength: 2 }),
  ),
})).value;

const object = (keys: readonly string[]) =>
  fc
    .array(
      fc.oneof(
        fc.tuple(fc.constantFrom(...keys, ...DEEP_KEYS), locked),
        fc.tuple(fc.constantFrom(...OPEN_KEYS), harmless),
      ),
      { maxLength: 6 },
    )
    .map((entries) => new Doubled(entries));

/** An object with duplicate keys, which are possible in JSON text but not in a JavaScript object. */
class Doubled {
  readonly entries: readonly (readonly [string, unknown])[];
  constructor(entries: readonly (readonly [string, unknown])[]) {
    this.entries = entries;
  }
}

/** Items that a page may not create here: messages of the agent, calls, and outputs or approvals that nothing requested. */
const item = fc.constantFrom<unknown>(
  { type: 'message', role: 'assistant', content: [{ type: 'text', text: WORD }] },
  { type: 'message', role: WORD, content: [{ type: 'input_text', text: WORD }] },
  { type: 'function_call', call_id: 'c', name: 'x', arguments: WORD },
  { type: 'function_call_output', call_id: WORD, output: WORD },
  { type: 'mcp_approval_response', approval_request_id: WORD, approve: true },
  { type: 'message', role: 'user', content: [{ type: 'input_image', image_url: `https://${WORD}.example/` }] },
);

const fields = fc.oneof(
  object(SESSION_KEYS).map((session) => [['type', 'session.update'] as const, ['session', session] as const]),
  object(RESPONSE_KEYS).map((response) => [['type', 'response.create'] as const, ['response', response] as const]),
  item.map((value) => [['type', 'conversation.item.create'] as const, ['item', value] as const]),
  fc
    .tuple(
      fc.constantFrom('input_audio_buffer.commit', 'input_audio_buffer.append', 'response.cancel'),
      object(SESSION_KEYS),
    )
    .map(([type, session]) => [['type', type] as const, ['audio', 'AAAA'] as const, ['session', session] as const]),
);

/** Frames in which type and body may occur twice, in any order. */
const frame = fc
  .tuple(fields, fc.option(fields), fc.boolean())
  .map(([one, other, turned]) => new Doubled(turned ? [...(other ?? []), ...one] : [...one, ...(other ?? [])]));

/** Writes JSON as an attacker might: with escaped characters, and white space anywhere. */
function write(value: unknown, chance: () => number): string {
  const space = (): string => (chance() < 0.15 ? ' \n'.slice(0, 1 + Math.floor(chance() * 2)) : '');
  const string = (text: string): string =>
    `"${[...text].map((letter) => (chance() < 0.05 ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}` : JSON.stringify(letter).slice(1, -1))).join('')}"`;
  const list = (entries: readonly (readonly [string, unknown])[]): string =>
    `{${entries.map(([key, inner]) => `${space()}${string(key)}${space()}:${space()}${write(inner, chance)}${space()}`).join(',')}}`;
  if (value instanceof Doubled) return list(value.entries);
  if (Array.isArray(value)) return `[${value.map((inner) => space() + write(inner, chance)).join(',')}]`;
  if (typeof value === 'object' && value !== null) return list(Object.entries(value));
  return typeof value === 'string' ? string(value) : JSON.stringify(value);
}

/** A small pseudorandom generator, so that one seed from fast-check is enough for a whole text. */
function chances(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

const EXACT = /^\{"type":"input_audio_buffer\.append","audio":"[A-Za-z0-9+/]*={0,2}"\}$/;

describe('the policy', () => {
  it(`lets none of ${RUNS} frames carry a locked key upstream`, () => {
    const rules = rulesOf({
      model: 'm',
      session: { instructions: 'ours', input_audio_format: 'pcm16' },
      allow: [...DEFAULT_ALLOW, 'instructions', 'model'],
    });
    let passed = 0;
    let changed = 0;
    fc.assert(
      fc.property(frame, fc.integer(), (generated, seed) => {
        const state = new ConversationState();
        state.setUpAt = 0;
        const policy = new ClientPolicy(rules, state, 10_000, () => 60_000);
        const text = write(generated, chances(seed));
        const verdict = policy.judge(Buffer.from(text), false);
        if (verdict.kind !== 'pass') return;
        passed++;
        const sent = String(verdict.data);
        if (sent.includes(WORD)) assert.fail(`${text}\nwent upstream as\n${sent}`);
        // The frame that is sent has no duplicate keys and no needless escapes, so all parsers read it in the same way.
        if (typeof verdict.data === 'string') assert.equal(JSON.stringify(JSON.parse(sent)), sent);
        else assert.match(sent, EXACT);
        if (text.includes('locked')) changed++;
      }),
      { numRuns: RUNS },
    );
    assert.ok(passed > RUNS / 4 && changed > RUNS / 10, `only ${passed} passed, ${changed} of them changed`);
  });
});
