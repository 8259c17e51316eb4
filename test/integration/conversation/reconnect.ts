import { expect } from '@open-wc/testing';
import { textsOf } from '../../helpers/page/conversation-items.js';
import { control, heardBy, mint, seconds, until, type Connection, type Stage } from '../../helpers/page/live-agent.js';
import { HIGH_HZ, LOW_HZ, spokenFixture } from '../../helpers/page/spoken-fixture.js';
import { bursts } from '../../helpers/page/tone-bursts.js';
import type { Cases } from '../../helpers/page/dialects.js';

export const reconnect: Cases = ({ it, stage }) => {
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

  const lose = (connection: Connection, code = 1011) => control(connection, 'close', { code });

  /** Closes the connection, and waits until the call goes on with another one. */
  async function loseAndResume(shown: Stage, rests: string): Promise<Connection> {
    const before = await shown.service();
    const count = shown.details('vla-reconnect').length;
    await lose(before);
    await until('it is told', () => shown.details('vla-reconnect').length > count);
    const next = await nextAfter(shown, before);
    await until('it goes on', () => shown.agent.state === rests);
    return next;
  }

  describe('a conversation whose connection is lost', function () {
    it('goes on with the next one: the page is told, nothing is an error, and what was said is known there', async () => {
      const shown = await stage();
      const { agent, details, service } = shown;
      await agent.sendText('hello');
      await until('it was answered', () => agent.messages.length === 2 && agent.messages.every(({ final }) => final));
      const said = agent.messages.map(({ text }) => text);
      await until('it rests', () => agent.state === 'idle');
      const first = details('vla-session')[0]!.session.id;
      const next = await loseAndResume(shown, 'idle');

      expect(statesOf(shown)).to.include('reconnecting');
      const [told] = details('vla-reconnect');
      // A connection that lived for less than 10 s counts as a try.
      expect(told).to.include({ attempt: 2, reason: 'connection-lost' });
      expect(told!.delayMs).to.be.within(500, 1500);
      expect(details('vla-error')).to.be.empty;
      expect(details('vla-session').at(-1)!.session.id).not.to.equal(first);
      await until('the history is there', async () => textsOf(await service()).length >= 2);
      expect(textsOf(await service()).slice(0, 2)).to.deep.equal(said);
      expect(sentTypes(next).filter((type) => type === 'response.create')).to.be.empty;

      await agent.sendText('help');
      await until('the next answer', () => agent.messages.length === 4 && agent.messages.every(({ final }) => final));
      expect(agent.messages.slice(0, 2).map(({ text }) => text)).to.deep.equal(said);
      agent.remove();
    });

    it('sends what was typed meanwhile, in its order, and asks for one answer', async () => {
      let refuse = false;
      const shown = await stage({ 'token-url': '' }, (agent) => {
        agent.tokenProvider = async () => {
          if (refuse) throw new Error('no network');
          return mint(agent);
        };
      });
      const { agent, details, service } = shown;
      await agent.sendText('hello');
      await until('it rests', () => agent.state === 'idle' && agent.messages.length === 2);
      refuse = true;
      const before = await service();
      await lose(before);
      await until('it is tried', () => details('vla-reconnect').length > 0);
      expect(agent.state).to.equal('reconnecting');
      await agent.sendText('first');
      await agent.sendText('second');
      const newest = () => agent.messages.slice(-2).map(({ text }) => text);
      await until('both are shown', () => newest().join() === 'first,second');
      refuse = false;
      const next = await nextAfter(shown, before);
      await until('it was answered', () => agent.messages.length === 5 && agent.messages.every(({ final }) => final));
      const texts = textsOf(await service());
      expect(texts.indexOf('first')).to.be.above(1);
      expect(texts.indexOf('second')).to.be.above(texts.indexOf('first'));
      expect(sentTypes(await service()).filter((type) => type === 'response.create')).to.have.lengthOf(1);
      expect(next.id).to.equal((await service()).id);
      expect(details('vla-error')).to.be.empty;
      agent.remove();
    });

    it('runs a tool that is at work to its end, gives its output once, and gets one answer', async () => {
      let finish: (value: string) => void = () => undefined;
      const shown = await stage({}, (agent) => {
        agent.registerTool(
          { name: 'check_stock', description: 'Tells how many are left.' },
          () => new Promise((resolve) => (finish = resolve)),
        );
      });
      const { agent, details, seen, service } = shown;
      await agent.sendText('call check_stock {}');
      await seen('vla-tool-call');
      await until('the tool runs', () => agent.state === 'working');
      await loseAndResume(shown, 'working');
      finish('7 are left');
      await until('it was answered', () => agent.state === 'idle');
      const { items, received } = await service();
      const outputs = items.filter(({ type }) => type === 'function_call_output');
      expect(outputs.map(({ output }) => output)).to.have.lengthOf(1);
      expect(items.filter(({ type }) => type === 'function_call')).to.have.lengthOf(1);
      expect(received.filter(({ type }) => type === 'response.create')).to.have.lengthOf(1);
      expect(details('vla-tool-result')).to.have.lengthOf(1);
      agent.remove();
    });

    it('hears the sentence whole that the visitor was saying', async () => {
      const shown = await stage();
      const { agent, details, seen, service } = shown;
      await agent.start();
      await seen('vla-state', ({ state }) => state === 'hearing');
      const before = await service();
      await lose(before);
      await nextAfter(shown, before);
      await seen('vla-transcript', ({ role, final }) => role === 'user' && final);
      const { samples, rate } = await heardBy(await service());
      const fixture = await spokenFixture();
      const heard = [...bursts(samples, rate, LOW_HZ), ...bursts(samples, rate, HIGH_HZ)];
      const said = [
        ...bursts(fixture.samples, fixture.rate, LOW_HZ),
        ...bursts(fixture.samples, fixture.rate, HIGH_HZ),
      ];
      expect(heard.length, 'a low and a high tone').to.equal(2);
      expect(heard[1]! - heard[0]!).to.be.closeTo(said[1]! - said[0]!, 0.1);
      expect(agent.messages.filter(({ role }) => role === 'user')).to.have.lengthOf(1);
      expect(details('vla-error')).to.be.empty;
      agent.remove();
    });

    it('stays muted, keeps its microphone, and hears the visitor after it', async () => {
      const shown = await stage();
      const { agent, seen, details } = shown;
      await agent.start();
      agent.muted = true;
      await loseAndResume(shown, 'listening');
      expect(agent.muted).to.equal(true);
      agent.muted = false;
      await seen('vla-transcript', ({ role, final, text }) => role === 'user' && final && text !== '');
      expect(details('vla-error')).to.be.empty;
      agent.remove();
    });

    it('is over after a close that says never, with one fault', async () => {
      const { agent, details, seen, service } = await stage();
      await agent.sendText('hello');
      await lose(await service(), 1008);
      expect((await seen('vla-error')).code).to.equal('unauthorized');
      await seconds(0.6);
      expect(details('vla-error')).to.have.lengthOf(1);
      expect(details('vla-reconnect')).to.be.empty;
      agent.remove();
    });

    it('is known to the next conversation after it broke off for good, which greets nobody again', async () => {
      const shown = await stage({ greeting: 'Good day' });
      const { agent, seen, service } = shown;
      await agent.sendText('hello');
      await until('it rests', () => agent.state === 'idle' && agent.messages.every(({ final }) => final));
      const said = agent.messages.map(({ text }) => text);
      await lose(await service(), 1007);
      await seen('vla-error');
      await agent.sendText('help');
      await until('it is answered', () => agent.messages.length === said.length + 2 && agent.state === 'idle');
      expect(textsOf(await service()).slice(0, said.length)).to.deep.equal(said);
      expect(agent.messages.slice(0, said.length).map(({ text }) => text)).to.deep.equal(said);
      agent.remove();
    });

    it('ends at once when the visitor ends it meanwhile: no connection follows', async () => {
      const shown = await stage();
      const { agent, details, service } = shown;
      await agent.start();
      const before = await service();
      await lose(before);
      await until('it is tried', () => details('vla-reconnect').length > 0);
      await agent.stop();
      await seconds(0.8);
      expect((await service()).id).to.equal(before.id);
      expect(agent.state).to.equal('ended');
      agent.remove();
    });

    it('survives three losses at any moment of a written chat: all is in order, each message answered once', async () => {
      const shown = await stage();
      const { agent, service } = shown;
      await agent.sendText('hello');
      for (let i = 1; i <= 3; i++) {
        await seconds(((i * 7919) % 100) / 250);
        const before = await service();
        await lose(before);
        await agent.sendText(`number ${i}`);
        await nextAfter(shown, before);
      }
      await until('all is answered', () => agent.state === 'idle' && agent.messages.every(({ final }) => final));
      const typed = agent.messages.filter(({ role }) => role === 'user').map(({ text }) => text);
      expect(typed).to.deep.equal(['hello', ...Array.from({ length: 3 }, (_, i) => `number ${i + 1}`)]);
      expect(agent.messages.at(-1)!.role).to.equal('agent');
      const known = textsOf(await service());
      expect(known.filter((text) => typed.includes(text))).to.deep.equal(typed);
      agent.remove();
    });
  });
};
