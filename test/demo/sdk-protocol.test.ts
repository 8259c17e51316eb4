import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  MCPApprovalResponseRequestItem,
  MCPServer,
  RequestSession,
  ResponseAudioContentPart,
  ResponseMCPApprovalRequestItem,
  ResponseMCPCallItem,
  ResponseMCPListToolItem,
  ResponseMessageItem,
  StaticInterimResponseConfig,
  ToolChoiceFunctionSelection,
} from '@azure/ai-voicelive';
import { join, silence, startEmulator, tone } from '../helpers/node/emulator-client.js';
import { SdkClient } from '../helpers/node/sdk-client.js';

const AVA: RequestSession = { voice: { type: 'azure-standard', name: 'en-US-AvaNeural' } };
const TEXT: RequestSession = { modalities: ['text'] };
const MCP: MCPServer = { type: 'mcp', serverLabel: 'docs', serverUrl: 'https://mcp.example/sse' };

describe('Microsoft’s SDK, beyond simple turns', () => {
  it('receives the tools of an MCP server', async () => {
    await using running = await startEmulator();
    await using sdk = await SdkClient.open(running, {
      ...TEXT,
      tools: [{ ...MCP, allowedTools: ['add'] }],
    });
    await sdk.until('mcp_list_tools.in_progress');
    const { itemId } = await sdk.until('mcp_list_tools.completed');
    await sdk.session.sendEvent({ type: 'conversation.item.retrieve', itemId });
    const item = (await sdk.until('conversation.item.retrieved')).item as ResponseMCPListToolItem;
    assert.deepEqual([item.serverLabel, item.tools.map(({ name }) => name)], ['docs', ['add']]);
  });

  it('receives the failure of a server that cannot be reached', async () => {
    await using running = await startEmulator();
    const broken: MCPServer = { ...MCP, serverUrl: 'https://broken.example' };
    await using sdk = await SdkClient.open(running, { tools: [broken] });
    await sdk.until('mcp_list_tools.failed');
  });

  for (const approve of [true, false]) {
    it(`${approve ? 'approves' : 'denies'} an MCP call`, async () => {
      await using running = await startEmulator();
      await using sdk = await SdkClient.open(running, { ...TEXT, tools: [MCP] });
      await sdk.write('mcp add {"a": 20, "b": 22}');
      assert.equal((await sdk.until('response.mcp_call_arguments.done')).arguments, '{"a":20,"b":22}');
      await sdk.until('response.done');
      const request = sdk
        .all('conversation.item.created')
        .map(({ item }) => item)
        .find((item) => item?.type === 'mcp_approval_request') as ResponseMCPApprovalRequestItem;
      assert.deepEqual([request.serverLabel, request.name], ['docs', 'add']);
      const answer: MCPApprovalResponseRequestItem = {
        type: 'mcp_approval_response',
        approvalRequestId: request.id ?? '',
        approve,
      };
      await sdk.session.addConversationItem(answer);
      await sdk.until(approve ? 'response.mcp_call.completed' : 'response.mcp_call.failed');
      const { output, error } = (await sdk.until('response.output_item.done')).item as ResponseMCPCallItem;
      assert.equal(output, approve ? '42' : undefined);
      assert.equal(error === undefined, approve);
      assert.equal(sdk.all('response.mcp_call.in_progress').length, approve ? 1 : 0);
      await sdk.session.sendEvent({ type: 'response.create' });
      const { text } = await sdk.until('response.text.done');
      assert.match(text, approve ? /answered: 42\./ : /was not allowed/);
    });
  }

  it('lets a tool run without asking', async () => {
    await using running = await startEmulator();
    const tools = [{ ...MCP, requireApproval: { never: ['add'] } } as MCPServer];
    await using sdk = await SdkClient.open(running, { ...TEXT, tools });
    await sdk.write('mcp add {"a": 1, "b": 1}');
    await sdk.until('response.mcp_call.in_progress');
    assert.equal((await sdk.until('response.text.done')).text, 'The tool answered: 2.');
  });

  it('gets word times, visemes and blendshapes with the audio', async () => {
    await using running = await startEmulator();
    await using sdk = await SdkClient.open(running, {
      ...AVA,
      outputAudioTimestampTypes: ['word'],
      animation: { outputs: ['viseme_id', 'blendshapes'] },
    });
    await sdk.write('hello');
    await sdk.until('response.done');
    const words = sdk.all('response.audio_timestamp.delta');
    const { transcript } = await sdk.until('response.audio_transcript.done');
    assert.equal(words.map(({ text }) => text).join(' '), transcript);
    assert.ok(words.every(({ audioDurationInMs }) => audioDurationInMs >= 0));
    assert.ok(sdk.all('response.animation_viseme.delta').some(({ visemeId }) => visemeId > 0));
    assert.equal(sdk.all('response.animation_blendshapes.delta')[0]?.frameIndex, 0);
    for (const type of ['audio_timestamp', 'animation_viseme', 'animation_blendshapes'] as const) {
      assert.equal(sdk.all(`response.${type}.done`).length, 1);
    }
  });

  it('says a message that was written beforehand', async () => {
    await using running = await startEmulator();
    await using sdk = await SdkClient.open(running, AVA);
    const text = 'Hello. Here it is.';
    await sdk.session.sendEvent({
      type: 'response.create',
      response: {
        preGeneratedAssistantMessage: { type: 'message', role: 'assistant', content: [{ type: 'text', text }] },
      },
    });
    assert.equal((await sdk.until('response.audio_transcript.done')).transcript, text);
  });

  it('names an audio turn, ends it, and drops another', async () => {
    await using running = await startEmulator();
    await using sdk = await SdkClient.open(running, { ...TEXT, inputAudioTranscription: { model: 'whisper-1' } });
    const turnId = await sdk.session.startAudioTurn();
    const speech = join(silence(200), tone(900), silence(200));
    const audio = Buffer.from(speech.buffer).toString('base64');
    await sdk.session.sendEvent({ type: 'input_audio.turn.append', turnId, audio });
    await sdk.session.endAudioTurn();
    const heard = await sdk.until('conversation.item.input_audio_transcription.completed');
    assert.equal(heard.transcript, '0.9 seconds of speech');
    const dropped = await sdk.session.startAudioTurn();
    await sdk.session.sendEvent({ type: 'input_audio.turn.cancel', turnId: dropped });
    await sdk.session.sendEvent({ type: 'input_audio.clear' });
    await sdk.session.endAudioTurn(dropped);
    assert.equal((await sdk.until('error')).error.param, 'turn_id');
  });

  it('stops a response at its cap of tokens, and keeps its metadata', async () => {
    await using running = await startEmulator();
    await using sdk = await SdkClient.open(running, TEXT);
    await sdk.write('tell me a story', { maxOutputTokens: 20, metadata: { purpose: 'short' }, commit: false });
    const { response } = await sdk.until('response.done');
    assert.equal(response.status, 'incomplete');
    assert.deepEqual({ ...response.statusDetails }, { type: 'incomplete', reason: 'max_output_tokens' });
    assert.deepEqual(response.metadata, { purpose: 'short' });
    assert.ok((response.usage?.outputTokens ?? 99) <= 20);
  });

  it('answers from input items in place of the conversation, or beside it', async () => {
    await using running = await startEmulator();
    await using sdk = await SdkClient.open(running, TEXT);
    const says = (text: string) => ({
      type: 'message' as const,
      role: 'user' as const,
      content: [{ type: 'input_text', text }],
    });
    await sdk.write('these words', { inputItems: [says('other words')] });
    assert.match((await sdk.until('response.text.done')).text, /other words/);
    await sdk.until('response.done');
    await sdk.session.sendEvent({ type: 'response.create', response: { appendInputItems: [says('more words')] } });
    assert.match((await sdk.until('response.text.done', 2)).text, /more words/);
  });

  it('gets an interim response while an answer is late, and before a tool is called', async () => {
    await using running = await startEmulator();
    await using sdk = await SdkClient.open(running, {
      ...TEXT,
      tools: [{ type: 'function', name: 'get_weather' }],
      interimResponse: {
        type: 'static_interim_response',
        triggers: ['latency', 'tool'],
        latencyThresholdInMs: 10,
        texts: ['Hold on.'],
      } as StaticInterimResponseConfig,
    });
    await sdk.write('weather in Oslo');
    await sdk.until('response.function_call_arguments.done');
    await sdk.until('response.done');
    assert.equal((await sdk.until('response.text.done')).text, 'Hold on.');
    await sdk.write('slow');
    assert.equal((await sdk.until('response.text.done', 2)).text, 'Hold on.');
    await sdk.session.sendEvent({ type: 'response.cancel' });
    assert.equal((await sdk.until('response.done', 2)).response.status, 'cancelled');
  });

  it('chooses the function to call', async () => {
    await using running = await startEmulator();
    const tools = ['first', 'second'].map((name) => ({ type: 'function', name }));
    const toolChoice = { type: 'function', name: 'second' } as ToolChoiceFunctionSelection;
    await using sdk = await SdkClient.open(running, { ...TEXT, tools, toolChoice });
    await sdk.write('hello');
    assert.equal((await sdk.until('response.function_call_arguments.done')).name, 'second');
  });

  it('reads back what was said', async () => {
    await using running = await startEmulator();
    await using sdk = await SdkClient.open(running, AVA);
    await sdk.write('hello');
    const { itemId } = await sdk.until('response.audio.done');
    await sdk.until('response.done');
    await sdk.session.sendEvent({ type: 'conversation.item.retrieve', itemId });
    const { content } = (await sdk.until('conversation.item.retrieved')).item as ResponseMessageItem;
    // the SDK drops the audio that the emulator sends too
    assert.match((content[0] as ResponseAudioContentPart).transcript ?? '', /emulator/);
  });

  it('continues an agent’s conversation', async () => {
    await using running = await startEmulator();
    const agent = { agentName: 'fitter', projectName: 'shop', agentVersion: '3' };
    await using first = await SdkClient.open(running, TEXT, { agent });
    const { session } = await first.until('session.created');
    await first.write('my bike is blue');
    await first.until('response.done');
    const conversationId = session.agent?.threadId ?? '';
    await using second = await SdkClient.open(running, TEXT, { agent: { ...agent, conversationId } });
    await second.write('recall');
    assert.equal((await second.until('response.text.done')).text, 'You wrote before: my bike is blue.');
    await second.session.updateSession({ instructions: 'Be rude.' });
    assert.equal((await second.until('error')).error.param, 'session.instructions');
  });

  it('is told that no avatar can be connected', async () => {
    await using running = await startEmulator();
    await using sdk = await SdkClient.open(running);
    await sdk.session.sendEvent({ type: 'session.avatar.connect', clientSdp: 'b2ZmZXI=' });
    assert.equal((await sdk.until('error')).error.code, 'not_emulated');
  });

  it('sees the conversation change: created, deleted, cleared', async () => {
    await using running = await startEmulator();
    await using sdk = await SdkClient.open(running, TEXT);
    await sdk.write('hello');
    await sdk.until('response.done');
    const [created] = sdk.all('conversation.item.created');
    await sdk.session.sendEvent({ type: 'conversation.item.delete', itemId: created?.item?.id ?? '' });
    assert.equal((await sdk.until('conversation.item.deleted')).itemId, created?.item?.id);
    await sdk.session.sendEvent({ type: 'input_audio_buffer.clear' });
    await sdk.until('input_audio_buffer.cleared');
  });

  it('is told when transcription fails, and when the session ends', async () => {
    await using running = await startEmulator();
    running.emulator.faults.set({ failTranscription: true, expireAfterMs: 1500 });
    await using sdk = await SdkClient.open(running, { ...TEXT, inputAudioTranscription: { model: 'whisper-1' } });
    await sdk.stream(tone(300));
    await sdk.session.sendEvent({ type: 'input_audio_buffer.commit' });
    assert.equal(
      (await sdk.until('conversation.item.input_audio_transcription.failed')).error.code,
      'transcription_failed',
    );
    assert.equal((await sdk.until('error')).error.code, 'session_expired');
  });

  for (const wrote of ['search tandems', 'file search prices', 'invoke dance', 'warn']) {
    it(`ignores events that it does not know: ${wrote}`, async () => {
      await using running = await startEmulator();
      await using sdk = await SdkClient.open(running, AVA);
      await sdk.write(wrote);
      assert.equal((await sdk.until('response.done')).response.status, 'completed');
    });
  }
});
