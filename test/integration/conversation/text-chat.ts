import { expect } from '@open-wc/testing';
import { textsOf } from '../../helpers/page/conversation-items.js';
import { tokenUrl, until } from '../../helpers/page/live-agent.js';
import { watch } from '../../helpers/page/resource-watch.js';
import type { Cases } from '../../helpers/page/dialects.js';

export const textChat: Cases = ({ it, stage }) => {
  describe('a written conversation', function () {
    it('needs no microphone, and is answered in writing', async () => {
      const watching = watch();
      const { agent, details, seen, service } = await stage();
      await agent.sendText('hello');
      const answer = await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
      expect(answer.text).to.contain('emulator');
      await until('it rests', () => agent.state === 'idle');
      expect(details('vla-state').map(({ state }) => state)).to.deep.equal(['connecting', 'thinking', 'idle']);
      expect(watching.tracks).to.be.empty;
      expect(agent.messages.map(({ role, text }) => [role, text])).to.deep.equal([
        ['user', 'hello'],
        ['agent', answer.text],
      ]);
      expect((await service()).received.map(({ type }) => type)).to.deep.equal([
        'session.update',
        'conversation.item.create',
        'response.create',
      ]);
      watching.restore();
      agent.remove();
    });

    it('becomes a call without a new session', async () => {
      const { agent, seen, details } = await stage({ 'turn-detection': 'none' });
      await agent.sendText('hello');
      await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
      const id = agent.sessionId;
      await agent.start();
      expect(agent.state).to.equal('listening');
      expect(agent.sessionId).to.equal(id);
      await agent.sendText('help');
      await seen('vla-state', ({ state }) => state === 'speaking');
      expect(details('vla-session').at(-1)!.session.modalities).to.deep.equal(['text', 'audio']);
      agent.remove();
    });

    it('queues what is typed while an answer is written', async () => {
      const { agent, seen, service } = await stage();
      await agent.sendText('slow');
      await agent.sendText('hello');
      await seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && text.includes('wait'));
      await seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && text.includes('Hello'));
      expect((await service()).received.filter(({ type }) => type === 'response.create')).to.have.lengthOf(2);
      agent.remove();
    });

    it('sends a message again that a failed connection lost', async () => {
      const { agent, seen, service } = await stage({ 'token-url': '/status/500' });
      await agent.sendText('hello').catch(() => undefined);
      expect(agent.messages.map(({ text }) => text)).to.deep.equal(['hello']);
      agent.tokenUrl = tokenUrl(agent);
      await agent.sendText('help');
      await seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && text !== '');
      expect(agent.messages.filter(({ role }) => role === 'user').map(({ text }) => text)).to.deep.equal([
        'hello',
        'help',
      ]);
      expect(textsOf(await service()), 'the service has both').to.include.members(['hello', 'help']);
      agent.remove();
    });

    it('tells the next session each message of the one before once, and keeps them on screen', async () => {
      const { agent, service } = await stage();
      const answered = (count: number) =>
        until(
          `${count} answers`,
          () => agent.messages.filter(({ role, final }) => role === 'agent' && final).length === count,
        );
      for (const [i, text] of ['hello', 'help'].entries()) {
        await agent.sendText(text);
        await answered(i + 1);
      }
      await agent.stop();
      await agent.sendText('fine');
      await answered(3);
      const said = agent.messages.filter(({ role }) => role === 'user').map(({ text }) => text);
      expect(said).to.deep.equal(['hello', 'help', 'fine']);
      const created = (await service()).received.filter(({ type }) => type === 'conversation.item.create');
      const sent = JSON.stringify(created.map(({ event }) => event));
      for (const text of said) expect(sent.split(`"text":"${text}"`), text).to.have.lengthOf(2);
      agent.remove();
    });

    it('keeps the messages of a conversation before, and forgets an item that is deleted', async () => {
      const { agent, seen } = await stage();
      await agent.sendText('hello');
      await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
      await agent.stop();
      await agent.sendText('help');
      await seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && text.includes('weather'));
      expect(agent.messages.map(({ role, text }) => [role, text.slice(0, 5)])).to.deep.equal([
        ['user', 'hello'],
        ['agent', 'Hello'],
        ['user', 'help'],
        ['agent', 'Type '],
      ]);
      const { itemId } = agent.messages[2]!;
      agent.sendEvent({ type: 'conversation.item.delete', item_id: itemId });
      await until('it is gone', () => agent.messages.length === 3);
      expect(agent.messages.some((message) => message.itemId === itemId)).to.be.false;
      agent.remove();
    });

    it('reads out every message once it is complete, also while the panel is closed', async () => {
      const { agent, seen } = await stage();
      const region = agent.shadowRoot!.querySelector('[aria-live=polite]')!;
      const heard: string[] = [];
      const watching = new MutationObserver(() => heard.push(region.textContent ?? ''));
      watching.observe(region, { childList: true, characterData: true, subtree: true });
      await agent.sendText('hello');
      const answer = await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
      await until('it is read out', () => heard.at(-1) === `Agent: ${answer.text}`);
      expect(heard).to.deep.equal(['You: hello', `Agent: ${answer.text}`]);
      expect(agent.open).to.be.false;
      watching.disconnect();
      agent.remove();
    });

    it('keeps markup inert', async () => {
      const { agent, seen } = await stage();
      agent.show();
      await agent.sendText('<img src=x onerror="document.title=\'owned\'">');
      await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
      expect(document.title).not.to.equal('owned');
      agent.remove();
    });
  });
};
