/** A move is not a removal: an element that is in the page again by the end of the task keeps its call. */
import { expect } from '@open-wc/testing';
import { faultOf, seconds, stage, until, type Stage } from '../helpers/page/live-agent.js';
import { deepFind } from '../helpers/page/shadow-dom.js';
import { delayMicrophone, watch, type Watch } from '../helpers/page/resource-watch.js';

type Moving = Element & { moveBefore?: (node: Node, before: Node | null) => void };

describe('an element that is moved in a call', function () {
  let home: HTMLElement;
  let watching: Watch;
  beforeEach(() => {
    home = document.createElement('section');
    document.body.append(home);
    watching = watch();
  });
  afterEach(() => {
    watching.restore();
    home.remove();
  });

  /** A call with a message of either side. */
  const inCall = async (attributes: Readonly<Record<string, string>> = {}): Promise<Stage> => {
    const staged = await stage({ 'turn-detection': 'none', open: '', ...attributes });
    await staged.agent.start();
    await staged.agent.sendText('hello');
    await staged.seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
    return staged;
  };
  const goesOn = async ({ agent, details, service, seen }: Stage): Promise<void> => {
    const before = agent.messages.length;
    await seconds(0.3);
    expect(agent.state).not.to.equal('ended');
    expect(watching.tracks.map(({ readyState }) => readyState)).to.deep.equal(['live']);
    expect(watching.ended).to.be.empty;
    expect((await service()).open).to.be.true;
    await agent.sendText('tone 1');
    await until('it is answered', () => agent.messages.length >= before + 2);
    await seen('vla-speech', ({ who, speaking }) => who === 'agent' && speaking);
    expect(details('vla-state').map(({ state }) => state)).not.to.include('ended');
    await until('the face shows all of it', () => (deepFind(agent, '.log')?.innerText ?? '').includes('hello'));
  };

  it('goes on when it is put into another place', async () => {
    const staged = await inCall();
    home.append(staged.agent);
    await goesOn(staged);
  });

  it('goes on when it is taken out and put in again in one step', async () => {
    const staged = await inCall({ variant: 'inline' });
    staged.agent.remove();
    home.append(staged.agent);
    await goesOn(staged);
  });

  it('goes on when promises pass between out and in', async () => {
    const staged = await inCall();
    staged.agent.remove();
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    home.append(staged.agent);
    await goesOn(staged);
  });

  it('goes on, and keeps what was typed, when it is moved by moveBefore', async function () {
    const place = home as Moving;
    if (!place.moveBefore) return this.skip();
    const staged = await inCall();
    const field = deepFind<HTMLTextAreaElement>(staged.agent, 'textarea')!;
    field.value = 'half a';
    place.moveBefore(staged.agent, null);
    expect(field.value).to.equal('half a');
    await goesOn(staged);
  });

  it('goes on in a new body that takes the place of the old one', async () => {
    const staged = await inCall();
    const old = document.body;
    const next = new DOMParser().parseFromString('<body><main></main></body>', 'text/html').body;
    next.querySelector('main')!.append(staged.agent);
    document.documentElement.replaceChild(next, old);
    await goesOn(staged);
    staged.agent.remove();
    document.documentElement.replaceChild(old, next);
  });

  it('goes on with the visitor’s answer when it is moved while the microphone is asked for', async () => {
    const answer = delayMicrophone(0.5);
    const { agent } = await stage({ 'turn-detection': 'none' });
    const starting = agent.start();
    await until('the visitor is asked', () => agent.state === 'requesting-mic');
    home.append(agent);
    await starting;
    answer();
    expect(agent.state).to.equal('listening');
  });

  it('finds its loose parts again', async () => {
    const staged = await inCall({ id: 'moved', variant: 'headless' });
    const part = document.createElement('vla-status');
    part.setAttribute('for', 'moved');
    const built = '/dist/voice-live-agent-parts.js';
    await import(built);
    document.body.append(part);
    const shows = (): boolean => part.shadowRoot?.querySelector('[part=status]') != null;
    await until('it is bound', shows);
    home.append(staged.agent);
    await seconds(0.2);
    expect(shows()).to.be.true;
    part.remove();
  });

  it('ends its call when it is really removed, with every track stopped, and can begin another', async () => {
    const { agent, details } = await inCall();
    agent.remove();
    await until('it has ended', () => agent.state === 'ended', 5);
    expect(watching.tracks.map(({ readyState }) => readyState)).to.deep.equal(['ended']);
    await until('the worker is gone', () => watching.ended.length === 1);
    expect((await faultOf(agent.start())).cause).to.equal('stopped');
    home.append(agent);
    await agent.start();
    expect(watching.tracks.map(({ readyState }) => readyState)).to.deep.equal(['ended', 'live']);
    expect(details('vla-error')).to.be.empty;
  });

  it('ends its call when it stays in a document that nobody sees', async () => {
    const { agent } = await inCall();
    document.implementation.createHTMLDocument().body.append(agent);
    await until('it has ended', () => agent.state === 'ended', 5);
    expect(watching.tracks.map(({ readyState }) => readyState)).to.deep.equal(['ended']);
    agent.remove();
  });
});
