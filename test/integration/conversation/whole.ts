/** Conversations from their first word to their end. */
import { expect } from '@open-wc/testing';
import { control, until, type Stage } from '../../helpers/page/live-agent.js';
import type { Cases } from '../../helpers/page/dialects.js';

const FIND_BIKE = { name: 'find_bike', description: 'Finds bikes.', parameters: { type: 'object', properties: {} } };

const states = ({ details }: Stage): readonly string[] => details('vla-state').map(({ state }) => state);

const answers = ({ agent }: Stage): number =>
  agent.messages.filter(({ role, final }) => role === 'agent' && final).length;

async function ask(talk: Stage, text: string): Promise<string> {
  const before = answers(talk);
  await talk.agent.sendText(text);
  await until(`"${text}" is answered`, () => answers(talk) > before && talk.agent.state === 'idle');
  return talk.agent.messages.at(-1)!.text;
}

const received = async ({ service }: Stage, type: string) =>
  (await service()).received.filter((seen) => seen.type === type).map(({ event }) => event);

export const whole: Cases = ({ it, stage }) => {
  describe('a whole conversation', function () {
    it('hears a spoken turn and answers it, is muted, and ends', async () => {
      const talk = await stage();
      const { agent, details, seen } = talk;
      await agent.start();
      await seen('vla-state', ({ state }) => state === 'speaking');
      expect(states(talk)).to.deep.equal([
        'requesting-mic',
        'connecting',
        'listening',
        'hearing',
        'thinking',
        'speaking',
      ]);
      await seen('vla-transcript', ({ role, final }) => role === 'user' && final);
      expect(agent.messages[0]!.text).to.match(/^\d\.\d seconds of speech$/);
      agent.interrupt();
      await seen('vla-interrupt');
      agent.muted = true;
      await seen('vla-mute', ({ muted }) => muted);
      await until('it rests', () => agent.state === 'listening');
      await agent.stop();
      expect(details('vla-state').at(-1)).to.include({ state: 'ended', reason: 'page' });
      expect(details('vla-error')).to.be.empty;
      agent.remove();
    });

    it('answers in writing, calls a function of the page, survives a fault and a lost connection, and ends', async () => {
      const talk = await stage({}, (agent) => {
        agent.registerTool(FIND_BIKE, (asked) => ({ found: 2, asked }));
      });
      const { agent, details, seen, service } = talk;
      expect(await ask(talk, 'good morning')).to.include('You wrote: good morning');
      await agent.sendText('call find_bike {"size": 54}');
      await until('its result is told', () => agent.messages.at(-1)!.text.includes('found 2'));
      expect(details('vla-tool-call').map(({ name, arguments: asked }) => [name, asked])).to.deep.equal([
        ['find_bike', { size: 54 }],
      ]);
      expect(await received(talk, 'response.create'), 'one for each message, one after the function').to.have.length(3);
      await until('it rests', () => agent.state === 'idle');

      agent.sendEvent({ type: 'conversation.item.delete', item_id: 'nothing' });
      expect(await seen('vla-error')).to.include({ code: 'server-error' });

      const before = agent.messages.map(({ text }) => text);
      const first = await service();
      await control(first, 'close', { code: 1011 });
      await seen('vla-reconnect', ({ reason }) => reason === 'connection-lost');
      await until('there is another', async () => (await service()).id !== first.id && agent.state === 'idle');
      expect(await ask(talk, 'are you there')).to.include('You wrote: are you there');
      expect(agent.messages.map(({ text }) => text).slice(0, before.length)).to.deep.equal(before);
      const known = JSON.stringify((await service()).items);
      for (const text of before) expect(known).to.include(JSON.stringify(text).slice(1, -1));
      await agent.stop();
      expect(agent.state).to.equal('ended');
      expect(details('vla-error')).to.have.lengthOf(1);
      agent.remove();
    });
  });
};
