import { expect } from '@open-wc/testing';
import { until } from '../../helpers/page/live-agent.js';
import { agentAnswer, sentItems, type Item } from '../../helpers/page/conversation-items.js';
import type { Cases } from '../../helpers/page/dialects.js';

export const updateContext: Cases = ({ it, stage }) => {
  describe('updateContext()', function () {
    it('sends context from before a conversation as its first items, and loads no code for it', async () => {
      const it = await stage();
      it.agent.updateContext('The visitor looks at the page of bike b1.');
      it.agent.updateContext({ cart: ['b1'] });
      expect(it.agent.shadowRoot!.querySelector('vla-panel')).to.be.null;
      await it.agent.sendText('hello');
      await agentAnswer(it);
      const told = (await sentItems(it)).map(({ role, content }) => [role, ((content as Item[])[0] as Item)['text']]);
      expect(told).to.deep.equal([
        ['system', 'The visitor looks at the page of bike b1.'],
        ['system', '{"cart":["b1"]}'],
        ['user', 'hello'],
      ]);
      it.agent.remove();
    });

    it('tells context during a conversation without an answer', async () => {
      const it = await stage();
      await it.agent.sendText('hello');
      await agentAnswer(it);
      it.agent.updateContext({ page: '/bikes' });
      await until('it is told', async () => (await sentItems(it)).length === 2);
      expect((await it.service()).received.filter(({ type }) => type === 'response.create')).to.have.lengthOf(1);
      it.agent.remove();
    });
  });
};
