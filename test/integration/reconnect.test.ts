import { expect } from '@open-wc/testing';
import { textsOf } from '../helpers/page/conversation-items.js';
import {
  control,
  mint,
  seconds,
  stage,
  until,
  withFaults,
  type Connection,
  type Stage,
} from '../helpers/page/live-agent.js';

const statesOf = (shown: Stage): readonly string[] => shown.details('vla-state').map(({ state }) => state);

const sentTypes = ({ received }: Connection): readonly string[] => received.map(({ type }) => type);

/** The next connection of this agent after `before`, once its session is set up. */
async function nextAfter(shown: Stage, before: Connection): Promise<Connection> {
  let next: Connection | undefined;
  await until('there is another connection', async () => {
    const newest = await shown.service();
    if (newest.id === before.id || !newest.open) return false;
    next = newest;
    return true;
  });
  return next!;
}

/** The code by which a connection was closed. A relay closes its own to the service. */
const closeOf = async ({ id }: Connection): Promise<number | null | undefined> =>
  ((await (await fetch('/emulator/connections')).json()) as readonly Connection[]).find((each) => each.id === id)
    ?.closeCode;

const lose = (connection: Connection, code = 1011) => control(connection, 'close', { code });

describe('a conversation whose connection is lost', function () {
  it('hears an answer to the end of what had come, and asks the agent to go on from there', async () => {
    const shown = await stage({ 'token-url': '' }, withFaults('speed:1'));
    const { agent, details, seen, service } = shown;
    await agent.start();
    agent.muted = true;
    await agent.sendText('Please tell me something long about the weather in spring');
    await seen('vla-speech', ({ who, speaking }) => who === 'agent' && speaking);
    const before = await service();
    await lose(before);
    const next = await nextAfter(shown, before);
    await until('the agent was asked', async () => sentTypes(await service()).includes('response.create'));
    expect(next.id).to.equal((await service()).id);
    expect(details('vla-error')).to.be.empty;
    agent.remove();
  });

  it('that only seems to stand is found by a question, and what was typed gets its answer', async () => {
    const stalls = withFaults('stallAfterMs:1500,stallMs:100000');
    const shown = await stage({ 'token-url': '' }, (agent) => {
      stalls(agent);
      const first = agent.tokenProvider!;
      let asked = 0;
      agent.tokenProvider = (signal) => (asked++ === 0 ? first(signal) : mint(agent));
    });
    const { agent, details, service } = shown;
    await agent.sendText('hello');
    await until('it rests', () => agent.state === 'idle' && agent.messages.length === 2);
    const before = await service();
    await seconds(1.5);
    await agent.sendText('help');
    await nextAfter(shown, before);
    if ((await mint()).url === undefined) await until('it got our code', async () => (await closeOf(before)) === 3008);
    await until('it is answered', () => agent.messages.length === 4 && agent.messages.every(({ final }) => final));
    expect(details('vla-reconnect')[0]).to.include({ reason: 'connection-lost' });
    expect(details('vla-error')).to.be.empty;
    agent.remove();
  });

  it('is told in one quiet line while offline, and once to a screen reader; typing and muting work', async () => {
    let refuse = false;
    const shown = await stage({ 'token-url': '', 'turn-detection': 'none' }, (agent) => {
      agent.tokenProvider = async () => {
        if (refuse) throw new Error('no network');
        return mint(agent);
      };
    });
    const { agent, details, service } = shown;
    agent.show();
    await agent.start();
    await agent.sendText('hello');
    await until('it rests', () => agent.state === 'listening' && agent.messages.every(({ final }) => final));
    const panel = agent.shadowRoot!.querySelector('vla-panel')!.shadowRoot!;
    const status = () => panel.querySelector('[part=status]')!.textContent.trim();
    const spoken = () => agent.shadowRoot!.querySelector('[aria-live]')!.textContent;
    refuse = true;
    await lose(await service());
    await until('it is shown', () => status() === 'Connection lost Reconnecting…');
    expect(spoken()).not.to.include('Connection');
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    try {
      dispatchEvent(new Event('offline'));
      await until('it is shown', () => status() === 'You are offline The call goes on when you are back.');
      await until('it is read out', () => spoken() === 'You are offline. The call goes on when you are back.');
      await agent.sendText('help');
      agent.muted = true;
      await until('it is shown', () => agent.messages.at(-1)!.text === 'help');
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
    refuse = false;
    dispatchEvent(new Event('online'));
    await until('it goes on', () => agent.state === 'listening' && agent.messages.at(-1)!.role === 'agent');
    expect(spoken()).not.to.include('offline');
    expect(agent.muted).to.equal(true);
    expect(details('vla-error')).to.be.empty;
    agent.remove();
  });
});

describe('a session that will end', () => {
  it('is followed by the next one before that: the state does not change, and nothing is an error', async () => {
    const shown = await stage({ 'token-url': '' }, withFaults('expireAfterMs:21000'));
    const { agent, details, seen, service } = shown;
    await agent.sendText('hello');
    await until('it rests', () => agent.state === 'idle' && agent.messages.length === 2);
    const states = statesOf(shown).length;
    const before = await service();
    const told = await seen('vla-reconnect');
    expect(told).to.deep.equal({ attempt: 0, delayMs: 0, reason: 'session-expiring' });
    const next = await service();
    expect(next.id).not.to.equal(before.id);
    await until('the old one is closed', async () => (await service()).open);
    expect(statesOf(shown).length).to.equal(states);
    expect(details('vla-session')).to.have.lengthOf(2);
    expect(textsOf(next).slice(0, 2)).to.deep.equal(agent.messages.map(({ text }) => text));
    expect(details('vla-error')).to.be.empty;
    agent.remove();
  });

  it('is followed at once when a relay is about to stop', async () => {
    const shown = await stage();
    const { agent, details, seen, service } = shown;
    await agent.sendText('hello');
    await until('it rests', () => agent.state === 'idle' && agent.messages.length === 2);
    const states = statesOf(shown).length;
    const before = await service();
    const warning = { code: 'relay_draining', message: 'This server is about to stop.' };
    await control(before, 'send', { type: 'warning', warning });
    expect(await seen('vla-reconnect')).to.include({ attempt: 0 });
    expect((await nextAfter(shown, before)).id).not.to.equal(before.id);
    expect(statesOf(shown).length).to.equal(states);
    expect(details('vla-warning')).to.be.empty;
    expect(details('vla-error')).to.be.empty;
    agent.remove();
  });
});
