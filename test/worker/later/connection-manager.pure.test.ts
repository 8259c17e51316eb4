import { expect } from 'chai';
import { failed } from '../../../src/worker/contract/failed.js';
import type { Problem } from '../../../src/worker/contract/faults.js';
import type { ServerEvent } from '../../../src/worker/protocol/server-events.js';
import type { Calm } from '../../../src/worker/later/line.js';
import type { Connected, OpenLine } from '../../../src/worker/transport/connect.js';
import { ConnectionManager, type LineHost } from '../../../src/worker/later/connection-manager.js';
import type { TransportEvents } from '../../../src/worker/transport/transport.js';
import { FakeClock } from '../../helpers/lines/clock.js';
import { random } from '../../helpers/pure/random.js';

/** A manager whose sockets the test opens, and what it did with its host. */
function setUp({ replays = 0 } = {}) {
  const clock = new FakeClock(random(1));
  const done: string[] = [];
  const sockets: {
    readonly events: TransportEvents;
    readonly signal: AbortSignal;
    readonly sent: string[];
    settle: (connected: Connected) => void;
    refuse: (error: Error) => void;
  }[] = [];
  const lines: OpenLine[] = [];
  const passed: string[] = [];
  const state = { calm: 2 as Calm, isExpecting: false, waitingMs: 0, problem: undefined as Problem | undefined };
  const host: LineHost = {
    connect: (events, signal) =>
      new Promise((settle, refuse) => sockets.push({ events, signal, sent: [], settle, refuse })),
    setUp: (line) => void (done.push(`set up ${line.id}`), lines.push(line)),
    onText: (line, text) => {
      if (manager.hear(line, JSON.parse(text) as ServerEvent)) passed.push(text);
    },
    replay: ({ id }) => (done.push(`replay ${id}`), replays),
    adopt: ({ id }) => void done.push(`adopt ${id}`),
    reconnecting: ({ attempt, reason }) => void done.push(`reconnecting ${attempt} ${reason}`),
    shed: () => void done.push('shed'),
    over: (problem) => void (done.push(`over ${problem?.code ?? 'well'}`), (state.problem = problem)),
    calm: () => state.calm,
    isExpecting: () => state.isExpecting,
    waitingMs: () => state.waitingMs,
    newestItem: () => 'item_1',
  };
  const manager = new ConnectionManager(host, clock);
  const settle = () => Promise.resolve().then(() => undefined);
  const tell = (socket: number, event: object) => sockets[socket]!.events.onText(JSON.stringify(event));
  return {
    ...{ clock, done, manager, passed, sockets, state, tell },
    pass: (ms: number) => clock.advance(ms, () => undefined),
    async open(socket: number): Promise<void> {
      const { sent, settle: opened } = sockets[socket]!;
      opened({
        ok: true,
        transport: { bufferedAmount: 0, send: (text) => void sent.push(text) },
        credential: {},
        clientRequestId: undefined,
      });
      await settle();
    },
    async fail(socket: number, connected: Connected): Promise<void> {
      sockets[socket]!.settle(connected);
      await settle();
    },
    /** Sets the session of a socket up; it ends after `lifeMs`. */
    async stand(socket: number, lifeMs = 1_800_000): Promise<void> {
      await this.open(socket);
      tell(socket, { type: 'session.created', session: { expires_at: (clock.now() + lifeMs) / 1000 } });
      tell(socket, { type: 'session.updated', session: {} });
    },
    close: (socket: number, code: number) => sockets[socket]!.events.onClose({ code, reason: '' }),
  };
}

describe('the connection manager', () => {
  it('dials, sets the session up and adopts the line', async () => {
    const world = setUp();
    world.manager.start(false);
    await world.stand(0);
    expect(world.done).to.deep.equal(['set up 1', 'replay 1', 'adopt 1']);
    expect(world.manager.adopted?.id).to.equal(1);
    // Whatever the first line tells is the conversation's, also before it is set up.
    expect(world.passed.join()).to.contain('session.created').and.contain('session.updated');
    world.manager.stop();
    expect(world.sockets[0]!.signal.aborted).to.equal(true);
    expect(world.clock.waiting).to.equal(0);
  });

  it('dials again after a loss, and hears nothing more from the lost line', async () => {
    const world = setUp();
    world.manager.start(false);
    await world.stand(0);
    world.pass(20_000);
    world.close(0, 1006);
    expect(world.manager.isReconnecting).to.equal(true);
    expect(world.manager.adopted).to.equal(undefined);
    world.pass(300);
    expect(world.sockets).to.have.length(2);
    world.passed.length = 0;
    world.tell(0, { type: 'session.updated', session: {} });
    expect(world.manager.isReconnecting, 'a late word of the old line').to.equal(true);
    await world.stand(1);
    world.tell(0, { type: 'warning' });
    expect(world.passed).to.have.length(1);
    expect(world.done.slice(-3)).to.deep.equal(['set up 2', 'replay 2', 'adopt 2']);
    world.manager.stop();
  });

  it('lets a socket that opens after the end go', async () => {
    const world = setUp();
    world.manager.start(false);
    world.manager.stop();
    await world.open(0);
    expect(world.done).to.deep.equal([]);
    expect(world.sockets[0]!.signal.aborted).to.equal(true);
  });

  it('tells why the first line did not come about', async () => {
    const refused = setUp();
    refused.manager.start(false);
    await refused.fail(0, failed('token-refused', 'HTTP 401'));
    expect(refused.state.problem).to.deep.equal({ code: 'token-refused', cause: 'HTTP 401' });
    const thrown = setUp();
    thrown.manager.start(false);
    thrown.sockets[0]!.refuse(new TypeError('with a secret'));
    await Promise.resolve();
    await Promise.resolve();
    expect(thrown.state.problem).to.deep.equal({ code: 'token-failed', cause: 'TypeError' });
  });

  it('leaves an error before the first set-up to the conversation; a later line ends by one about its own settings', async () => {
    const world = setUp();
    const error = { code: 'invalid_value', message: 'no such voice' };
    world.manager.start(false);
    await world.open(0);
    world.tell(0, { type: 'error', error });
    expect(world.passed.join()).to.contain('no such voice');
    expect(world.state.problem).to.equal(undefined);
    world.tell(0, { type: 'session.created', session: {} });
    world.tell(0, { type: 'session.updated', session: {} });
    world.pass(20_000);
    world.close(0, 1006);
    world.pass(300);
    await world.open(1);
    const before = world.passed.length;
    world.tell(1, { type: 'error', error });
    expect(world.manager.state.dial?.id, 'a foreign error').to.equal(2);
    world.tell(1, { type: 'error', error: { ...error, event_id: 'vla_session' } });
    expect(world.manager.state.dial, 'it is tried again').to.equal(undefined);
    expect(world.manager.isReconnecting).to.equal(true);
    expect(world.passed.length).to.equal(before);
    world.manager.stop();
  });

  it('closes a line that says nothing, with a code of its own', async () => {
    const world = setUp();
    world.manager.start(false);
    await world.stand(0);
    world.state.isExpecting = true;
    world.pass(6000);
    expect(world.sockets[0]!.sent.join()).to.contain('conversation.item.retrieve');
    world.pass(5000);
    expect(world.sockets[0]!.signal.reason).to.equal(3008);
    expect(world.done.at(-1)).to.equal('reconnecting 1 connection-lost');
    world.manager.stop();
  });

  it('keeps a line that answers, and the answer to itself', async () => {
    const world = setUp();
    world.manager.start(false);
    await world.stand(0);
    world.manager.wake();
    world.passed.length = 0;
    world.tell(0, { type: 'conversation.item.retrieved', item: { id: 'item_1' } });
    expect(world.passed).to.deep.equal([]);
    world.tell(0, { type: 'conversation.item.retrieved', item: { id: 'item_1' } });
    expect(world.passed, 'the page’s own question').to.have.length(1);
    world.pass(6000);
    expect(world.manager.adopted?.id).to.equal(1);
    world.manager.stop();
  });

  it('asks after the clock has jumped', async () => {
    const world = setUp();
    world.manager.start(false);
    await world.stand(0);
    world.clock.sleep(3_600_000);
    world.pass(1000);
    expect(world.sockets[0]!.sent.join()).to.contain('conversation.item.retrieve');
    world.manager.stop();
  });

  it('changes to a line beside the old one when it has confirmed all of the history', async () => {
    const world = setUp({ replays: 2 });
    world.manager.start(false);
    await world.stand(0, 40_000);
    world.pass(21_000);
    await world.stand(1);
    expect(world.manager.adopted?.id).to.equal(1);
    world.tell(1, { type: 'conversation.item.created', item: { id: 'a' } });
    expect(world.manager.adopted?.id).to.equal(1);
    world.state.calm = 0;
    world.tell(1, { type: 'error', error: { message: 'not that one' } });
    expect(world.manager.adopted?.id, 'not yet quiet').to.equal(1);
    world.state.calm = 2;
    world.manager.calmed();
    expect(world.manager.adopted?.id).to.equal(2);
    expect(world.sockets[0]!.signal.reason).to.equal(1000);
    expect(world.done.slice(-3)).to.deep.equal(['replay 2', 'adopt 2', 'reconnecting 0 session-expiring']);
    world.manager.stop();
  });

  it('hands over at once when the end of the session is announced', async () => {
    const world = setUp();
    world.manager.start(false);
    await world.stand(0);
    world.manager.ends(world.clock.now() + 20_000);
    expect(world.sockets).to.have.length(2);
    world.manager.stop();
  });

  it('waits for the network', async () => {
    const world = setUp();
    world.manager.start(false);
    await world.stand(0);
    world.pass(20_000);
    world.manager.wake(false);
    world.close(0, 1006);
    world.pass(60_000);
    expect(world.sockets).to.have.length(1);
    world.manager.wake(true);
    expect(world.sockets).to.have.length(2);
    world.manager.stop();
  });
});
