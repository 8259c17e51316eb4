import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bytesOf, join, silence, startEmulator, tone } from '../helpers/node/emulator-client.js';
import { SDK_INSTALLED, type SdkEvent, VoiceAgentSdk } from '../helpers/node/voice-agent-sdk.js';

const skip = SDK_INSTALLED ? false : 'not installed: `npm run test:clients` installs it and runs these tests';

interface Response {
  readonly status: string;
  readonly output: readonly {
    readonly type: string;
    readonly name?: string;
    readonly content?: readonly { readonly type: string; readonly transcript?: string; readonly text?: string }[];
  }[];
}
const responseOf = (event: SdkEvent): Response => event['response'] as Response;

describe('Microsoft’s client of voice agents', { skip }, () => {
  it('connects, is greeted, and closes', async () => {
    await using running = await startEmulator();
    const options = { structuredInputs: { visitor_name: 'Ada' }, store: true, agentSessionId: 'mine' };
    await using sdk = await VoiceAgentSdk.open(running, 'front-desk', options);
    const created = await sdk.until('session.created');
    assert.match(String(created['conversation_id']), /^conv_/);
    await sdk.until('session.updated');
    const [part] = responseOf(await sdk.until('response.done')).output[0]?.content ?? [];
    assert.deepEqual([part?.type, part?.transcript], ['output_audio', 'Hello Ada. This is the front desk.']);
    const audio = sdk.all('response.output_audio.delta').map((event) => event['delta'] as Uint8Array);
    assert.ok(audio.reduce((sum, { length }) => sum + length, 0) > 48_000);
    assert.ok(sdk.events.every(({ type }) => type !== 'unknown'));
    await sdk.connection.close();
    assert.deepEqual([(await sdk.connection.closed).code, sdk.failure], [1000, undefined]);
  });

  it('has a written turn', async () => {
    await using running = await startEmulator();
    await using sdk = await VoiceAgentSdk.open(running, 'plain');
    await sdk.until('session.updated');
    await sdk.connection.configureSession({
      type: 'realtime',
      output_modalities: ['text'],
      audio: { input: { turn_detection: { type: 'server_vad', silence_duration_ms: 300 } } },
    });
    const { session } = await sdk.until('session.updated', 2);
    assert.deepEqual((session as { output_modalities: string[] }).output_modalities, ['text']);
    await sdk.connection.sendText('good morning');
    assert.match(String((await sdk.until('response.output_text.done'))['text']), /You wrote: good morning/);
    assert.equal(responseOf(await sdk.until('response.done')).status, 'completed');
  });

  it('has a spoken turn, and a barge-in', async () => {
    await using running = await startEmulator({ pacing: { speed: 8 } });
    await using sdk = await VoiceAgentSdk.open(running, 'plain');
    await sdk.until('session.updated');
    await sdk.connection.sendAudio(bytesOf(join(silence(500), tone(1200), silence(800))));
    await sdk.until('input_audio_buffer.committed');
    const heard = await sdk.until('conversation.item.input_audio_transcription.completed');
    assert.equal((heard['usage'] as { type: string }).type, 'duration');
    await sdk.until('response.done');
    await sdk.connection.sendText('story');
    await sdk.until('response.created', 2);
    await sdk.until('response.output_audio.delta', sdk.all('response.output_audio.delta').length + 2);
    await sdk.connection.sendAudio(bytesOf(tone(400)));
    const { status, output } = responseOf(await sdk.until('response.done', 2));
    assert.deepEqual([status, output[0]?.type], ['cancelled', 'message']);
  });

  it('calls a function of the page, and an MCP tool', async () => {
    await using running = await startEmulator();
    running.emulator.agents.set('a', {
      tools: [
        { type: 'function', name: 'find_bike', parameters: { type: 'object' } },
        { type: 'mcp', server_label: 'docs', server_url: 'https://mcp.example', require_approval: 'never' },
      ],
      output_modalities: ['text'],
    });
    await using sdk = await VoiceAgentSdk.open(running, 'a');
    await sdk.until('mcp_list_tools.completed');
    await sdk.connection.sendText('call find_bike {"size": 54}');
    const call = await sdk.until('response.function_call_arguments.done');
    await sdk.until('response.done');
    await sdk.connection.sendToolOutput(String(call['call_id']), '{"found":2}');
    const told = responseOf(await sdk.until('response.done', 2)).output[0]?.content?.[0];
    assert.deepEqual([told?.type, told?.text], ['output_text', 'The tool answered: found 2.']);
    await sdk.connection.sendText('mcp add {"a": 2, "b": 3}');
    await sdk.until('response.mcp_call.completed');
    assert.equal(
      responseOf(await sdk.until('response.done', 4)).output[0]?.content?.[0]?.text,
      'The tool answered: 5.',
    );
  });

  it('is handed over, has a subagent asked, and is hung up on', async () => {
    await using running = await startEmulator();
    await using sdk = await VoiceAgentSdk.open(running, 'front-desk');
    await sdk.until('response.done');
    await sdk.connection.sendText('ask the poet about wheels');
    await sdk.until('session.subagent.started');
    await sdk.until('session.subagent.completed');
    await sdk.until('response.done', 3);
    await sdk.connection.sendText('billing, please');
    // it does not know the events of a handoff, and gives them as they came
    const { rawEvent } = await sdk.until('session.handoff.completed');
    assert.equal(rawEvent?.['to_node_id'], 'billing');
    await sdk.until('session.updated', 2);
    await sdk.until('response.done', 5);
    await sdk.connection.sendText('goodbye');
    const { code, reason, error } = await sdk.connection.closed;
    assert.deepEqual([code, reason, error], [1001, 'Conversation ended by agent', undefined]);
    assert.equal(sdk.failure, undefined);
    const { output } = responseOf(sdk.all('response.done').at(-1)!);
    assert.deepEqual(
      output.map(({ name, type }) => name ?? type),
      ['message', 'end_conversation'],
    );
  });

  it('is told of a tool that does not resolve, and of a wrong setting', async () => {
    await using running = await startEmulator();
    await using sdk = await VoiceAgentSdk.open(running, 'broken-tool');
    assert.equal(((await sdk.until('error'))['error'] as { code: string }).code, 'tool_connection_unresolved');
    await sdk.until('session.updated');
    await sdk.connection.configureSession({ type: 'realtime', temperature: 9 });
    const { error } = await sdk.until('error', 2);
    assert.deepEqual((error as { param: string }).param, 'session.temperature');
  });

  it('is refused by a disabled agent', async () => {
    await using running = await startEmulator();
    await assert.rejects(VoiceAgentSdk.open(running, 'disabled'), /Failed to connect to the voice agent/);
  });
});
