import { expect } from 'chai';
import type { ConnectionSettings, Credential } from '../../../src/worker/contract/engine-api.js';
import type { Notice } from '../../../src/worker/contract/conversation.js';
import { voiceAgentLayer } from '../../../src/worker/later/voice-agent-layer.js';
import type { WireEvent } from '../../../src/worker/protocol/dialects/dialect.js';
import { asCame } from '../../../src/worker/read-frame.js';
import { connectionSettings } from '../../helpers/worker/connection-settings.js';
import { CONVERSATION } from '../../fixtures/voice-agent/conversation.js';

const KNOWN = connectionSettings({ agentName: 'front-desk', dialect: 'voice-agent' });

/** A connection with a voice agent, and what came through on both sides. */
function connection(more: Partial<ConnectionSettings> = {}, credential: Credential = {}) {
  const heard: WireEvent[] = [];
  const sent: string[] = [];
  const told: Notice[] = [];
  const closed: object[] = [];
  const { events, over } = voiceAgentLayer.translated({ ...KNOWN, ...more }, credential)(
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

  it('passes every frame on, in classic names, and the page can have the frame as it came', () => {
    expect(heard).to.have.lengthOf(CONVERSATION.length);
    expect(typesOf(heard)).to.include.members(['response.audio.delta', 'conversation.item.created']);
    for (const [i, event] of heard.entries()) {
      const { event: told } = asCame(event as never) as Extract<Notice, { kind: 'event' }>;
      expect(told).to.deep.equal({ ...CONVERSATION[i], dialect: 'voice-agent' });
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

  it('does not have sound twice in memory', () => {
    const sound = 'A'.repeat(4000);
    const event = connection().hear({
      type: 'response.output_audio.delta',
      response_id: 'r',
      item_id: 'i',
      delta: sound,
    });
    expect(JSON.stringify(event).length).to.be.below(4400);
    const { event: told } = asCame(event as never) as Extract<Notice, { kind: 'event' }>;
    expect([told['type'], told['delta'], told['dialect']]).to.deep.equal([
      'response.output_audio.delta',
      sound,
      'voice-agent',
    ]);
  });

  it('knows its own calls and silences by their newest ids only', () => {
    const { hear: next } = connection();
    const silence = (n: number) => {
      next({ type: 'input_audio_buffer.timeout_triggered', item_id: `s${n}`, audio_start_ms: 0, audio_end_ms: 9 });
    };
    const added = (n: number) =>
      next({ type: 'conversation.item.added', item: { id: `s${n}`, type: 'message' } })['type'];
    for (let n = 0; n < 100; n++) silence(n);
    expect([added(0), added(99)]).to.deep.equal(['conversation.item.created', 'vla.nothing']);
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

  it('gives a handoff up whose end is not told, and makes no frame of that', () => {
    const { setTimeout: set, clearTimeout: clear } = globalThis;
    const timers = new Map<number, () => void>();
    globalThis.setTimeout = ((run: () => void) => timers.set(timers.size, run).size - 1) as unknown as typeof set;
    globalThis.clearTimeout = ((id: number) => void timers.delete(id)) as unknown as typeof clear;
    try {
      const { events, heard, hear } = connection();
      const handoff = (status: string, handoff_id: string) =>
        hear({
          type: `session.handoff.${status}`,
          event_id: `${status}_${handoff_id}`,
          handoff_id,
          to_node_id: 'billing',
        });
      handoff('started', 'h1');
      expect(timers.size, 'it is waited for').to.equal(1);
      handoff('completed', 'h1');
      expect(timers.size, 'it is over').to.equal(0);
      handoff('started', 'h2');
      const [giveUp] = timers.values();
      giveUp!();
      const type = 'session.handoff.aborted';
      const about = { event_id: 'started_h2', handoff_id: 'h2', to_node_id: 'billing' };
      expect(heard.at(-1)).to.deep.equal({ type, ...about, reason: 'timeout', vla_raw: null });
      timers.clear();
      handoff('started', 'h3');
      events.onClose({ code: 1006, reason: '' });
      expect(timers.size, 'nothing is waited for on a line that is gone').to.equal(0);
    } finally {
      Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
    }
  });

  it('passes on what is no JSON, for the conversation to report', () => {
    const texts: string[] = [];
    const { events: own } = voiceAgentLayer.translated(KNOWN, {})(
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

const sentBy = (sent: readonly string[]): readonly WireEvent[] => sent.map((text) => JSON.parse(text) as WireEvent);

describe('a page that learns from its token that it talks with a voice agent', () => {
  const setUp = (session: object) => JSON.stringify({ type: 'session.update', event_id: 'vla_session', session });
  const attributes = { modalities: ['text', 'audio'], voice: { name: 'a' }, instructions: 'b', tools: [{ name: 'c' }] };

  it('asks for nothing that it has set for any other conversation', () => {
    const { sent, transport } = connection({ dialect: undefined });
    transport.send(setUp(attributes));
    expect(sent).to.be.empty;
  });

  it('asks for what the property session and the host say, and for writing', () => {
    const ownSession = { temperature: 0.5, tools: [] };
    const { sent, transport } = connection({ dialect: undefined, ownSession }, { session: { instructions: 'pinned' } });
    transport.send(setUp({ ...attributes, modalities: ['text'], temperature: 0.5, instructions: 'pinned' }));
    expect(sentBy(sent).map(({ session }) => session)).to.deep.equal([
      { type: 'realtime', output_modalities: ['text'], instructions: 'pinned', tools: [], temperature: 0.5 },
    ]);
  });

  it('changes the session by its own events as it likes', () => {
    const { sent, transport } = connection({ dialect: undefined });
    transport.send(JSON.stringify({ type: 'session.update', session: { instructions: 'new' } }));
    expect(sent).to.have.lengthOf(1);
  });
});

describe('a session with a voice agent that goes on with a conversation', () => {
  const session = { type: 'realtime', id: 's', greeting: { type: 'template', text: 'Hello.' } };
  const item = { id: 'g1', type: 'message', role: 'assistant', content: [] };
  const part = { response_id: 'r1', item_id: 'g1', output_index: 0, content_index: 0 };
  const GREETING: readonly WireEvent[] = [
    { type: 'response.created', response: { id: 'r1', status: 'in_progress', output: [] } },
    { type: 'response.output_item.added', response_id: 'r1', output_index: 0, item },
    { type: 'conversation.item.added', previous_item_id: null, item },
    { type: 'response.output_audio_transcript.delta', ...part, delta: 'Hello.' },
    { type: 'response.output_audio.delta', ...part, delta: 'AAAA' },
    { type: 'conversation.item.done', previous_item_id: null, item },
    { type: 'response.done', response: { id: 'r1', status: 'cancelled', output: [item] } },
  ];
  const greeted = (more: Partial<ConnectionSettings>) => {
    const one = connection(more);
    one.hear({ type: 'session.created', session });
    one.hear({ type: 'session.updated', session });
    for (const event of GREETING) one.hear(event);
    return one;
  };

  it('greets the first time', () => {
    const { heard, sent } = greeted({});
    expect(typesOf(heard)).to.include('response.audio.delta');
    expect(sent).to.be.empty;
  });

  it('does not greet again: the greeting is cancelled and taken back, and the session stands after it', () => {
    const { heard, sent, hear } = greeted({ renews: true });
    expect(typesOf(heard)).to.deep.equal(['session.created', 'session.updated']);
    expect(sentBy(sent).map(({ type, response_id: response, item_id: id }) => [type, response ?? id])).to.deep.equal([
      ['response.cancel', 'r1'],
      ['conversation.item.delete', 'g1'],
    ]);
    hear({ type: 'conversation.item.deleted', item_id: 'g1' });
    hear({ type: 'error', error: { code: 'response_cancel_not_active', event_id: 'vla_cleanup_greeting' } });
    expect(heard, 'what follows from it is nothing for the conversation').to.have.lengthOf(2);
    hear({ type: 'response.created', response: { id: 'r2', output: [] } });
    expect(typesOf(heard).at(-1), 'the next answer is').to.equal('response.created');
  });

  it('stands at once where the definition has no greeting', () => {
    const { heard, hear, sent } = connection({ renews: true });
    hear({ type: 'session.updated', session: { type: 'realtime', id: 's' } });
    hear(GREETING[0]!);
    expect(typesOf(heard)).to.deep.equal(['session.updated', 'response.created']);
    expect(sent).to.be.empty;
  });

  it('does not wait for a greeting that does not come', () => {
    const real = globalThis.setTimeout;
    let run: (() => void) | undefined;
    globalThis.setTimeout = ((after: () => void) => ((run = after), 0)) as unknown as typeof setTimeout;
    try {
      const { heard, hear } = connection({ renews: true });
      hear({ type: 'session.updated', session });
      expect(heard).to.be.empty;
      run!();
      expect(typesOf(heard)).to.deep.equal(['session.updated']);
    } finally {
      globalThis.setTimeout = real;
    }
  });
});
