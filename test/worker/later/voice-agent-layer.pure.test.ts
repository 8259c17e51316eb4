import { expect } from 'chai';
import type { Notice } from '../../../src/worker/contract/conversation.js';
import { voiceAgentLayer } from '../../../src/worker/later/voice-agent-layer.js';
import type { WireEvent } from '../../../src/worker/protocol/dialects/dialect.js';
import { CONVERSATION } from '../../fixtures/voice-agent/conversation.js';
import { connectionSettings } from '../../helpers/worker/connection-settings.js';

/** A connection with a voice agent, and what came through on both sides. */
function connection() {
  const heard: WireEvent[] = [];
  const sent: string[] = [];
  const told: Notice[] = [];
  const closed: object[] = [];
  const { events, over } = voiceAgentLayer.translated(
    { onText: (text) => heard.push(JSON.parse(text) as WireEvent), onClose: (end) => closed.push(end) },
    (notice) => told.push(notice),
  );
  const transport = over({ send: (text) => void sent.push(text), bufferedAmount: 7 });
  const hear = (event: WireEvent): WireEvent => {
    events.onText(JSON.stringify(event));
    return heard.at(-1)!;
  };
  return { heard, sent, told, closed, events, transport, hear };
}

const typesOf = (events: readonly WireEvent[]): readonly unknown[] => events.map(({ type }) => type);

describe('a connection with a voice agent', () => {
  const { heard, events, hear } = connection();
  for (const event of CONVERSATION) hear(event);
  events.onClose({ code: 1001, reason: 'Conversation ended by agent' });

  it('passes every frame on, in classic names, with the frame as it came beside it', () => {
    expect(heard).to.have.lengthOf(CONVERSATION.length);
    expect(typesOf(heard)).to.include.members(['response.audio.delta', 'conversation.item.created']);
    for (const [i, event] of heard.entries()) {
      expect(event['vla_raw']).to.deep.equal({ ...CONVERSATION[i], dialect: 'voice-agent' });
    }
  });

  it('leaves a function of the page to the conversation, and no call of the service', () => {
    const calls = heard.filter(({ item }) => (item as WireEvent | undefined)?.['type'] === 'function_call');
    expect(new Set(calls.map(({ item }) => (item as WireEvent)['name']))).to.deep.equal(new Set(['find_room']));
    const outputs = heard.flatMap(
      ({ response }) => ((response as WireEvent | undefined)?.['output'] ?? []) as WireEvent[],
    );
    expect(outputs.filter(({ type }) => type === 'function_call').map(({ name }) => name)).to.deep.equal(['find_room']);
  });

  it('tells where the conversation is kept with each session', () => {
    const ids = heard.flatMap(({ session }) => (session ? [(session as WireEvent)['conversation_id']] : []));
    expect(ids).to.deep.equal(['conversation_1', 'conversation_1', 'conversation_1']);
  });

  it('leaves no call of an MCP server for which an answer would be asked', () => {
    const output = [
      { type: 'mcp_call', id: 'm1', name: 'find', output: '{}' },
      { type: 'message', id: 'm2', content: [] },
    ];
    const { response } = connection().hear({ type: 'response.done', response: { id: 'r', output } });
    expect(((response as WireEvent)['output'] as WireEvent[]).map(({ id }) => id)).to.deep.equal(['m2']);
  });

  it('makes no message of a silence', () => {
    const { hear: next } = connection();
    next({ type: 'input_audio_buffer.timeout_triggered', item_id: 's1', audio_start_ms: 0, audio_end_ms: 9000 });
    const item = { id: 's1', type: 'message', role: 'user', content: [{ type: 'input_audio' }] };
    expect(next({ type: 'conversation.item.added', item })['type']).to.equal('vla.nothing');
  });

  it('ends well when the agent hangs up, and not when its time is over', () => {
    const one = connection();
    one.events.onClose({ code: 1001, reason: 'Conversation ended by agent' });
    one.events.onClose({ code: 1001, reason: 'maximum duration' });
    expect(one.closed).to.deep.equal([
      { code: 1000, reason: 'Conversation ended by agent' },
      { code: 1001, reason: 'maximum duration' },
    ]);
  });

  it('lets sound pass as it is, and sends no session that asks for nothing', () => {
    const { sent, transport } = connection();
    const sound = '{"type":"input_audio_buffer.append","audio":"AAAA"}';
    transport.send(sound);
    transport.send(JSON.stringify({ type: 'session.update', session: {} }));
    transport.send(JSON.stringify({ type: 'session.update', session: { modalities: ['text'] } }));
    expect(sent[0]).to.equal(sound);
    expect(JSON.parse(sent[1]!)).to.deep.equal({
      type: 'session.update',
      session: { type: 'realtime', output_modalities: ['text'] },
    });
    expect(sent).to.have.lengthOf(2);
    expect(transport.bufferedAmount).to.equal(7);
  });

  it('says once what it leaves out', () => {
    const { told, transport } = connection();
    const event = JSON.stringify({ type: 'response.create', response: { temperature: 1 } });
    transport.send(event);
    transport.send(event);
    expect(told).to.have.lengthOf(1);
    expect(JSON.stringify(told[0])).to.include('response.temperature');
  });

  it('takes a session for set up when the service does not say so', async () => {
    const real = globalThis.setTimeout;
    let run: (() => void) | undefined;
    globalThis.setTimeout = ((after: () => void) => ((run = after), 0)) as unknown as typeof setTimeout;
    try {
      const { heard: events, hear: next } = connection();
      next({ type: 'session.created', session: { type: 'realtime', id: 's' } });
      run!();
      expect(typesOf(events)).to.deep.equal(['session.created', 'session.updated']);
    } finally {
      globalThis.setTimeout = real;
    }
  });

  it('passes on what is no JSON, for the conversation to report', () => {
    const texts: string[] = [];
    const { events: own } = voiceAgentLayer.translated(
      { onText: (text) => texts.push(text), onClose: () => undefined },
      () => undefined,
    );
    own.onText('{"type":');
    expect(texts).to.deep.equal(['{"type":']);
  });

  it('takes no key', () => {
    const endpoint = 'https://shop.services.ai.azure.com/api/projects/shop';
    const settings = connectionSettings({ endpoint, agentName: 'desk' });
    const address = (scheme: 'entra' | 'api-key') =>
      voiceAgentLayer.address(settings, { token: 'a', scheme }, undefined);
    expect(address('api-key')).to.have.nested.property('problem.cause').that.includes('Entra');
    expect(address('entra')).to.have.property('url').that.includes('agents/desk');
  });
});
