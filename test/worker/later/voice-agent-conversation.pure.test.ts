/** A whole conversation with a voice agent, frame by frame, through the translation and the rules of the engine. */
import { expect } from 'chai';
import type { Notice } from '../../../src/worker/contract/conversation.js';
import { later } from '../../../src/worker/later/later.js';
import { voiceAgentLayer } from '../../../src/worker/later/voice-agent-layer.js';
import { parseServerEvent } from '../../../src/worker/protocol/parse-server-event.js';
import type { WireEvent } from '../../../src/worker/protocol/dialects/dialect.js';
import type { Effect } from '../../../src/worker/session/turn.js';
import { newTurn, statusOf } from '../../../src/worker/session/turn.js';
import { stepTurn, type TurnEvent } from '../../../src/worker/session/turn-handlers.js';
import { messageIds, messageOf } from '../../../src/worker/session/transcript.js';
import { CLOSE, CONVERSATION } from '../../fixtures/voice-agent/conversation.js';
import { connectionSettings } from '../../helpers/worker/connection-settings.js';
import { drained, flushed, heard, started, toolOutput } from '../../helpers/worker/turns.js';

const HEARD_MS = 1200;

/** The engine without devices: sound is heard at once, and a function of the page answers at once. */
function engine() {
  let turn = newTurn('voice', undefined);
  const played: string[] = [];
  const notices: Notice[] = [];
  const sent: WireEvent[] = [];
  const states: string[] = [];
  const closes: object[] = [];

  const layer = voiceAgentLayer.translated(connectionSettings({ agentName: 'hotel', dialect: 'voice-agent' }), {});
  const { events, over } = layer(
    {
      onText: (text) => {
        const parsed = parseServerEvent(text);
        if (parsed.kind === 'event') take(parsed.event);
      },
      onClose: (end) => closes.push(end),
    },
    (notice) => notices.push(notice),
  );
  const transport = over({ send: (text) => void sent.push(JSON.parse(text) as WireEvent), bufferedAmount: 0 });

  function take(event: TurnEvent): void {
    const { effects, turn: next } = stepTurn(turn, event, later.rules);
    turn = next;
    note();
    for (const effect of effects) run(effect);
    note();
  }

  function note(): void {
    const state = statusOf(turn);
    if (states.at(-1) !== state) states.push(state);
  }

  function run(effect: Effect): void {
    if (effect.kind === 'send') transport.send(JSON.stringify(effect.event));
    else if (effect.kind === 'play') {
      played.push(effect.itemId);
      take(started(effect.itemId));
    } else if (effect.kind === 'endItem') take(drained());
    else if (effect.kind === 'flush') {
      if (turn.playing) take(flushed(heard(turn.playing, HEARD_MS, 2 * HEARD_MS)));
    } else if (effect.kind === 'notify') {
      notices.push(effect.notice);
      if (effect.notice.kind === 'tool-call') take(toolOutput(effect.notice.call.callId, '{"free":2}'));
    }
  }

  for (const event of CONVERSATION) events.onText(JSON.stringify(event));
  events.onClose(CLOSE);
  const of = (kind: Notice['kind']) => notices.filter((notice) => notice.kind === kind);
  return {
    played,
    sent,
    states,
    closes,
    of,
    messages: () => messageIds(turn.transcript).map((id) => messageOf(turn.transcript, id)!),
  };
}

describe('a conversation with a voice agent', () => {
  const { closes, messages, of, played, sent, states } = engine();

  it('becomes these messages', () => {
    expect(messages().map(({ role, text, interrupted, final }) => [role, text, interrupted, final])).to.deep.equal([
      ['agent', 'Good morning, this is the hotel.', false, true],
      ['user', 'When is breakfast?', false, true],
      ['agent', 'Breakfast is', true, true],
      ['user', 'A room for two, please.', false, true],
      ['agent', 'Goodbye.', false, true],
    ]);
  });

  it('plays the sound of each answer', () => {
    expect(played).to.deep.equal(['item_1', 'item_3', 'item_7']);
  });

  it('goes through these states', () => {
    const greeting = ['connecting', 'listening', 'thinking', 'speaking', 'thinking', 'listening'];
    const interrupted = ['hearing', 'thinking', 'speaking', 'hearing'];
    const atWork = ['thinking', 'working', 'thinking'];
    const handingOver = ['working', 'thinking'];
    expect(states).to.deep.equal([...greeting, ...interrupted, ...atWork, ...handingOver, 'speaking', 'listening']);
  });

  it('tells the service what was heard, and answers the function of the page alone', () => {
    expect(sent.map(({ event_id: _, ...event }) => event)).to.deep.equal([
      { type: 'conversation.item.truncate', item_id: 'item_3', content_index: 0, audio_end_ms: HEARD_MS },
      {
        type: 'conversation.item.create',
        item: { type: 'function_call_output', call_id: 'call_1', output: '{"free":2}' },
      },
      { type: 'response.create' },
    ]);
    expect(of('tool-call')).to.have.lengthOf(1);
  });

  it('tells of the handoff and of the agent that was asked', () => {
    const types = of('agent').map((notice) => (notice as Extract<Notice, { kind: 'agent' }>).event.type);
    expect(types).to.deep.equal([
      'session.handoff.started',
      'session.handoff.completed',
      'session.subagent.started',
      'session.subagent.completed',
    ]);
  });

  it('ends well, without a fault', () => {
    expect(closes).to.deep.equal([{ code: 1000, reason: CLOSE.reason }]);
    expect([...of('problem'), ...of('warning')]).to.be.empty;
  });
});
