import { expect } from '@open-wc/testing';
import { manyStarts, toneOverHandOver } from '../bench/measure/reliability.js';
import { needsToken, stage, until } from '../helpers/page/live-agent.js';
import { openNetwork } from '../helpers/page/network.js';

/** A network with a round trip of 50 ms that is really lost; the emulator closes nothing. */
describe('a lost network', function () {
  before(function () {
    return needsToken(this, 'the page’s own line to the service is what is lost');
  });

  it('that leaves a half-open connection is found by a question, and the call goes on with another', async () => {
    const network = await openNetwork();
    const { agent, details, service } = await stage({ 'token-url': '', 'turn-detection': 'none' }, network.lead);
    await agent.start();
    const before = await service();
    await network.set({ up: { mode: 'swallow' }, down: { mode: 'swallow' } }, 'present');
    await agent.sendText('hello');
    dispatchEvent(new Event('online')); // the page's network is another one
    await until('it is answered', () => agent.messages.length === 2 && agent.messages.every(({ final }) => final));
    expect((await service()).id).not.to.equal(before.id);
    expect((await service()).items.filter(({ role }) => role === 'user')).to.have.lengthOf(1);
    expect(details('vla-reconnect').map(({ reason }) => reason)).to.include('connection-lost');
    expect(details('vla-error')).to.be.empty;
    agent.remove();
    await network.close();
  });

  it('that goes while a tool runs and comes back loses nothing: one output, one answer', async () => {
    const network = await openNetwork();
    let finish: (value: string) => void = () => undefined;
    const { agent, details, seen, service } = await stage({ 'token-url': '', 'turn-detection': 'none' }, (made) => {
      network.lead(made);
      made.registerTool({ name: 'check_stock', description: 'Tells.' }, () => new Promise((done) => (finish = done)));
    });
    await agent.start();
    await agent.sendText('call check_stock {}');
    await seen('vla-tool-call');
    await network.away(true);
    await until('it is tried', () => details('vla-reconnect').length > 0);
    finish('7 are left');
    await network.away(false);
    const outputs = async () => (await service()).items.filter(({ type }) => type === 'function_call_output');
    await until('the service has the output', async () => (await outputs()).length > 0);
    await until('it is answered', () => agent.state === 'listening' && agent.messages.at(-1)?.role === 'agent');
    const { items } = await service();
    expect(items.filter(({ type }) => type === 'function_call_output')).to.have.lengthOf(1);
    expect(items.filter(({ role }) => role === 'user')).to.have.lengthOf(1);
    expect(details('vla-error')).to.be.empty;
    agent.remove();
    await network.close();
  });

  it('is none: over a hand-over the tone of the microphone arrives whole, and the one of the agent is heard whole', async () => {
    const { breaks, silentQuanta, handOvers, samples } = await toneOverHandOver(9000);
    expect(handOvers).to.equal(1);
    expect(samples).to.be.above(24_000);
    expect({ breaks, silentQuanta }).to.deep.equal({ breaks: 0, silentQuanta: 0 });
  });

  it('or any end leaves nothing behind: five calls, no worker, track, context, socket or listener', async () => {
    const { heapBytes, ...left } = await manyStarts(5, 2);
    expect(left).to.deep.equal({ workers: 0, tracks: 0, contexts: 0, sockets: 0, listeners: 0 });
    expect(heapBytes).to.be.below(2 * 2 ** 20);
  });
});
