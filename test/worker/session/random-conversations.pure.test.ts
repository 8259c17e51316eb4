import { expect } from 'chai';
import * as fc from 'fast-check';
import type { TurnEvent } from '../../../src/worker/session/turn-handlers.js';
import * as t from '../../helpers/worker/turns.js';

const BUSY = { code: 'conversation_already_has_active_response', message: 'busy' };

/** Simulates the service: it makes one response at a time, when it is asked or when the visitor has spoken. */
class Service {
  turn = t.session();
  #pending = false;
  #running: string | undefined;
  #spoken = false;
  #speaking = false;
  /** Messages and tool outputs that no response has begun to answer. */
  #unanswered = 0;
  /** Messages and tool outputs that the running response answers. When it is cancelled, they are unanswered again. */
  #answering = 0;
  #lastRequest: string | undefined;
  #count = 0;
  readonly #calls: string[] = [];

  #tell(event: TurnEvent): void {
    const step = t.after(this.turn, event);
    this.turn = step.turn;
    for (const sent of t.sent(step)) {
      if (sent.type === 'conversation.item.create') this.#unanswered++;
      if (sent.type === 'response.cancel') this.#unanswered += this.#answering;
      if (sent.type === 'response.cancel') this.#answering = 0;
      if (sent.type !== 'response.create') continue;
      if (this.#pending || this.#running) throw new Error('asked while an answer was outstanding');
      if (this.#unanswered === 0) throw new Error('asked for a second answer to one turn');
      this.#pending = true;
      this.#lastRequest = sent.event_id;
    }
  }

  type(): void {
    this.#tell(t.typed('x'));
  }

  speak(): void {
    if (this.#speaking || this.#spoken) return;
    this.#speaking = true;
    this.#tell(t.speechStarted(`u${++this.#count}`));
    this.end();
  }

  hush(): void {
    // The service sends its events in order, so a pending request is answered first.
    while (this.#pending || this.#running) {
      this.begin();
      this.end();
    }
    if (!this.#speaking) return;
    this.#speaking = false;
    this.#spoken = true;
    this.#tell(t.speechStopped());
  }

  begin(): void {
    if (this.#running || !(this.#pending || this.#spoken)) return;
    this.#pending = this.#spoken = false;
    this.#answering = this.#unanswered;
    this.#unanswered = 0;
    this.#running = `r${++this.#count}`;
    this.#tell(t.created(this.#running));
  }

  /** The service begins an answer of its own, before a request of ours gets there: it refuses that one, named or not. */
  own(named: boolean, first: boolean): void {
    if (this.#running || this.#spoken || this.#speaking) return;
    this.#running = `r${++this.#count}`;
    this.#answering = 0;
    const refused = this.#pending ? [t.refusal({ ...BUSY, ...(named && { event_id: this.#lastRequest }) })] : [];
    this.#pending = false;
    const events = [t.created(this.#running), ...refused];
    for (const event of first ? events.reverse() : events) this.#tell(event);
  }

  call(): void {
    if (!this.#running) return;
    const call = `c${++this.#count}`;
    this.#calls.push(call);
    this.#tell(t.toolCall(call, this.#running));
  }

  answer(): void {
    const call = this.#calls.shift();
    if (call) this.#tell(t.toolOutput(call));
  }

  end(): void {
    const ended = this.#running;
    this.#running = undefined;
    if (ended) this.#tell(t.done(ended));
  }

  /** Lets everything that is pending end. */
  settle(): void {
    while (this.#calls.length > 0) this.answer();
    for (let i = 0; i < 50 && (this.#pending || this.#running || this.#spoken || this.#speaking); i++) {
      this.hush();
      this.begin();
      this.end();
    }
  }

  get isQuiet(): boolean {
    return (
      !this.#pending && !this.#running && this.turn.gate.slot.phase === 'free' && this.turn.gate.waiting.length === 0
    );
  }

  get hasUnanswered(): boolean {
    return this.#unanswered > 0;
  }
}

const MOVES: Readonly<Record<string, (service: Service) => void>> = {
  ...Object.fromEntries(
    (['type', 'speak', 'hush', 'begin', 'call', 'answer', 'end'] as const).map((move) => [move, (it) => it[move]()]),
  ),
  own: (it) => it.own(true, false),
  ownUnnamed: (it) => it.own(false, false),
  ownRefusedFirst: (it) => it.own(true, true),
  ownUnnamedRefusedFirst: (it) => it.own(false, true),
};

describe('the rules, in any legal story', () => {
  it('never ask twice, swallow no message and never stay stuck, in 10,000 of them', function () {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.keys(MOVES)), { maxLength: 30 }), (story) => {
        const service = new Service();
        for (const move of story) MOVES[move]!(service);
        service.settle();
        service.type();
        if (!service.isQuiet) service.settle();
        expect(service.isQuiet, story.join(' ')).to.be.true;
        expect(service.hasUnanswered, story.join(' ')).to.be.false;
      }),
      { seed: 20_261_121, numRuns: 10_000 },
    );
  });
});
