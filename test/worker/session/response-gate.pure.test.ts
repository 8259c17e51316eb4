import { expect } from 'chai';
import fc from 'fast-check';
import { responseId } from '../../../src/worker/protocol/ids.js';
import * as gates from '../../../src/worker/session/response-gate.js';
import type { Gate, GateStep, Request, Slot } from '../../../src/worker/session/response-gate.js';

const plain = (eventId: string): Request => ({ eventId, params: undefined });
const special = (eventId: string): Request => ({ eventId, params: { instructions: eventId } });
const r1 = responseId('r1');
const r2 = responseId('r2');

const free: Slot = { phase: 'free' };
const reserved: Slot = { phase: 'reserved', cancelWhenCreated: false };
const requested: Slot = { phase: 'requested', request: plain('e1'), cancelWhenCreated: false };
const unwanted: Slot = { ...requested, cancelWhenCreated: true };
const running: Slot = { phase: 'running', responseId: r1, request: undefined };
const answering: Slot = { phase: 'running', responseId: r1, request: plain('e1') };
const asked = (request: Request): Slot => ({ phase: 'requested', request, cancelWhenCreated: false });

type Move = (gate: Gate) => GateStep;
const ask =
  (request: Request): Move =>
  (gate) =>
    gates.ask(gate, request);
const reserve: Move = (gate) => ({ gate: gates.reserve(gate) });
const created: Move = (gate) => ({ gate: gates.created(gate, r1) });
const done: Move = (gate) => gates.done(gate, r1);
const refused =
  (eventId?: string): Move =>
  (gate) =>
    gates.refused(gate, eventId);
const busy =
  (eventId?: string): Move =>
  (gate) =>
    gates.busy(gate, eventId);
const expired: Move = gates.expired;

interface Row {
  readonly title: string;
  readonly from: Slot;
  readonly waiting?: readonly Request[];
  readonly move: Move;
  readonly to: Slot;
  readonly left?: readonly Request[];
  readonly sent?: string;
}

const ROWS: readonly Row[] = [
  { title: 'sends a request when it is free', from: free, move: ask(plain('e2')), to: asked(plain('e2')), sent: 'e2' },
  ...[reserved, requested, running].flatMap((from): Row[] => [
    {
      title: `lets a request wait while it is ${from.phase}`,
      from,
      move: ask(plain('e2')),
      to: from,
      left: [plain('e2')],
    },
    {
      title: `makes one of two plain requests that wait while it is ${from.phase}`,
      from,
      waiting: [plain('e2')],
      move: ask(plain('e3')),
      to: from,
      left: [plain('e2')],
    },
    {
      title: `keeps requests apart that want something special while it is ${from.phase}`,
      from,
      waiting: [plain('e2')],
      move: ask(special('e3')),
      to: from,
      left: [plain('e2'), special('e3')],
    },
    {
      title: `gives up a slot that is ${from.phase} when patience is over`,
      from,
      waiting: [plain('e2'), special('e3')],
      move: expired,
      to: asked(plain('e2')),
      left: [special('e3')],
      sent: 'e2',
    },
    { title: `is free when patience is over and nobody waits, ${from.phase}`, from, move: expired, to: free },
  ]),
  { title: 'is reserved for the answer to a spoken turn', from: free, move: reserve, to: reserved },
  { title: 'is not reserved over a request', from: requested, move: reserve, to: requested },
  { title: 'is not reserved over a response', from: running, move: reserve, to: running },
  {
    title: 'wants the answer to a new spoken turn, whatever became of the last one',
    from: { ...reserved, cancelWhenCreated: true },
    move: reserve,
    to: reserved,
  },
  { title: 'runs the response that nobody asked for', from: free, move: created, to: running },
  { title: 'runs the response that was reserved', from: reserved, move: created, to: running },
  { title: 'runs the response that was asked for', from: requested, move: created, to: answering },
  {
    title: 'runs the newest of two responses',
    from: { phase: 'running', responseId: r2, request: plain('e9') },
    move: created,
    to: running,
  },
  { title: 'is free when the response is done', from: running, move: done, to: free },
  {
    title: 'sends the next request when the response is done',
    from: answering,
    waiting: [plain('e2'), special('e3')],
    move: done,
    to: asked(plain('e2')),
    left: [special('e3')],
    sent: 'e2',
  },
  {
    title: 'is not freed by the end of another response',
    from: { phase: 'running', responseId: r2, request: undefined },
    waiting: [plain('e2')],
    move: done,
    to: { phase: 'running', responseId: r2, request: undefined },
    left: [plain('e2')],
  },
  { title: 'is not freed by an end while it waits for a beginning', from: requested, move: done, to: requested },
  { title: 'is freed by an error that names the request', from: requested, move: refused('e1'), to: free },
  { title: 'is freed by an error that names nothing', from: requested, move: refused(), to: free },
  { title: 'is not freed by an error about something else', from: requested, move: refused('e7'), to: requested },
  {
    title: 'sends the next request after an error',
    from: requested,
    waiting: [special('e2')],
    move: refused('e1'),
    to: asked(special('e2')),
    sent: 'e2',
  },
  ...[undefined, 'e1'].flatMap((eventId): Row[] => [
    {
      title: `asks again, and first, for what a busy service refused (${eventId})`,
      from: answering,
      waiting: [special('e2')],
      move: busy(eventId),
      to: running,
      left: [plain('e1'), special('e2')],
    },
    {
      title: `waits for the answer that a busy service has not told yet (${eventId})`,
      from: requested,
      waiting: [plain('e2')],
      move: busy(eventId),
      to: reserved,
      left: [plain('e1')],
    },
    {
      title: `drops a request that another answer serves (${eventId})`,
      from: asked({ ...plain('e1'), optional: true }),
      move: busy(eventId),
      to: reserved,
    },
    {
      title: `drops what nobody wants any more when the service is busy (${eventId})`,
      from: unwanted,
      move: busy(eventId),
      to: { ...reserved, cancelWhenCreated: true },
    },
  ]),
  ...[free, reserved, running].map((from): Row => ({
    title: `takes no offence when the service is busy, ${from.phase}`,
    from,
    move: busy(),
    to: from,
  })),
  {
    title: 'makes a request that is needed of one that was not',
    from: running,
    waiting: [{ ...plain('e2'), optional: true }],
    move: ask(plain('e3')),
    to: running,
    left: [plain('e3')],
  },
  { title: 'keeps a reservation through errors', from: reserved, move: refused(), to: reserved },
  { title: 'keeps a response through errors that name nothing', from: answering, move: refused(), to: answering },
  {
    title: 'keeps a response through errors about something else',
    from: answering,
    move: refused('e7'),
    to: answering,
  },
  {
    title: 'asks again, and first, for what was refused because the service had begun an answer of its own',
    from: answering,
    waiting: [special('e2')],
    move: refused('e1'),
    to: running,
    left: [plain('e1'), special('e2')],
  },
];

describe('the response gate', () => {
  for (const { title, from, waiting = [], move, to, left = [], sent } of ROWS) {
    it(title, () => {
      const { gate, send } = move({ slot: from, waiting });
      expect(gate).to.deep.equal({ slot: to, waiting: left });
      expect(send?.eventId).to.equal(sent);
    });
  }

  it('marks only what has no name yet as unwanted', () => {
    const mark = (slot: Slot, phase: 'reserved' | 'requested') => gates.unwanted({ slot, waiting: [] }, phase).slot;
    expect(mark(requested, 'requested')).to.deep.equal(unwanted);
    expect(mark(reserved, 'reserved')).to.deep.equal({ ...reserved, cancelWhenCreated: true });
    expect(mark(reserved, 'requested')).to.equal(reserved);
    expect(mark(requested, 'reserved')).to.equal(requested);
    expect(mark(running, 'requested')).to.equal(running);
    expect(mark(free, 'reserved')).to.equal(free);
  });

  it('tells whether the answer expected is unwanted', () => {
    const told = [free, reserved, requested, unwanted, running].map((slot) => gates.isUnwanted({ slot, waiting: [] }));
    expect(told).to.deep.equal([false, false, false, true, false]);
  });

  it('has patience with whatever could block others, and none with what blocks nobody', () => {
    const patience = [free, reserved, requested, running].map((slot) => gates.slotTimeoutMs(slot, 0));
    expect(patience).to.deep.equal([undefined, 5000, 15_000, undefined]);
    expect(gates.slotTimeoutMs(running, 1)).to.equal(30_000);
    expect(gates.slotTimeoutMs(free, 1), 'for the end of the visitor’s speech').to.equal(5000);
  });
});

/** Simulates a difficult service: one answer at a time, a second request is refused, and some events are lost. */
class Service {
  gate: Gate = gates.openGate;
  /** Requests that were sent and neither answered nor refused yet. */
  pending: string | undefined;
  running: string | undefined;
  spoken = false;
  readonly answered = new Set<string>();
  /** What the running response answers; undefined: a spoken turn. */
  #answers: string | undefined;
  #responses = 0;
  #asked = 0;
  /** Each request and the one it was merged into. */
  readonly asked = new Map<string, string>();

  take({ gate, send }: GateStep): void {
    this.gate = gate;
    if (!send) return;
    if (this.pending !== undefined) throw new Error(`${send.eventId} was sent while ${this.pending} was outstanding`);
    if (this.running !== undefined) throw new Error(`${send.eventId} was sent while ${this.running} ran`);
    this.pending = send.eventId;
  }

  ask(isPlain: boolean): void {
    const eventId = `e${++this.#asked}`;
    const merged = isPlain && this.gate.waiting.find(({ params }) => params === undefined);
    this.asked.set(eventId, merged ? merged.eventId : eventId);
    this.take(gates.ask(this.gate, isPlain ? plain(eventId) : special(eventId)));
  }

  speak(): void {
    if (this.running !== undefined || this.spoken) return;
    this.spoken = true;
    this.take({ gate: gates.reserve(this.gate) });
  }

  /** An answer begins: to the spoken turn before all, and then the request is refused after it. */
  begin(): void {
    if (this.running !== undefined || (!this.spoken && this.pending === undefined)) return;
    this.running = `r${++this.#responses}`;
    this.#answers = this.spoken ? undefined : this.pending;
    if (!this.spoken) this.pending = undefined;
    this.spoken = false;
    this.take({ gate: gates.created(this.gate, responseId(this.running)) });
    const late = this.pending;
    this.pending = undefined;
    if (late !== undefined) this.take(gates.refused(this.gate, late));
  }

  end(): void {
    const ended = this.running;
    if (ended === undefined) return;
    if (this.#answers !== undefined) this.answered.add(this.#answers);
    this.running = undefined;
    this.take(gates.done(this.gate, responseId(ended)));
  }

  /** The request itself was bad: told by name, or without one. */
  refuse(named: boolean): void {
    const bad = this.pending;
    if (bad === undefined || this.spoken) return;
    this.answered.add(bad);
    this.pending = undefined;
    this.take(gates.refused(this.gate, named ? bad : undefined));
  }

  /** An error that belongs to no request. */
  err(): void {
    this.take(gates.refused(this.gate, 'somebody-else'));
    this.take(gates.done(this.gate, responseId('unknown')));
  }

  /** The service forgot the response, and the timeout of the gate ends the waiting. */
  lose(): void {
    if (gates.slotTimeoutMs(this.gate.slot, this.gate.waiting.length) === undefined) return;
    for (const lost of [this.pending, this.#answers]) if (lost !== undefined) this.answered.add(lost);
    this.pending = this.running = this.#answers = undefined;
    this.spoken = false;
    this.take(gates.expired(this.gate));
  }
}

const MOVES: Readonly<Record<string, (service: Service) => void>> = {
  ask: (service) => service.ask(true),
  askSpecial: (service) => service.ask(false),
  speak: (service) => service.speak(),
  begin: (service) => service.begin(),
  end: (service) => service.end(),
  refuse: (service) => service.refuse(true),
  refuseUnnamed: (service) => service.refuse(false),
  err: (service) => service.err(),
  lose: (service) => service.lose(),
};

describe('the response gate, in any legal story', () => {
  const stories = fc.array(fc.constantFrom(...Object.keys(MOVES)), { maxLength: 40 });

  it('never has two requests outstanding, swallows none and never stays stuck', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const service = new Service();
        for (const move of story) MOVES[move]!(service);
        for (let i = 0; i < 200 && service.gate.slot.phase !== 'free'; i++) {
          service.begin();
          service.end();
          if (service.running === undefined && service.pending === undefined) service.lose();
        }
        expect(service.gate, story.join(' ')).to.deep.equal(gates.openGate);
        for (const [eventId, as] of service.asked) {
          expect(service.answered.has(as), `${eventId} of ${story.join(' ')}`).to.be.true;
        }
      }),
      { seed: 20_261_120, numRuns: 3000 },
    );
  });
});
