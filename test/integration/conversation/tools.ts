import { expect } from '@open-wc/testing';
import { sentItems } from '../../helpers/page/conversation-items.js';
import { until } from '../../helpers/page/live-agent.js';
import type { Cases } from '../../helpers/page/dialects.js';

export const tools: Cases = ({ it, stage }) => {
  const WEATHER = {
    name: 'get_weather',
    description: 'The weather in a city.',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  };

  describe('tools of the page', function () {
    it(
      'sends the tools to the service only when they changed for the model',
      async () => {
        const list = (description: string, word: string) => [{ ...WEATHER, description, handler: () => word }];
        const { agent, details, seen, service } = await stage({}, (agent) => (agent.tools = list('Weather.', 'first')));
        const updates = async () => (await service()).received.filter(({ type }) => type === 'session.update');
        let unregister = agent.registerTool({ name: 'now' }, () => 'noon');
        await agent.sendText('hello');
        await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
        for (let i = 0; i < 20; i++) {
          agent.tools = list('Weather.', `handler ${i}`);
          unregister();
          unregister = agent.registerTool({ name: 'now' }, () => `noon ${i}`);
          await agent.updateComplete;
        }
        await agent.sendText('weather in Oslo');
        await seen('vla-tool-result');
        expect(details('vla-tool-result').map(({ output }) => output)).to.deep.equal(['handler 19']);
        expect(await updates()).to.have.lengthOf(1);
        agent.tools = list('The weather today.', 'last');
        await until('it is told', async () => (await updates()).length === 2);
        unregister();
        await until('that too', async () => (await updates()).length === 3);
        agent.tools = undefined;
        await until('there is none', async () => (await updates()).length === 4);
        const { tools } = (await updates()).at(-1)!.event['session'] as { tools: unknown };
        expect(tools).to.deep.equal([]);
        agent.remove();
      },
      'the functions are in its definition',
    );

    it('answers two parallel tool calls with one further answer', async () => {
      const cities: unknown[] = [];
      const { agent, details, seen, service } = await stage({}, (agent) => {
        agent.registerTool(WEATHER, (args) => {
          cities.push((args as { city: string }).city);
          return { sky: 'clear' };
        });
      });
      await agent.sendText('weather in Paris and Rome');
      await seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && text !== '');
      expect(cities).to.deep.equal(['Paris', 'Rome']);
      expect(details('vla-tool-result').map(({ output, failed }) => [output, failed])).to.deep.equal([
        ['{"sky":"clear"}', false],
        ['{"sky":"clear"}', false],
      ]);
      const sent = (await service()).received.map(({ type }) => type);
      expect(sent.filter((type) => type === 'response.create')).to.have.lengthOf(2);
      agent.remove();
    });

    it('lets the page answer a tool call by vla-tool-call', async () => {
      const { agent, seen } = await stage({}, (agent) => (agent.tools = [WEATHER]));
      agent.addEventListener('vla-tool-call', ({ detail }) => detail.respondWith(Promise.resolve('rain')));
      await agent.sendText('weather in Oslo');
      expect((await seen('vla-tool-result')).output).to.equal('rain');
      agent.remove();
    });

    it(
      'tells the service of tools that are set while it goes on',
      async () => {
        const { agent, seen, service } = await stage();
        await agent.sendText('hello');
        await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
        agent.tools = [{ ...WEATHER, handler: () => 'sun' }];
        await seen('vla-session', ({ session }) => session.tools?.length === 1);
        await agent.sendText('weather in Oslo');
        expect((await seen('vla-tool-result')).output).to.equal('sun');
        expect((await service()).received.filter(({ type }) => type === 'session.update')).to.have.lengthOf(2);
        agent.remove();
      },
      'the functions are in its definition',
    );

    it('tells the model of a handler that throws', async () => {
      const { agent, seen } = await stage({}, (agent) => {
        agent.registerTool(WEATHER, () => {
          throw new Error('no weather today');
        });
      });
      await agent.sendText('weather in Oslo');
      expect(await seen('vla-tool-result')).to.include({ failed: true, output: '{"error":"no weather today"}' });
      agent.remove();
    });

    it('drops what a tool gives after its conversation is over, also in the next one', async () => {
      let give: (value: string) => void = () => undefined;
      const it = await stage({}, (agent) => {
        agent.registerTool({ name: 'wait' }, () => new Promise((resolve) => (give = resolve)));
      });
      await it.agent.sendText('call wait {}');
      await it.seen('vla-tool-call');
      await it.agent.stop();
      await it.agent.sendText('hello');
      await it.seen(
        'vla-transcript',
        ({ role, final, text }) => role === 'agent' && final && text.includes('emulator'),
      );
      give('too late');
      await it.agent.sendText('good evening');
      await it.seen('vla-transcript', ({ text, final }) => final && text.startsWith('You wrote: good evening'));
      const items = await sentItems(it);
      expect(items.filter(({ type }) => type === 'function_call_output')).to.be.empty;
      expect(JSON.stringify(items)).not.to.contain('too late');
      it.agent.remove();
    });
  });
};
