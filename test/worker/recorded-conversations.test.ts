import { expect } from '@open-wc/testing';
import { parseServerEvent } from '../../src/worker/protocol/parse-server-event.js';
import { messageIds } from '../../src/worker/session/transcript.js';
import { newTurn, type Step } from '../../src/worker/session/turn.js';
import { later } from '../../src/worker/later/later.js';
import { stepTurn } from '../../src/worker/session/turn-handlers.js';
import { causeOf, idOfCreated, itemOf, type Line, readLines, RECORDED, renamed } from '../helpers/pure/recorded.js';
import * as t from '../helpers/worker/turns.js';

const isMessage = (line: Line): boolean => line.dir === 'sent' && itemOf(line)?.role === 'user';

/** What the visitor or the page does in a line that the client sent. What comes before the last typed words is history. */
function act(line: Line, lines: readonly Line[]): Parameters<typeof stepTurn>[1] | undefined {
  if (line.event.type !== 'conversation.item.create') return undefined;
  const { type, content, call_id, output } = itemOf(line);
  if (type === 'function_call_output') return t.toolOutput(call_id!, output);
  return line === lines.findLast(isMessage) ? t.typed(content?.[0]?.text ?? '') : t.pageEvent(line.event);
}

/** Plays a conversation through the parser and the rules. */
function play(lines: readonly Line[], mode: 'voice' | 'text') {
  const names = new Map<string, string>();
  const malformed: string[] = [];
  const effects: Step['effects'][number][] = [];
  let turn = newTurn(mode, undefined);
  const go = (event: Parameters<typeof stepTurn>[1]) => {
    const step = stepTurn(turn, event, later.rules);
    turn = step.turn;
    effects.push(...step.effects);
    return step;
  };
  lines.forEach((line, index) => {
    if (line.dir === 'sent') {
      const event = act(line, lines);
      const made = event && t.sent(go(event)).find(({ type }) => type === 'conversation.item.create');
      const own = (made as { readonly item?: { readonly id?: string } } | undefined)?.item?.id;
      const told = idOfCreated(lines, index);
      if (own && told) names.set(told, own);
      return;
    }
    const parsed = parseServerEvent(JSON.stringify(renamed(line.event, names)));
    if (parsed.kind === 'malformed') malformed.push(parsed.reason);
    else go(parsed.event);
  });
  return { turn, malformed, effects, names };
}

describe('a conversation in the shape of a recording, through the parser and the rules', () => {
  for (const { name, mode, messages } of RECORDED) {
    describe(name, () => {
      let lines: readonly Line[];
      let played: ReturnType<typeof play>;
      before(async () => {
        lines = readLines(await (await fetch(`/test/fixtures/conversations/${name}.jsonl`)).text());
        played = play(lines, mode);
      });

      it('has no line that cannot be read, and no problem', () => {
        expect(played.malformed).to.be.empty;
        expect(t.notices(played, 'problem')).to.be.empty;
      });

      it('leaves the messages whole, in their order', () => {
        const latest = new Map<string, readonly unknown[]>();
        for (const { change } of t.notices(played, 'transcript'))
          latest.set(change.itemId, [change.role, change.text, change.final]);
        const order = messageIds(played.turn.transcript);
        expect(order.map((id) => latest.get(id))).to.deep.equal(messages.map((message) => [...message, true]));
      });

      it('asks for as many answers as it was, and rests in the end', () => {
        const asked = lines.filter(({ dir, event }) => dir === 'sent' && event.type === 'response.create');
        expect(t.sentTypes(played).filter((type) => type === 'response.create')).to.have.length(asked.length);
        expect(played.turn.gate.slot.phase).to.equal('free');
        expect(played.turn.gate.waiting).to.be.empty;
      });

      it('plays the sound that it has', () => {
        const sounds = lines.filter(({ event }) => event.type === 'response.audio.delta').length;
        expect(t.kinds(played as unknown as Step).filter((kind) => kind === 'play')).to.have.length(sounds);
      });
    });
  }

  it('knows which line answers which', () => {
    const line = (dir: Line['dir'], type: string, item?: object): Line => ({
      dir,
      event: { type, ...(item && { item }) },
    });
    const made = { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'a' }] };
    const lines = [
      line('sent', 'conversation.item.create', made),
      line('sent', 'response.create'),
      line('received', 'conversation.item.created', { ...made, id: 'i1' }),
      line('received', 'response.created'),
      line('received', 'conversation.item.created', { type: 'message', id: 'i2', status: 'in_progress' }),
    ];
    expect(lines.map((_, index) => causeOf(lines, index))).to.deep.equal([undefined, undefined, 0, 1, undefined]);
    expect(idOfCreated(lines, 0)).to.equal('i1');
  });
});
