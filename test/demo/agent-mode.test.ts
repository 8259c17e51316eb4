import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEmulator, TestClient } from '../helpers/node/emulator-client.js';

const AGENT = { model: '', 'agent-name': 'fitter', 'agent-project-name': 'shop', 'agent-version': '2' };

describe('an agent', () => {
  const owned = {
    instructions: 'x',
    temperature: 0.7,
    tools: [],
    tool_choice: 'auto',
    max_response_output_tokens: 10,
    reasoning_effort: 'low',
  };
  it('owns its settings', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running, AGENT);
    for (const [field, value] of Object.entries(owned)) {
      const fault = await client.fault({ type: 'session.update', session: { [field]: value } });
      assert.equal(fault.param, `session.${field}`);
    }
    await client.updateSession({ modalities: ['text'], turn_detection: null });
  });

  it('continues the conversation whose id is given', async () => {
    await using running = await startEmulator();
    using first = await TestClient.open(running, AGENT);
    const { agent } = first.events[0]!.session as { agent: { thread_id: string; agent_id: string } };
    assert.equal(agent.agent_id, 'fitter:2');
    await first.updateSession({ modalities: ['text'] });
    const done = await first.ask('I ride a blue bike');
    assert.equal(done['conversation_id'], agent.thread_id);
    using second = await TestClient.open(running, { ...AGENT, 'conversation-id': agent.thread_id });
    await second.updateSession({ modalities: ['text'] });
    const { output } = await second.ask('recall');
    assert.equal(output[0]?.content[0]?.text, 'You wrote before: I ride a blue bike.');
    using third = await TestClient.open(running, AGENT);
    await third.updateSession({ modalities: ['text'] });
    assert.equal((await third.ask('recall')).output[0]?.content[0]?.text, 'You wrote nothing before.');
  });
});
